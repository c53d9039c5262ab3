"""One person, one month: the transition function, written once.

A person is a small hidden Markov chain on line (7) × stance (3) × status (5). Given the regime and last month's
ties, the month steps his line, then his stance, then his status, each by the chances of its own submodel.
``forward`` moves a vector of probabilities (simulation samples from the result, the filter multiplies it by
evidence); ``adjoint`` carries a function of next month's state back (smoothing). Nothing else in the package knows
how a purge works.
"""

from __future__ import annotations

from ascendancy._numba import njit
from ascendancy.regime.parameters import P
from ascendancy.regime.state import (
    LEVELS,
    LINE_VALUES,
    STANCES,
    STATES,
    STATUSES,
    S,
    Stance,
    Status,
    state_index,
)

NS = len(STANCES)
NT = len(STATUSES)
state_at = njit(state_index)


@njit
def status_steps(y, θ):  # type: ignore[no-untyped-def]
    """Chances of the five steps that hazard ``y`` governs: criticised, sidelined at once, deeper, recovers, returns."""
    further = θ[P.PURGE_DEEPEN] * y
    deeper = further / (1.0 + further)
    recovers = (1.0 - deeper) * min(θ[P.RECOVER], 1.0)
    returns = (1.0 - deeper) * min(θ[P.REHABILITATE], 1.0)
    struck = y / (1.0 + y)
    return struck * (1.0 - θ[P.PURGE_SWIFT]), struck * θ[P.PURGE_SWIFT], deeper, recovers, returns


@njit
def forward(vector, up, down, stance, hazard, mortality, θ, buffer, out):  # type: ignore[no-untyped-def]
    """Move a vector of 105 probabilities through the month.

    ``up``, ``down`` (7) from :func:`drift.line_steps`; ``stance`` (7, 3) from :func:`stances.stance_chances`;
    ``hazard`` (7, 3) from :func:`rectification.strike_hazards`; ``buffer`` (105) is scratch.
    """
    keep = θ[P.STANCE_INERTIA]
    restored = min(θ[P.RESTORE], 1.0)
    lives = 1.0 - mortality
    block = NS * NT
    for level in range(LEVELS):
        stays = 1.0 - up[level] - down[level]
        for k in range(block):
            moved = stays * vector[level * block + k]
            if level > 0:
                moved += up[level - 1] * vector[(level - 1) * block + k]
            if level < LEVELS - 1:
                moved += down[level + 1] * vector[(level + 1) * block + k]
            buffer[k] = moved
        for status in range(NT):
            anew = (1.0 - keep) * (buffer[status] + buffer[NT + status] + buffer[2 * NT + status])
            for s in range(NS):
                buffer[s * NT + status] = keep * buffer[s * NT + status] + stance[level, s] * anew
        for s in range(NS):
            struck, swift, deeper, recovers, returns = status_steps(hazard[level, s], θ)
            k = s * NT
            active, criticised, sidelined, purged = buffer[k], buffer[k + 1], buffer[k + 2], buffer[k + 3]
            base = (level * NS + s) * NT
            out[base + Status.ACTIVE] = lives * (
                active * (1.0 - struck - swift)
                + criticised * recovers
                + sidelined * returns
                + purged * restored
            )
            out[base + Status.CRITICISED] = lives * (active * struck + criticised * (1.0 - deeper - recovers))
            out[base + Status.SIDELINED] = lives * (
                active * swift + criticised * deeper + sidelined * (1.0 - deeper - returns)
            )
            out[base + Status.PURGED] = lives * (sidelined * deeper + purged * (1.0 - restored))
            out[base + Status.DEAD] = buffer[k + 4] + mortality * (active + criticised + sidelined + purged)


@njit
def adjoint(function, up, down, stance, hazard, mortality, θ, buffer, out):  # type: ignore[no-untyped-def]
    """Expectation of ``function`` (105) of next month's state, given this month's: the transpose of ``forward``."""
    keep = θ[P.STANCE_INERTIA]
    restored = min(θ[P.RESTORE], 1.0)
    lives = 1.0 - mortality
    block = NS * NT
    for level in range(LEVELS):
        for s in range(NS):
            struck, swift, deeper, recovers, returns = status_steps(hazard[level, s], θ)
            k = (level * NS + s) * NT
            active, criticised, sidelined, purged = (
                function[k],
                function[k + 1],
                function[k + 2],
                function[k + 3],
            )
            dies = mortality * function[k + 4]
            out[k] = (
                lives * ((1.0 - struck - swift) * active + struck * criticised + swift * sidelined) + dies
            )
            out[k + 1] = (
                lives * (recovers * active + (1.0 - deeper - recovers) * criticised + deeper * sidelined)
                + dies
            )
            out[k + 2] = (
                lives * (returns * active + (1.0 - deeper - returns) * sidelined + deeper * purged) + dies
            )
            out[k + 3] = lives * (restored * active + (1.0 - restored) * purged) + dies
            out[k + 4] = function[k + 4]
        for status in range(NT):
            anew = 0.0
            for s in range(NS):
                anew += stance[level, s] * out[(level * NS + s) * NT + status]
            for s in range(NS):
                k = (level * NS + s) * NT + status
                buffer[k] = keep * out[k] + (1.0 - keep) * anew
    for level in range(LEVELS):
        stays = 1.0 - up[level] - down[level]
        for k in range(block):
            moved = stays * buffer[level * block + k]
            if level < LEVELS - 1:
                moved += up[level] * buffer[(level + 1) * block + k]
            if level > 0:
                moved += down[level] * buffer[(level - 1) * block + k]
            out[level * block + k] = moved


@njit
def summarise(vector, out):  # type: ignore[no-untyped-def]
    """Fill ``out`` (:class:`state.S`) with what other submodels ask of a person."""
    for k in range(out.size):
        out[k] = 0.0
    for level in range(LEVELS):
        for s in range(NS):
            base = (level * NS + s) * NT
            office = vector[base + Status.ACTIVE] + vector[base + Status.CRITICISED]
            fallen = vector[base + Status.SIDELINED] + vector[base + Status.PURGED]
            out[S.IN_OFFICE] += office
            out[S.FALLEN] += fallen
            out[S.LINE] += LINE_VALUES[level] * (office + fallen + vector[base + Status.DEAD])
            if s == Stance.SUPPORT:
                out[S.SUPPORT] += office
                out[S.HEARD_SUPPORT] += office + fallen
            elif s == Stance.OPPOSE:
                out[S.OPPOSE] += office
                out[S.HEARD_OPPOSE] += office + fallen


@njit
def nearest_level(programme):  # type: ignore[no-untyped-def]
    """The level of line nearest to a programme."""
    best = 0
    for level in range(LEVELS):
        if abs(LINE_VALUES[level] - programme) < abs(LINE_VALUES[best] - programme):
            best = level
    return best


@njit
def hold_leader(leads, dead, programme, out):  # type: ignore[no-untyped-def]
    """The leader stands for his programme, in office; one who has lost the place is sidelined and against it, or dead.

    His death is decided where succession is (``succeed``), or known; not a second time here.
    """
    for k in range(STATES):
        out[k] = 0.0
    level = nearest_level(programme)
    if dead:
        out[state_at(level, Stance.WAIT, Status.DEAD)] = 1.0
    elif leads:
        out[state_at(level, Stance.SUPPORT, Status.ACTIVE)] = 1.0
    else:
        out[state_at(level, Stance.OPPOSE, Status.SIDELINED)] = 1.0


@njit
def sample(vector, u):  # type: ignore[no-untyped-def]
    """The state at which the running sum of a vector of probabilities passes u."""
    reached = 0.0
    last = 0
    for k in range(STATES):
        if vector[k] > 0.0:
            reached += vector[k]
            last = k
            if u < reached:
                return k
    return last
