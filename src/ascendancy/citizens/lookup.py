"""Tables of bytes that stay in a register: what a table of 16 or 64 entries holds for each of 64 citizens at once.

LLVM has no instruction of its own for it. Processors of the x86 family have several, by width; others get the entries
one by one. All give the same.
"""

# mypy: disable-error-code="no-untyped-call,import-untyped"

from __future__ import annotations

from typing import Any

from ascendancy.citizens.vectors import BYTES, LANES, LOW_BYTES, has, inline, pointer

from llvmlite import ir  # isort: skip
from numba.core import cgutils, types  # isort: skip

LEVELS, NUMBER, QUARTER = 16, ir.IntType(32), ir.VectorType(ir.IntType(8), 16)
WIDTHS = (
    ("avx512bw", 64, "llvm.x86.avx512.pshuf.b.512"),
    ("avx2", 32, "llvm.x86.avx2.pshuf.b"),
    ("ssse3", 16, "llvm.x86.ssse3.pshuf.b.128"),
)
WHOLE = ("avx512vbmi", "llvm.x86.avx512.permvar.qi.512")


def _picked(builder: Any, vector: Any, places: Any) -> Any:
    chosen = list(places)
    return builder.shuffle_vector(vector, vector, ir.Constant(ir.VectorType(NUMBER, len(chosen)), chosen))


def _called(builder: Any, name: str, lanes: int, table: Any, index: Any) -> Any:
    kind = ir.VectorType(ir.IntType(8), lanes)
    function = cgutils.get_or_insert_function(builder.module, ir.FunctionType(kind, [kind, kind]), name)
    return builder.call(function, [table, index])


def _one_by_one(builder: Any, table: Any, index: Any) -> Any:
    out = ir.Constant(BYTES.llvm, ir.Undefined)
    for lane in range(LANES):
        place = ir.Constant(NUMBER, lane)
        entry = builder.extract_element(table, builder.extract_element(index, place))
        out = builder.insert_element(out, entry, place)
    return out


def _of_16(builder: Any, table: Any, index: Any) -> Any:
    """Entries of a table that is there four times over."""
    for feature, width, name in WIDTHS:
        if has(feature):
            parts = [
                _called(
                    builder, name, width, *(_picked(builder, v, range(n, n + width)) for v in (table, index))
                )
                for n in range(0, LANES, width)
            ]
            while len(parts) > 1:
                size = 2 * parts[0].type.count
                parts = [
                    builder.shuffle_vector(a, b, ir.Constant(ir.VectorType(NUMBER, size), list(range(size))))
                    for a, b in zip(parts[::2], parts[1::2], strict=True)
                ]
            return parts[0]
    return _one_by_one(builder, table, index)


def _of_64(builder: Any, table: Any, index: Any) -> Any:
    if has(WHOLE[0]):
        return _called(builder, WHOLE[1], LANES, table, index)
    if not has("ssse3"):
        return _one_by_one(builder, table, index)
    level = builder.and_(index, ir.Constant(BYTES.llvm, [LEVELS - 1] * LANES))
    out = None
    for n in range(0, LANES, LEVELS):
        part = _of_16(builder, _picked(builder, table, [n + k % LEVELS for k in range(LANES)]), level)
        beyond = builder.icmp_unsigned("<", index, ir.Constant(BYTES.llvm, [n] * LANES))
        out = part if out is None else builder.select(beyond, out, part)
    return out


@inline
def load_table(typing: Any, array: Any, index: Any) -> Any:
    """A table of 16 entries from ``index`` on, four times over."""

    def code(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        place = pointer(context, builder, sig.args[0], args[0], args[1], BYTES)
        table = builder.load(builder.bitcast(place, QUARTER.as_pointer()), align=1)
        return _picked(builder, table, [k % LEVELS for k in range(LANES)])

    return BYTES(array, types.intp), code


@inline
def table_of(typing: Any, entries: Any) -> Any:
    """A table of 16 entries, four times over."""
    if entries != LOW_BYTES:
        return None
    places = [k % LEVELS for k in range(LANES)]
    return BYTES(entries), lambda context, builder, sig, args: _picked(builder, args[0], places)


def _lookup(make: Any) -> Any:
    @inline
    def lookup(typing: Any, table: Any, index: Any) -> Any:
        if table != BYTES or index != BYTES:
            return None
        return BYTES(table, index), lambda context, builder, sig, args: make(builder, *args)

    return lookup


look_up_16, look_up_64 = _lookup(_of_16), _lookup(_of_64)
"""Entries of a table (of 16: from :func:`load_table`) at the places that the bytes of a vector say."""
