"""What citizens think, show and join (MODEL.md step 9): private line, expression, mobilisation.

A cell's citizens are counted by private line (7 levels x) and by what they show: silent, expressing the line,
mobilised (who express it too). In a month, in this order:

*Line.* Each line moves one level with chances that draw the mean toward where privacy returns, x_r, at rate
c, and toward the programme p that study teaches, at rate s = study_rate · study::

    up   = (1 − k/6) (c (1 + x_r)/2 + s (1 + p)/2),   down = (k/6) (c (1 − x_r)/2 + s (1 − p)/2),   k = 0 … 6

so that without study the lines rest at Binomial(6, (1 + x_r)/2).

*Expression.* A share r of the citizens reconsiders; one with private line x then expresses the line when
w_e e + w_q q + w_l x + noise exceeds his threshold, which over the cell has chance::

    P(x) = Φ( (w_e e + w_q q + w_l x − μ − shift) / √(σ² + noise²) )

with visible support e = (1 − b) own + b ((1 − n) place + n nation) and mobilisation pressure q. Public stance
departs from the private line where P(x) is high for x ≤ 0: preference falsification (Kuran 1989).

*Mobilisation.* Of those who express, a share m q joins; of the mobilised, d (1 − q) leave. Who falls silent
leaves too.

In the mean field, the expressed share follows exactly from these chances as long as lines rest; where lines
move, and for the mobilised who fall silent, the threshold is taken as drawn anew at each reconsideration.
"""

from __future__ import annotations

import math

from ascendancy._numba import njit
from ascendancy.society.layout import LINES, Cell
from ascendancy.society.parameters import S
from ascendancy.society.thresholds import normal_share

TOP = LINES - 1


@njit
def express_chance(visible, pressure, line, mean, sd, θ):  # type: ignore[no-untyped-def]
    """Chance that somebody of this private line who reconsiders expresses the line."""
    drive = θ[S.WEIGHT_VISIBLE] * visible + θ[S.WEIGHT_PRESSURE] * pressure + θ[S.WEIGHT_LINE] * line
    spread = math.sqrt(sd * sd + θ[S.THRESHOLD_NOISE] * θ[S.THRESHOLD_NOISE])
    return normal_share((drive - mean - θ[S.THRESHOLD_SHIFT]) / spread)


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
    _move_lines(cell, Cell.MOBILISED, up, down)
    join = min(1.0, θ[S.MOBILISE_RATE] * pressure)
    leave = min(1.0, θ[S.DEMOBILISE_RATE] * (1.0 - pressure))
    for k in range(LINES):
        line = -1.0 + 2.0 * k / TOP
        express = θ[S.REVISIT] * express_chance(visible, pressure, line, mean, sd, θ)
        fall_silent = θ[S.REVISIT] - express
        silent, shown, active = cell[Cell.SILENT + k], cell[Cell.EXPRESSED + k], cell[Cell.MOBILISED + k]
        gained, lost, dropped = express * silent, fall_silent * shown, fall_silent * active
        shown = shown + gained - lost
        active = active - dropped
        joined, left = join * shown, leave * active
        cell[Cell.SILENT + k] = silent - gained + lost + dropped
        cell[Cell.EXPRESSED + k] = shown - joined + left
        cell[Cell.MOBILISED + k] = active + joined - left


@njit
def expressed_share(cell):  # type: ignore[no-untyped-def]
    """Share of a cell that expresses the line."""
    total = 0.0
    for k in range(LINES):
        total += cell[Cell.EXPRESSED + k] + cell[Cell.MOBILISED + k]
    return total


@njit
def falsified_share(cell):  # type: ignore[no-untyped-def]
    """Share of a cell that expresses the line with a private line of 0 or below: what it does not hold."""
    total = 0.0
    for k in range(TOP // 2 + 1):
        total += cell[Cell.EXPRESSED + k] + cell[Cell.MOBILISED + k]
    return total


@njit
def mobilised_share(cell):  # type: ignore[no-untyped-def]
    """Share of a cell that is mobilised."""
    total = 0.0
    for k in range(LINES):
        total += cell[Cell.MOBILISED + k]
    return total


@njit
def mean_line(cell):  # type: ignore[no-untyped-def]
    """Mean private line of a cell, in [−1, 1]."""
    total = 0.0
    for k in range(LINES):
        share = cell[Cell.SILENT + k] + cell[Cell.EXPRESSED + k] + cell[Cell.MOBILISED + k]
        total += share * (-1.0 + 2.0 * k / TOP)
    return total
