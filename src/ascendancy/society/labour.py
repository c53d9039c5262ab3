"""Who is sent to labour, who is struck, and where everybody's time goes (MODEL.md step 9).

*Tempering.* Of a targeted group at its own work a share a = send_rate · tempering goes to field labour each
month; of those at labour 1/term returns.

*Struggle* strikes a targeted group where mobilisation m of the place is high and local authority has fallen::

    rate = struggle_rate · struggle · m · (1 − shield · authority · (1 − officials under struggle))

*Time.* t_d the time shares of an occupation over the duties, λ levelling, w_m and w_w the shares of the
time of the mobilised that meetings and public works take::

    own work    t' = (1 − λ) t + λ/4
    at labour   t' = (1 − labour_time)(own work) + labour_time · [peasant]
    worked      (1 − struck) · ( (1 − m (w_m + w_w · works)) t' + m w_w · works · [worker] ),   w_m + w_w · works ≤ 1

The time that meetings and works take of the mobilised is shared out over their cell (for citizens, over their unit:
a brigade sends now these, now those), so that skill does not depend on who is mobilised.

Li and Yang (2005) find such diversion and over-procurement behind most of the fall of China's grain output in
1959–61: that is the form's source, not its numbers'.
"""

from __future__ import annotations

from ascendancy._numba import njit
from ascendancy.society.layout import PEASANT, WORKER, Fixed
from ascendancy.society.parameters import S


@njit
def struggle_step(struck, pressure, mobilised, authority, officials_struck, θ):  # type: ignore[no-untyped-def]
    """Next month's share of a cell under struggle."""
    standing = θ[S.AUTHORITY_SHIELD] * authority * (1.0 - officials_struck)
    rate = min(1.0, θ[S.STRUGGLE_RATE] * pressure * mobilised * (1.0 - standing))
    return struck + rate * (1.0 - struck) - min(1.0, θ[S.STRUGGLE_END]) * struck


@njit
def send_chance(tempering, θ):  # type: ignore[no-untyped-def]
    """Chance a month of being sent to labour."""
    return min(1.0, θ[S.SEND_RATE] * tempering)


@njit
def return_chance(θ):  # type: ignore[no-untyped-def]
    """Chance a month of coming back from labour."""
    return min(1.0, 1.0 / θ[S.LABOUR_TERM])


@njit
def worked_time(fixed, duty, away, levelling, works, mobilised, struck, θ):  # type: ignore[no-untyped-def]
    """Share of its time that a cell works in ``duty``: those at own work, or ``away`` (1) at labour."""
    time = (1.0 - levelling) * fixed[Fixed.TIME + duty] + 0.25 * levelling
    if away == 1:
        time = (1.0 - θ[S.LABOUR_TIME]) * time
        if duty == PEASANT:
            time += θ[S.LABOUR_TIME]
    diverted = mobilised * min(θ[S.WORKS_TIME] * works, 1.0 - θ[S.MEETING_TIME])
    time *= 1.0 - mobilised * θ[S.MEETING_TIME] - diverted
    if duty == WORKER:
        time += diverted
    return (1.0 - struck) * time
