"""Every coefficient of the regime: its name, prior, unit and source.

A case may replace any prior under ``[priors.NAME]`` of its ``parameters.toml``. Coefficients that would decide
a contested question (does a lost majority drive the leader, does the turn abroad move him, or the elite) have
priors centred on zero. «trial» means: a starting value that worked in a trial of these equations, under a wide
prior; nothing here was fitted to what happened.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from enum import IntEnum, auto

from ascendancy.regime.priors import Prior

TRIAL = "trial of the equations on simulated regimes; wide"
NEUTRAL = "centred on zero: would decide a contested question"


class P(IntEnum):
    """Columns of the coefficients of one particle."""

    @staticmethod
    def _generate_next_value_(name: str, start: int, count: int, last_values: list[int]) -> int:
        return count

    START_ASCENDANCY = auto()
    START_PROGRAMME = auto()
    LINE_MEAN = auto()
    LINE_SPREAD = auto()
    LINE_MOBILITY = auto()
    ROUTINE_PULL = auto()
    ROUTINE_LINE = auto()
    ELITE_WARNING = auto()
    LEADER_INERTIA = auto()
    LEADER_REAR = auto()
    LEADER_MOBILISE = auto()
    LEADER_COMPROMISE = auto()
    LEADER_WARNING = auto()
    LEADER_SETBACK = auto()
    LEADER_MAJORITY = auto()
    LEADER_LEVERS = auto()
    LEADER_ASCENDANCY = auto()
    PROGRAMME_HOME = auto()
    PROGRAMME_PULL = auto()
    PROGRAMME_WARNING = auto()
    PROGRAMME_SETBACK = auto()
    PROGRAMME_CONCESSION = auto()
    PROGRAMME_NOISE = auto()
    CAMPAIGN_OPEN = auto()
    CAMPAIGN_ACTION = auto()
    CAMPAIGN_RISE = auto()
    CAMPAIGN_EBB = auto()
    CAMPAIGN_CLOSE = auto()
    STANCE_INERTIA = auto()
    STANCE_LINE = auto()
    STANCE_TIE = auto()
    STANCE_ASCENDANCY = auto()
    STANCE_BOND = auto()
    STANCE_PRESTIGE = auto()
    STANCE_COST = auto()
    STANCE_OPPOSE = auto()
    STANCE_GAP = auto()
    PURGE_QUIET = auto()
    PURGE_BASE = auto()
    PURGE_ASCENDANCY = auto()
    PURGE_LINE = auto()
    PURGE_WAIT = auto()
    PURGE_SUPPORT = auto()
    PURGE_PROTECTION = auto()
    PURGE_ASSOCIATION = auto()
    PURGE_CLIENT = auto()
    PURGE_DEEPEN = auto()
    PURGE_SWIFT = auto()
    RECOVER = auto()
    REHABILITATE = auto()
    RESTORE = auto()
    MORTALITY = auto()
    FILL_BOND = auto()
    FILL_LINE = auto()
    HEIR_LOSS = auto()
    HEIR_LEVEL = auto()
    HEIR_CHOICE = auto()
    HEIR_BOND = auto()
    HEIR_POWER = auto()
    HEIR_LINE = auto()
    LEADER_FALL = auto()
    CONTEST = auto()
    LOYALTY_LAG = auto()
    PRESTIGE_DECAY = auto()
    PRESTIGE_SHOCK = auto()
    PRESTIGE_OUTPUT = auto()
    PRESTIGE_DEATHS = auto()
    PRESTIGE_NOISE = auto()
    REPORT_LAG = auto()
    ASCENDANCY_PULL = auto()
    ASCENDANCY_LEVEL = auto()
    ASCENDANCY_MAJORITY = auto()
    ASCENDANCY_LEVERS = auto()
    ASCENDANCY_ARMY = auto()
    ASCENDANCY_MOBILISED = auto()
    ASCENDANCY_PRESTIGE = auto()
    ASCENDANCY_REAR = auto()
    ASCENDANCY_NOISE = auto()
    ERROR_A = auto()
    ERROR_B = auto()
    ERROR_C = auto()
    ERROR_D = auto()
    ERROR_E = auto()
    ERROR_F = auto()


def _normal(mean: float, sd: float, unit: str = "", source: str = TRIAL) -> Prior:
    return Prior("normal", mean, sd, unit, source)


def _positive(centre: float, spread: float, unit: str = "", source: str = TRIAL) -> Prior:
    return Prior("lognormal", math.log(centre), spread, unit, source)


ADMIRALTY = "Admiralty grade; the numbers are a convention, kept wide and moved by inference"

PRIORS: dict[str, Prior] = {
    "start_ascendancy": _normal(1.0, 0.6, "logit, in the first month"),
    "start_programme": _normal(0.2, 0.3, "programme, in the first month"),
    "line_mean": _normal(0.1, 0.15, "line"),
    "line_spread": _positive(0.45, 0.2, "line"),
    "line_mobility": _positive(0.03, 0.4, "steps a month"),
    "routine_pull": _positive(1.0, 0.4, "logit per unit of line"),
    "routine_line": _normal(-0.2, 0.15, "line"),
    "elite_warning": _normal(0.0, 1.0, "logit per unit of drift", NEUTRAL),
    "leader_inertia": Prior("beta", 46.0, 4.0, "chance that a choice is kept", TRIAL),
    "leader_rear": _normal(-0.7, 0.5, "utility"),
    "leader_mobilise": _normal(-0.7, 0.5, "utility"),
    "leader_compromise": _normal(-0.7, 0.5, "utility"),
    "leader_warning": _normal(0.0, 1.0, "utility per unit of warning", NEUTRAL),
    "leader_setback": _positive(1.0, 0.5, "utility per unit of prestige lost"),
    "leader_majority": _normal(0.0, 1.5, "utility per unit of (1 − 2M)", NEUTRAL),
    "leader_levers": _normal(0.0, 1.5, "utility per unit of (2 levers − 1)", NEUTRAL),
    "leader_ascendancy": _normal(0.0, 0.5, "utility per logit", NEUTRAL),
    "programme_home": _normal(0.6, 0.2, "programme"),
    "programme_pull": _positive(0.04, 0.4, "per month"),
    "programme_warning": _normal(0.0, 0.03, "programme per unit of warning and month", NEUTRAL),
    "programme_setback": _positive(0.4, 0.5, "programme per unit of prestige lost"),
    "programme_concession": _positive(0.04, 0.5, "programme per month of compromise"),
    "programme_noise": _positive(0.04, 0.3, "programme per root month"),
    "campaign_open": _positive(0.006, 0.5, "per month, at the leader's rest"),
    "campaign_action": _positive(2.0, 0.3, "log hazard when he acts"),
    "campaign_rise": _positive(0.25, 0.4, "per month"),
    "campaign_ebb": _positive(0.10, 0.4, "per month"),
    "campaign_close": _positive(0.15, 0.4, "per month"),
    "stance_inertia": Prior("beta", 85.0, 15.0, "chance that a stance is kept", TRIAL),
    "stance_line": _normal(3.0, 0.5, "utility per unit of (1 − |x − p|)"),
    "stance_tie": _normal(1.0, 0.3, "utility per unit of tied support"),
    "stance_ascendancy": _normal(0.45, 0.12, "utility per logit"),
    "stance_bond": _normal(1.0, 0.3, "utility per unit of bond"),
    "stance_prestige": _normal(0.3, 0.15, "utility per unit of prestige"),
    "stance_cost": _normal(0.8, 0.3, "utility per unit of intensity aimed at him"),
    "stance_oppose": _normal(1.0, 0.3, "utility"),
    "stance_gap": _positive(1.3, 0.2, "utility"),
    "purge_quiet": _positive(0.004, 0.5, "intensity without a campaign"),
    "purge_base": _normal(-3.0, 0.6, "log hazard a month at intensity 1"),
    "purge_ascendancy": _normal(0.5, 0.2, "log hazard per logit"),
    "purge_line": _normal(0.8, 0.3, "log hazard per unit of (p − x)"),
    "purge_wait": _positive(0.3, 0.3, "ratio of hazards"),
    "purge_support": _positive(0.04, 0.5, "ratio of hazards"),
    "purge_protection": _normal(1.0, 0.4, "log hazard per unit of supporting ties"),
    "purge_association": _normal(0.5, 0.3, "log hazard per unit of fallen ties"),
    "purge_client": _normal(0.5, 0.3, "log hazard per unit of bond, when he is weak"),
    "purge_deepen": _positive(0.5, 0.3, "ratio of hazards, step to step"),
    "purge_swift": Prior("beta", 3.0, 7.0, "share of those struck who are sidelined at once", TRIAL),
    "recover": _positive(0.08, 0.4, "per month"),
    "rehabilitate": _positive(0.02, 0.5, "per month"),
    "restore": _positive(0.002, 0.5, "per month"),
    "mortality": _positive(1.0, 0.2, "ratio to the Gompertz table of rectification.py"),
    "fill_bond": _normal(1.0, 0.4, "log odds per unit of bond"),
    "fill_line": _normal(1.0, 0.4, "log odds per unit of closeness"),
    "heir_loss": _positive(0.02, 0.6, "per month, in opposition"),
    "heir_level": _normal(0.0, 0.6, "logit of ascendancy above which it can happen"),
    "heir_choice": _positive(0.03, 0.5, "per month, while there is none"),
    "heir_bond": _normal(1.0, 0.4, "log odds per unit of bond"),
    "heir_power": _normal(1.0, 0.4, "log odds per log power"),
    "heir_line": _normal(1.0, 0.4, "log odds per unit of closeness"),
    "leader_fall": _normal(-7.5, 0.7, "log hazard a month at A = 1/2 and M = 0"),
    "contest": _positive(0.1, 0.5, "per month, chance that a collective yields a leader"),
    "loyalty_lag": Prior("beta", 10.0, 40.0, "share of the gap closed a month", TRIAL),
    "prestige_decay": _positive(0.04, 0.3, "per month"),
    "prestige_shock": _positive(0.6, 0.3, "prestige per unit of shock"),
    "prestige_output": _positive(0.15, 0.4, "prestige per unit of output above trend and month"),
    "prestige_deaths": _positive(0.10, 0.5, "prestige per million excess deaths"),
    "prestige_noise": _positive(0.03, 0.3, "prestige per root month"),
    "report_lag": Prior("beta", 5.0, 20.0, "share reported upward a month", TRIAL),
    "ascendancy_pull": _positive(0.06, 0.25, "per month"),
    "ascendancy_level": _normal(0.2, 0.4, "logit"),
    "ascendancy_majority": _normal(0.2, 0.07, "logit a month per unit of (2M − 1)"),
    "ascendancy_levers": _normal(0.2, 0.07, "logit a month per unit of (2 levers − 1)"),
    "ascendancy_army": _normal(0.05, 0.04, "logit a month per unit of (2Q − 1)"),
    "ascendancy_mobilised": _normal(0.0, 0.1, "logit a month per unit of mobilised share", NEUTRAL),
    "ascendancy_prestige": _normal(0.06, 0.03, "logit a month per unit of prestige"),
    "ascendancy_rear": _normal(0.04, 0.03, "logit a month in the rear"),
    "ascendancy_noise": _positive(0.10, 0.2, "logit per root month"),
    "error_a": Prior("beta", 2.0, 98.0, "chance that a statement graded A is wrong", ADMIRALTY),
    "error_b": Prior("beta", 2.0, 38.0, "likewise, B", ADMIRALTY),
    "error_c": Prior("beta", 3.0, 22.0, "likewise, C", ADMIRALTY),
    "error_d": Prior("beta", 4.0, 12.0, "likewise, D", ADMIRALTY),
    "error_e": Prior("beta", 5.0, 7.0, "likewise, E", ADMIRALTY),
    "error_f": Prior("beta", 4.0, 6.0, "likewise, F: cannot be judged", ADMIRALTY),
}
NAMES = tuple(p.name.lower() for p in P)
CONTESTED = tuple(name for name, prior in PRIORS.items() if prior.source == NEUTRAL)
"""Coefficients that would decide a contested question."""


def regime_priors(replaced: Mapping[str, Prior] | None = None) -> dict[str, Prior]:
    """The regime's priors, with a case's replacements.

    Parameters
    ----------
    replaced : mapping of name to Prior, optional
        Names that are not the regime's are left to others (the society's).

    Returns
    -------
    dict of name to Prior, in the order of :class:`P`
    """
    chosen = replaced or {}
    return {name: chosen.get(name, PRIORS[name]) for name in NAMES}
