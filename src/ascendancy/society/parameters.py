"""Every coefficient of the society: its name, prior, unit, source, and the file of its equation.

A case may replace any prior under ``[priors.NAME]`` of its ``parameters.toml``. «Convention» means that no
measurement is known: the centre is a round number that makes a society without pressure quiet and one under
full pressure loud, and the prior is wide. Which centres were moved after looking at runs without evidence,
and why, is told in docs/society.md.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from enum import IntEnum, auto

from ascendancy.regime.priors import Prior


class S(IntEnum):
    """Columns of the society's coefficients of one particle."""

    @staticmethod
    def _generate_next_value_(name: str, start: int, count: int, last_values: list[int]) -> int:
        return count

    # opinion.py
    WEIGHT_VISIBLE = auto()
    WEIGHT_PRESSURE = auto()
    WEIGHT_LINE = auto()
    THRESHOLD_SHIFT = auto()
    THRESHOLD_NOISE = auto()
    REVISIT = auto()
    SEEN_BEYOND = auto()
    SEEN_NATION = auto()
    PRIVATE_LINE = auto()
    LINE_RETURN = auto()
    STUDY_RATE = auto()
    MOBILISE_RATE = auto()
    DEMOBILISE_RATE = auto()
    # labour.py
    SEND_RATE = auto()
    LABOUR_TERM = auto()
    LABOUR_TIME = auto()
    STRUGGLE_RATE = auto()
    STRUGGLE_END = auto()
    AUTHORITY_SHIELD = auto()
    MEETING_TIME = auto()
    WORKS_TIME = auto()
    # skills.py
    SKILL_GAIN = auto()
    SKILL_DECAY = auto()
    SPECIALISATION = auto()
    # food.py
    FOOD_MARGIN = auto()
    MISREPORTING = auto()
    TOWN_BIAS = auto()
    FAMINE_MORTALITY = auto()
    GROWTH = auto()


CONVENTION = "convention: no measurement known"
GRANOVETTER = "form: Granovetter 1978, American Journal of Sociology 83; value by convention"
KURAN = "form: Kuran 1989, Public Choice 61; value by convention"
LI_YANG = "form: Li and Yang 2005, Journal of Political Economy 113; value by convention, wide"
LIN_YANG = "form: Lin and Yang 2000, Economic Journal 110; value by convention, wide"
BENGAL = (
    "order of magnitude: Famine Inquiry Commission, Report on Bengal, 1945 (about 1.5 million deaths among "
    "60 million in a year short by some weeks' supply); wide"
)


def _normal(mean: float, sd: float, unit: str, source: str = CONVENTION) -> Prior:
    return Prior("normal", mean, sd, unit, source)


def _positive(centre: float, spread: float, unit: str, source: str = CONVENTION) -> Prior:
    return Prior("lognormal", math.log(centre), spread, unit, source)


def _share(mean: float, strength: float, unit: str, source: str = CONVENTION) -> Prior:
    return Prior("beta", mean * strength, (1 - mean) * strength, unit, source)


SOCIETY_PRIORS: dict[str, Prior] = {
    "weight_visible": _positive(0.45, 0.25, "threshold per unit of visible support", GRANOVETTER),
    "weight_pressure": _positive(0.55, 0.25, "threshold per unit of pressure", KURAN),
    "weight_line": _positive(0.25, 0.30, "threshold per unit of private line", KURAN),
    "threshold_shift": _normal(0.0, 0.08, "threshold, every group alike", GRANOVETTER),
    "threshold_noise": _positive(0.20, 0.20, "standard deviation, threshold", GRANOVETTER),
    "revisit": _share(0.20, 20.0, "chance a month that a citizen reconsiders what he shows"),
    "seen_beyond": _share(0.40, 10.0, "share of what he sees that lies beyond his own kind"),
    "seen_nation": _share(0.40, 10.0, "share of that which is the nation, the rest his place"),
    "private_line": _normal(-0.10, 0.15, "line to which privacy returns"),
    "line_return": _positive(0.02, 0.40, "per month"),
    "study_rate": _positive(0.02, 0.50, "per month at full study"),
    "mobilise_rate": _positive(0.30, 0.40, "per month at full pressure, of those who express"),
    "demobilise_rate": _positive(0.30, 0.40, "per month without pressure"),
    "send_rate": _positive(0.02, 0.50, "per month at full tempering"),
    "labour_term": _positive(12.0, 0.40, "months"),
    "labour_time": _share(0.85, 20.0, "share of the time of those sent that is field labour"),
    "struggle_rate": _positive(0.05, 0.50, "per month at full struggle, everyone mobilised, no authority"),
    "struggle_end": _positive(0.10, 0.40, "per month"),
    "authority_shield": _share(0.90, 30.0, "share of struggle that intact authority prevents"),
    "meeting_time": _share(0.04, 60.0, "share of the time of the mobilised that meetings take"),
    "works_time": _share(0.33, 9.0, "share of the time of the mobilised, at full works", LI_YANG),
    "skill_gain": _positive(
        0.60, 0.30, "levels a month at full practice, from nothing", "an apprenticeship of about three years"
    ),
    "skill_decay": _positive(0.20, 0.40, "levels a month without practice, from full skill"),
    "specialisation": _positive(
        0.32,
        0.40,
        "exponent of productivity in skill",
        "order of magnitude: Wright 1936, Journal of the Aeronautical Sciences 3 (each doubling of "
        "experience saves a fifth of the labour); form: Becker and Murphy 1992, Quarterly Journal of "
        "Economics 107",
    ),
    "food_margin": _positive(1.15, 0.05, "food in an ordinary year ÷ need"),
    "misreporting": _positive(0.25, 0.60, "share reported beyond the harvest, full pressure", LI_YANG),
    "town_bias": _share(0.50, 6.0, "share of the towns' usual ration that is upheld in any case", LIN_YANG),
    "famine_mortality": _positive(0.015, 0.60, "deaths a head and month per unit of shortfall", BENGAL),
    "growth": _normal(0.0016, 0.0003, "per month", "about 2% a year: deaths have fallen, births not; wide"),
}
NAMES = tuple(s.name.lower() for s in S)


def society_priors(replaced: Mapping[str, Prior] | None = None) -> dict[str, Prior]:
    """The society's priors, with a case's replacements.

    Parameters
    ----------
    replaced : mapping of name to Prior, optional
        Names that are not the society's are left to others (the regime's).

    Returns
    -------
    dict of name to Prior, in the order of :class:`S`

    Examples
    --------
    >>> from ascendancy.regime.priors import Prior
    >>> from ascendancy.society.parameters import society_priors
    >>> society_priors({"specialisation": Prior("fixed", 0.0, 0.0, "", "trial")})["specialisation"].a
    0.0
    """
    chosen = replaced or {}
    return {name: chosen.get(name, SOCIETY_PRIORS[name]) for name in NAMES}
