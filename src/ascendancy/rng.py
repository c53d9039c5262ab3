"""Random draws that are pure functions of what they decide.

Every draw is ``philox(key = seed, counter = (id, lane, month, stream))``: Philox4x32-10 of Salmon, Moraes,
Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3" (2011). A *stream* is a decision (whether the
leader changes his mind, who is the heir, …), the *month* is when, *id* and *lane* say for whom (a person, a
cell; a particle). No state is carried, so the same seed gives the same bytes on any number of threads, in any
order, straight through or resumed; and a counterfactual differs only where its change reaches.

There is no other source of randomness in the package.
"""

from __future__ import annotations

import math
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from ascendancy._numba import njit

Floats = NDArray[np.float64]


class Stream(IntEnum):
    """One stream a decision. Numbers are part of the promise: never reuse or renumber one."""

    PARAMETERS = 1
    LEADER = 2
    PROGRAMME = 3
    CAMPAIGN = 4
    ASCENDANCY = 5
    MAJORITY = 6
    LOYALTY = 7
    PERSON_STANCE = 8
    PERSON_LINE = 9
    SUCCESSION = 10
    HEIR = 11
    RESAMPLE = 12
    PRESTIGE = 13
    INITIAL = 14
    TRACE = 15
    BACKWARD = 16
    SPONSOR = 17
    EVIDENCE = 18
    RESOLUTION = 19
    CITIZEN_START = 20
    CITIZEN_MONTH = 21
    CITIZEN_LABOUR = 22
    BASE = 30
    BOOTSTRAP = 31
    TRANSFER = 32
    TEST = 99


_M0 = np.uint64(0xD2511F53)
_M1 = np.uint64(0xCD9E8D57)
_W0 = np.uint32(0x9E3779B9)
_W1 = np.uint32(0xBB67AE85)
_LOW = np.uint64(0xFFFFFFFF)
_SHIFT = np.uint64(32)


@njit
def philox(c0, c1, c2, c3, k0, k1):  # type: ignore[no-untyped-def]
    """Philox4x32-10: four 32-bit words from a 128-bit counter and a 64-bit key (all uint32)."""
    for _ in range(10):
        p0 = _M0 * np.uint64(c0)
        p1 = _M1 * np.uint64(c2)
        high0, low0 = np.uint32(p0 >> _SHIFT), np.uint32(p0 & _LOW)
        high1, low1 = np.uint32(p1 >> _SHIFT), np.uint32(p1 & _LOW)
        c0, c1, c2, c3 = np.uint32(high1 ^ c1 ^ k0), low1, np.uint32(high0 ^ c3 ^ k1), low0
        k0 = np.uint32((np.uint64(k0) + np.uint64(_W0)) & _LOW)
        k1 = np.uint32((np.uint64(k1) + np.uint64(_W1)) & _LOW)
    return c0, c1, c2, c3


@njit
def draw(seed, stream, month, identity, lane):  # type: ignore[no-untyped-def]
    """Two independent uniforms in the open interval (0, 1), 52 bits each.

    All arguments are integers; ``seed`` may use 64 bits, the others 32.
    """
    key = np.uint64(seed)
    a, b, c, d = philox(
        np.uint32(np.uint64(identity) & _LOW),
        np.uint32(np.uint64(lane) & _LOW),
        np.uint32(np.uint64(month) & _LOW),
        np.uint32(np.uint64(stream) & _LOW),
        np.uint32(key & _LOW),
        np.uint32(key >> _SHIFT),
    )
    first = (
        np.float64(a >> np.uint32(6)) * 67108864.0 + np.float64(b >> np.uint32(6)) + 0.5
    ) / 4503599627370496.0
    second = (
        np.float64(c >> np.uint32(6)) * 67108864.0 + np.float64(d >> np.uint32(6)) + 0.5
    ) / 4503599627370496.0
    return first, second


@njit
def uniform(seed, stream, month, identity, lane):  # type: ignore[no-untyped-def]
    """One uniform in (0, 1)."""
    return draw(seed, stream, month, identity, lane)[0]


@njit
def normal_quantile(u):  # type: ignore[no-untyped-def]
    """The standard normal's quantile at u in (0, 1): Wichura's AS 241, accurate to about 1e-16."""
    q = u - 0.5
    if abs(q) <= 0.425:
        r = 0.180625 - q * q
        top = ((((((2509.0809287301226727 * r + 33430.575583588128105) * r + 67265.770927008700853) * r
                + 45921.953931549871457) * r + 13731.693765509461125) * r + 1971.5909503065514427) * r
               + 133.14166789178437745) * r + 3.387132872796366608  # fmt: skip
        bottom = ((((((5226.495278852854561 * r + 28729.085735721942674) * r + 39307.89580009271061) * r
                   + 21213.794301586595867) * r + 5394.1960214247511077) * r + 687.1870074920579083) * r
                  + 42.313330701600911252) * r + 1.0  # fmt: skip
        return q * top / bottom
    r = math.sqrt(-math.log(min(u, 1.0 - u)))
    if r <= 5.0:
        r -= 1.6
        top = ((((((7.7454501427834140764e-4 * r + 0.0227238449892691845833) * r + 0.24178072517745061177) * r
                + 1.27045825245236838258) * r + 3.64784832476320460504) * r + 5.7694972214606914055) * r
               + 4.6303378461565452959) * r + 1.42343711074968357734  # fmt: skip
        bottom = ((((((1.05075007164441684324e-9 * r + 5.475938084995344946e-4) * r + 0.0151986665636164571966) * r
                   + 0.14810397642748007459) * r + 0.68976733498510000455) * r + 1.6763848301838038494) * r
                  + 2.05319162663775882187) * r + 1.0  # fmt: skip
    else:
        r -= 5.0
        top = ((((((2.01033439929228813265e-7 * r + 2.71155556874348757815e-5) * r + 0.0012426609473880784386) * r
                + 0.026532189526576123093) * r + 0.29656057182850489123) * r + 1.7848265399172913358) * r
               + 5.4637849111641143699) * r + 6.6579046435011037772  # fmt: skip
        bottom = ((((((2.04426310338993978564e-15 * r + 1.4215117583164458887e-7) * r + 1.8463183175100546818e-5) * r
                   + 7.868691311456132591e-4) * r + 0.0148753612908506148525) * r + 0.13692988092273580531) * r
                  + 0.59983220655588793769) * r + 1.0  # fmt: skip
    return top / bottom if q > 0.0 else -top / bottom


@njit
def normal_cdf(x):  # type: ignore[no-untyped-def]
    """The standard normal's distribution function."""
    return 0.5 * math.erfc(-x / math.sqrt(2.0))


@njit
def normal(seed, stream, month, identity, lane):  # type: ignore[no-untyped-def]
    """One standard normal: the quantile of one uniform, so that draws stay monotone in their uniform."""
    return normal_quantile(uniform(seed, stream, month, identity, lane))


@njit
def _fill_uniform(seed, stream, month, identity, out):  # type: ignore[no-untyped-def]
    for lane in range(out.size):
        out[lane] = uniform(seed, stream, month, identity, lane)


@njit
def _fill_normal(seed, stream, month, identity, out):  # type: ignore[no-untyped-def]
    for lane in range(out.size):
        out[lane] = normal(seed, stream, month, identity, lane)


def uniforms(seed: int, stream: int, month: int, size: int, identity: int = 0) -> Floats:
    """``size`` uniforms in (0, 1), one a lane.

    Parameters
    ----------
    seed : int
        0 to 2**64 - 1.
    stream, month, identity : int
        What the draws decide; 0 to 2**32 - 1.
    size : int
        How many lanes (particles, histories).

    Returns
    -------
    numpy.ndarray, shape (size,)

    Examples
    --------
    >>> from ascendancy.rng import Stream, uniforms
    >>> bool((uniforms(7, Stream.TEST, 3, 4)[:2] == uniforms(7, Stream.TEST, 3, 2)).all())
    True
    """
    out = np.empty(size)
    _fill_uniform(
        np.uint64(seed), int(stream), month, identity, out
    )  # a plain number: Numba types it at once
    return out


def normals(seed: int, stream: int, month: int, size: int, identity: int = 0) -> Floats:
    """``size`` standard normals, one a lane; arguments as in :func:`uniforms`."""
    out = np.empty(size)
    _fill_normal(np.uint64(seed), int(stream), month, identity, out)
    return out
