"""Vectors of 64 citizens in compiled code: one field of each at once, in as many registers as the processor needs.

Types for Numba over LLVM's own vectors, which it splits or joins to fit the processor it compiles for (64 bytes at
once, two of 32, four of 16), so that there is one code and one result everywhere. ``BYTES`` holds a byte a citizen, a
``MASK`` a truth. The same 64 bytes are read as 32 ``HALVES`` of 16 bits, 16 ``WORDS`` or 8 ``LONGS`` where that is
cheaper (``as_bytes`` and so on). ``STEPS`` are 16 numbers of 16 bits, one a level. Arithmetic is unsigned and wraps; it
works on vectors of one type only (``spread8``, ``spread16`` … make one of a number).
"""

# mypy: disable-error-code="no-untyped-call,import-untyped"

from __future__ import annotations

import operator
from typing import Any

import ascendancy._numba  # noqa: F401 – sets the cache folder before Numba is imported

import llvmlite.binding as llvm  # isort: skip
from llvmlite import ir  # isort: skip
from numba.core import cgutils, config, types  # isort: skip
from numba.core.imputils import lower_builtin  # isort: skip
from numba.core.typing.templates import AbstractTemplate, infer_global, signature  # isort: skip
from numba.extending import intrinsic, models, register_model  # isort: skip
from numba.np.arrayobj import make_array  # isort: skip

LANES = 64


def inline(function: Any) -> Any:
    """A function of compiled code that is written out where it is called."""
    return intrinsic(function)


def has(feature: str) -> bool:
    """Whether the processor that Numba compiles for has a feature."""
    chosen: str | None = getattr(config, "CPU_FEATURES")  # noqa: B009 – set by Numba from the environment
    if chosen is not None:
        return f"+{feature}" in chosen.split(",")
    return bool(llvm.get_host_cpu_features().get(feature))


class Vector(types.Type):
    """``lanes`` integers of ``bits`` bits."""

    def __init__(self, bits: int, lanes: int = LANES) -> None:
        self.bits, self.lanes = bits, lanes
        super().__init__(name=f"Vector({bits}, {lanes})")

    @property
    def llvm(self) -> Any:
        """The same for LLVM."""
        return ir.VectorType(ir.IntType(self.bits), self.lanes)


@register_model(Vector)
class VectorModel(models.PrimitiveModel):
    """A vector is held as LLVM's."""

    def __init__(self, manager: Any, kind: Vector) -> None:
        super().__init__(manager, kind, kind.llvm)


MASK, BYTES, HALVES, WORDS, LONGS = Vector(1), Vector(8), Vector(16, 32), Vector(32, 16), Vector(64, 8)
STEPS, LOW_BYTES = Vector(16, 16), Vector(8, 16)


def _operator(op: Any, result: Vector | None, make: Any) -> None:
    """Let ``op`` work on two vectors of one type; ``make(builder, a, b)`` gives LLVM's instruction."""

    class Template(AbstractTemplate):
        def generic(self, args: Any, kws: Any) -> Any:
            if len(args) == 2 and isinstance(args[0], Vector) and args[0] == args[1]:
                return signature(result or args[0], *args)
            return None

    infer_global(op)(Template)
    lower_builtin(op, Vector, Vector)(lambda context, builder, sig, args: make(builder, *args))


_operator(operator.add, None, lambda b, x, y: b.add(x, y))
_operator(operator.sub, None, lambda b, x, y: b.sub(x, y))
_operator(operator.mul, None, lambda b, x, y: b.mul(x, y))
_operator(operator.and_, None, lambda b, x, y: b.and_(x, y))
_operator(operator.or_, None, lambda b, x, y: b.or_(x, y))
_operator(operator.xor, None, lambda b, x, y: b.xor(x, y))
_operator(operator.rshift, None, lambda b, x, y: b.lshr(x, y))
_operator(operator.lshift, None, lambda b, x, y: b.shl(x, y))
_operator(operator.lt, MASK, lambda b, x, y: b.icmp_unsigned("<", x, y))
_operator(operator.ge, MASK, lambda b, x, y: b.icmp_unsigned(">=", x, y))
_operator(operator.eq, MASK, lambda b, x, y: b.icmp_unsigned("==", x, y))


def _constant(kind: Vector, values: Any) -> Any:
    return ir.Constant(kind.llvm, list(values))


def _spread(kind: Vector) -> Any:
    @inline
    def spread(typing: Any, number: Any) -> Any:
        def code(context: Any, builder: Any, sig: Any, args: Any) -> Any:
            one = context.cast(builder, args[0], sig.args[0], types.int64)
            one = builder.trunc(one, ir.IntType(kind.bits)) if kind.bits < 64 else one
            first = builder.insert_element(
                ir.Constant(kind.llvm, ir.Undefined), one, ir.Constant(ir.IntType(32), 0)
            )
            nowhere = ir.Constant(ir.VectorType(ir.IntType(32), kind.lanes), [0] * kind.lanes)
            return builder.shuffle_vector(first, ir.Constant(kind.llvm, ir.Undefined), nowhere)

        return kind(number), code

    return spread


spread8, spread16, spread32, spread64 = _spread(BYTES), _spread(HALVES), _spread(WORDS), _spread(LONGS)
spread_steps = _spread(STEPS)
"""A number in every lane."""


def _counted(kind: Vector) -> Any:
    @inline
    def counted(typing: Any) -> Any:
        return kind(), lambda context, builder, sig, args: _constant(kind, range(kind.lanes))

    return counted


places8, places32, places_steps = _counted(BYTES), _counted(WORDS), _counted(STEPS)
"""0, 1, 2 … in the lanes."""


def pointer(context: Any, builder: Any, kind: Any, array: Any, index: Any, vector: Vector) -> Any:
    """Where the vector lies that begins with an array's entry ``index``."""
    data = make_array(kind)(context, builder, array).data
    place = builder.gep(data, [index], inbounds=True)
    return builder.bitcast(place, vector.llvm.as_pointer())


@inline
def load(typing: Any, array: Any, index: Any) -> Any:
    """64 bytes of an array of bytes from ``index`` on, counted from its start whatever its shape."""

    def code(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        return builder.load(pointer(context, builder, sig.args[0], args[0], args[1], BYTES), align=1)

    return BYTES(array, types.intp), code


@inline
def store(typing: Any, array: Any, index: Any, vector: Any) -> Any:
    """The reverse of :func:`load`, for any vector whose lanes are as wide as the array's numbers."""
    if not isinstance(vector, Vector) or vector.bits != array.dtype.bitwidth:
        return None

    def code(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        builder.store(args[2], pointer(context, builder, sig.args[0], args[0], args[1], vector), align=1)
        return context.get_dummy_value()

    return types.void(array, types.intp, vector), code


def _unary(kind: Any, result: Any, make: Any) -> Any:
    """A function of one vector of type ``kind``."""

    @inline
    def function(typing: Any, vector: Any) -> Any:
        if vector != kind:
            return None
        return result(kind), lambda context, builder, sig, args: make(builder, args[0])

    return function


def _of_longs(name: str, result: Any) -> Any:
    def make(builder: Any, vector: Any) -> Any:
        kind = ir.FunctionType(result, [LONGS.llvm])
        called = cgutils.get_or_insert_function(builder.module, kind, f"llvm.{name}.v8i64")
        return builder.call(called, [vector])

    return make


def _saturated(builder: Any, name: str, x: Any, y: Any) -> Any:
    two = ir.FunctionType(BYTES.llvm, [BYTES.llvm, BYTES.llvm])
    called = cgutils.get_or_insert_function(builder.module, two, f"llvm.{name}.v{LANES}i8")
    return builder.call(called, [x, y])


def _read_as(kind: Vector) -> Any:
    @inline
    def read(typing: Any, vector: Any) -> Any:
        if not isinstance(vector, Vector) or vector.bits * vector.lanes != kind.bits * kind.lanes:
            return None
        return kind(vector), lambda context, builder, sig, args: builder.bitcast(args[0], kind.llvm)

    return read


as_bytes, as_halves, as_longs = _read_as(BYTES), _read_as(HALVES), _read_as(LONGS)
"""The same 64 bytes as other numbers, in the machine's order."""
low_bytes = _unary(STEPS, LOW_BYTES, lambda b, v: b.trunc(v, LOW_BYTES.llvm))
high_bytes = _unary(
    STEPS, LOW_BYTES, lambda b, v: b.trunc(b.lshr(v, _constant(STEPS, [8] * 16)), LOW_BYTES.llvm)
)
ones = _unary(MASK, BYTES, lambda b, v: b.zext(v, BYTES.llvm))
bits = _unary(MASK, types.uint64, lambda b, v: b.bitcast(v, ir.IntType(LANES)))
mask_of = _unary(types.uint64, MASK, lambda b, v: b.bitcast(v, MASK.llvm))
"""The reverse of ``bits``: lane i is bit i."""
negative = _unary(BYTES, MASK, lambda b, v: b.icmp_signed("<", v, _constant(BYTES, [0] * LANES)))
"""Where the highest bit is set."""
counts = _unary(LONGS, LONGS, _of_longs("ctpop", LONGS.llvm))
"""How many bits are set, by number."""
total = _unary(LONGS, types.uint64, _of_longs("vector.reduce.add", ir.IntType(64)))
"""The sum of the eight."""


def _binary(kind: Vector, result: Any, make: Any) -> Any:
    """A function of two vectors of type ``kind``."""

    @inline
    def function(typing: Any, first: Any, second: Any) -> Any:
        if first != kind or second != kind:
            return None
        return result(kind, kind), lambda context, builder, sig, args: make(builder, *args)

    return function


def _high_product(builder: Any, x: Any, y: Any) -> Any:
    if has("avx512bw"):  # which LLVM finds by itself only where it sees no more of the arguments
        two = ir.FunctionType(HALVES.llvm, [HALVES.llvm, HALVES.llvm])
        called = cgutils.get_or_insert_function(builder.module, two, "llvm.x86.avx512.pmulhu.w.512")
        return builder.call(called, [x, y])
    twice = ir.VectorType(ir.IntType(32), HALVES.lanes)
    product = builder.mul(builder.zext(x, twice), builder.zext(y, twice))
    return builder.trunc(builder.lshr(product, ir.Constant(twice, [16] * HALVES.lanes)), HALVES.llvm)


high_product = _binary(HALVES, HALVES, _high_product)
"""The upper 16 bits of the product."""
less_or_zero = _binary(BYTES, BYTES, lambda b, x, y: _saturated(b, "usub.sat", x, y))
"""a − b, 0 where b is larger."""


@inline
def choose(typing: Any, mask: Any, yes: Any, no: Any) -> Any:
    """``yes`` where the mask holds, ``no`` elsewhere."""
    if mask != MASK or yes != no or not isinstance(yes, Vector):
        return None
    return yes(mask, yes, no), lambda context, builder, sig, args: builder.select(*args)


@inline
def count(typing: Any, word: Any) -> Any:
    """How many bits of a 64-bit word are set."""
    return types.int64(types.uint64), lambda context, builder, sig, args: builder.ctpop(args[0])


@inline
def first_place(typing: Any, word: Any) -> Any:
    """The place of the lowest bit that is set in a 64-bit word, which is not 0."""
    never = ir.Constant(ir.IntType(1), 1)
    return types.int64(types.uint64), lambda context, builder, sig, args: builder.cttz(args[0], never)


@inline
def fetch(typing: Any, array: Any, index: Any) -> Any:
    """Ask for a stretch of memory that is soon to be loaded; says nothing and changes nothing."""

    def code(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        byte = ir.IntType(8).as_pointer()
        number = ir.IntType(32)
        kind = ir.FunctionType(ir.VoidType(), [byte, number, number, number])
        called = cgutils.get_or_insert_function(builder.module, kind, "llvm.prefetch.p0")
        place = builder.gep(make_array(sig.args[0])(context, builder, args[0]).data, [args[1]])
        read, keep, data = (ir.Constant(number, n) for n in (0, 3, 1))
        builder.call(called, [builder.bitcast(place, byte), read, keep, data])
        return context.get_dummy_value()

    return types.void(array, types.intp), code
