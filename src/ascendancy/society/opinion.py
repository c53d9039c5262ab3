"""What citizens think, show and join (MODEL.md step 9): private line, expression, mobilisation.

A cell's citizens are counted by private line (7 levels x) and by whether they express the line. In a month, in
this order:

*Line.* Each line moves one level with chances that draw the mean toward where privacy returns, x_r, at rate
c, and toward the programme p that study teaches, at rate s = study_rate · study::

    up   = (1 − k/6) (c (1 + x_r)/2 + s (1 + p)/2),   down = (k/6) (c (1 − x_r)/2 + s (1 − p)/2),   k = 0 … 6

so that without study the lines rest at Binomial(6, (1 + x_r)/2).

*Expression.* A share r of the citizens reconsiders; one with private line x then expresses the line when
d = w_e e + w_q q + w_l x − shift, less his threshold, and a noise u uniform in ±h of standard deviation
*noise*, are together above 0. Thresholds are Normal(μ, σ²) over the cell and lasting, so the chance is::

    P(x) = (σ / 2h) (G((d − μ + h)/σ) − G((d − μ − h)/σ)),   G(z) = z Φ(z) + φ(z),   h = √3 noise

with visible support e = (1 − b) own + b ((1 − n) place + n nation) and mobilisation pressure q. Public stance
departs from the private line where P(x) is high for x ≤ 0: preference falsification (Kuran 1989).

*Mobilisation.* Whatever he expresses, a citizen is enrolled with chance m q and let go with chance d (1 − q); the
mobilised are the enrolled who express the line. An enrolled citizen who falls silent stays away.

All of it is exact for infinitely many citizens with lasting thresholds: lines move whatever the threshold, the chance
to reconsider does not depend on it, and so the expressed share of a line follows from the mean chance alone.
"""

from __future__ import annotations

import math

from ascendancy._numba import njit
from ascendancy.society.layout import LINES, Cell
from ascendancy.society.parameters import S
from ascendancy.society.thresholds import normal_share

TOP = LINES - 1
ROOT_3 = math.sqrt(3.0)
ROOT_2PI = math.sqrt(2.0 * math.pi)


@njit
def _above(z):  # type: ignore[no-untyped-def]
    """G(z): the integral of the normal distribution function up to ``z``."""
    return z * normal_share(z) + math.exp(-0.5 * z * z) / ROOT_2PI


@njit
def express_chance(visible, pressure, line, mean, sd, θ):  # type: ignore[no-untyped-def]
    """Chance that somebody of this private line who reconsiders expresses the line."""
    drive = θ[S.WEIGHT_VISIBLE] * visible + θ[S.WEIGHT_PRESSURE] * pressure + θ[S.WEIGHT_LINE] * line
    above = drive - mean - θ[S.THRESHOLD_SHIFT]
    half = ROOT_3 * θ[S.THRESHOLD_NOISE]
    if half < 1e-6 * sd:
        return normal_share(above / sd)
    if sd < 1e-6 * half:
        return min(1.0, max(0.0, 0.5 + 0.5 * above / half))
    return (_above((above + half) / sd) - _above((above - half) / sd)) * sd / (2.0 * half)


@njit
def visible_support(own, place, nation, θ):  # type: ignore[no-untyped-def]
    """Share of support that a citizen sees: of his own cell, his place, the nation."""
    beyond = θ[S.SEEN_BEYOND]
    return (1.0 - beyond) * own + beyond * ((1.0 - θ[S.SEEN_NATION]) * place + θ[S.SEEN_NATION] * nation)


@njit
def _move_lines(cell, start, up, down):  # type: ignore[no-untyped-def]
    """Move seven shares from column ``start`` a level up or down; the chances are those at the ends."""
    inflow = 0.0
    for k in range(LINES):
        here = cell[start + k]
        flow = 0.0
        if k < TOP:
            flow = here * up * (TOP - k) / TOP - cell[start + k + 1] * down * (k + 1) / TOP
        cell[start + k] = here + inflow - flow
        inflow = flow


@njit
def opinion_month(cell, visible, pressure, study, programme, mean, sd, θ):  # type: ignore[no-untyped-def]
    """One month of one cell's lines, expression and mobilisation, in place.

    ``cell`` is its state (:class:`~ascendancy.society.layout.Cell`), ``mean`` and ``sd`` its thresholds'.
    """
    returning = θ[S.LINE_RETURN]
    teaching = min(1.0 - returning, θ[S.STUDY_RATE] * study)
    up = 0.5 * (returning * (1.0 + θ[S.PRIVATE_LINE]) + teaching * (1.0 + programme))
    down = 0.5 * (returning * (1.0 - θ[S.PRIVATE_LINE]) + teaching * (1.0 - programme))
    _move_lines(cell, Cell.SILENT, up, down)
    _move_lines(cell, Cell.EXPRESSED, up, down)
    for k in range(LINES):
        line = -1.0 + 2.0 * k / TOP
        express = θ[S.REVISIT] * express_chance(visible, pressure, line, mean, sd, θ)
        gained = express * cell[Cell.SILENT + k]
        lost = (θ[S.REVISIT] - express) * cell[Cell.EXPRESSED + k]
        cell[Cell.SILENT + k] += lost - gained
        cell[Cell.EXPRESSED + k] += gained - lost
    join = min(1.0, θ[S.MOBILISE_RATE] * pressure)
    leave = min(1.0 - join, θ[S.DEMOBILISE_RATE] * (1.0 - pressure))
    cell[Cell.ENROLLED] += join * (1.0 - cell[Cell.ENROLLED]) - leave * cell[Cell.ENROLLED]


@njit
def expressed_share(cell):  # type: ignore[no-untyped-def]
    """Share of a cell that expresses the line."""
    total = 0.0
    for k in range(LINES):
        total += cell[Cell.EXPRESSED + k]
    return total


@njit
def falsified_share(cell):  # type: ignore[no-untyped-def]
    """Share of a cell that expresses the line with a private line of 0 or below: what it does not hold."""
    total = 0.0
    for k in range(TOP // 2 + 1):
        total += cell[Cell.EXPRESSED + k]
    return total


@njit
def mobilised_share(cell):  # type: ignore[no-untyped-def]
    """Share of a cell that is mobilised: enrolled, and expressing the line."""
    return cell[Cell.ENROLLED] * expressed_share(cell)


@njit
def mean_line(cell):  # type: ignore[no-untyped-def]
    """Mean private line of a cell, in [−1, 1]."""
    total = 0.0
    for k in range(LINES):
        share = cell[Cell.SILENT + k] + cell[Cell.EXPRESSED + k]
        total += share * (-1.0 + 2.0 * k / TOP)
    return total
