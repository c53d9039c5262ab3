"""What a campaign presses down on the citizens: from tactics and targets to pressure.

A campaign of intensity 1 presses with the weights of its tactics, read in ``TACTICS`` below: the one place
that says what a tactic is taken to do. Several tactics, or several campaigns under one title, press with the
strongest of theirs. Mobilisation reaches the groups a tactic reaches; tempering and struggle strike the
groups among the campaign's targets, in proportion (the party and the government stand for officials, the
army for soldiers); labour tempers none but those whose own work is not manual labour. The weights are a
coding by convention, not measurements; intensities and the coefficients of ``parameters.py`` carry the
uncertainty.

In a month, with intensities I_c and the share ``carried`` that local leaders pass down::

    pressure_j = min(1, carried · Σ_c I_c weight_cj)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ascendancy._numba import njit
from ascendancy.society.layout import CAMPAIGN_SIZE, GROUPS, Pressure

if TYPE_CHECKING:
    from ascendancy.case.case import Case
    from ascendancy.case.schema import Campaign

Floats = NDArray[np.float64]


class Tactic(NamedTuple):
    """Weights at full intensity, each from 0 to 1, and the groups its mobilisation reaches."""

    mobilisation: float = 0.0
    study: float = 0.0
    tempering: float = 0.0
    struggle: float = 0.0
    works: float = 0.0
    levelling: float = 0.0
    reach: tuple[str, ...] = GROUPS


TOWN = ("workers", "officials", "intellectuals", "youth")
COUNTRYSIDE = ("peasants",)
TACTICS: dict[str, Tactic] = {
    # ideas
    "study": Tactic(mobilisation=0.2, study=1.0),
    "press": Tactic(mobilisation=0.2, study=0.4, struggle=0.1, reach=TOWN),
    "emulation": Tactic(mobilisation=0.3, study=0.6),
    "self-criticism": Tactic(mobilisation=0.1, study=0.6, struggle=0.1),
    "open-criticism": Tactic(mobilisation=0.3, study=0.3, struggle=0.2, reach=TOWN),
    # persons
    "investigation": Tactic(mobilisation=0.1, struggle=0.2),
    "work-teams": Tactic(mobilisation=0.4, study=0.4, struggle=0.4),
    "exemplary-cases": Tactic(mobilisation=0.2, struggle=0.3),
    "quotas": Tactic(mobilisation=0.3, struggle=0.5),
    "criticism-meetings": Tactic(mobilisation=0.2, study=0.5, struggle=0.3),
    "struggle-meetings": Tactic(mobilisation=0.5, struggle=1.0),
    # the masses
    "mass-mobilisation": Tactic(mobilisation=0.9, study=0.3),
    "mass-organisation": Tactic(mobilisation=0.6, study=0.2),
    "poor-peasant-organisation": Tactic(mobilisation=0.5, struggle=0.2, reach=COUNTRYSIDE),
    "youth-mobilisation": Tactic(mobilisation=1.0, study=0.4, struggle=0.6, reach=("youth",)),
    "big-character-posters": Tactic(mobilisation=0.5, struggle=0.3, reach=TOWN),
    "army-involvement": Tactic(mobilisation=0.4, study=0.3, reach=("soldiers",)),
    "militia": Tactic(mobilisation=0.4, levelling=0.02, reach=("peasants", "workers", "soldiers")),
    # labour
    "labour": Tactic(mobilisation=0.2, tempering=1.0, levelling=0.02),
    "sending-down": Tactic(mobilisation=0.2, tempering=1.0, reach=TOWN),
    "half-work-half-study": Tactic(study=0.2, tempering=0.3, levelling=0.02, reach=("youth",)),
    "levelling": Tactic(mobilisation=0.2, levelling=0.05),
    # production
    "collectivisation": Tactic(mobilisation=0.6, study=0.2, reach=COUNTRYSIDE),
    "communes": Tactic(mobilisation=0.9, works=0.6, levelling=0.02, reach=COUNTRYSIDE),
    "production-drive": Tactic(mobilisation=0.8, works=0.8),
    "public-works": Tactic(mobilisation=0.8, works=1.0, reach=("peasants", "workers", "soldiers")),
    # the apparatus at work without the citizens
    "apparatus-led": Tactic(),
    "material-incentives": Tactic(),
}
UNSPECIFIED = Tactic(mobilisation=0.4, study=0.4, tempering=0.2, struggle=0.3)
"""For a campaign whose tactics are not given, or whose codes are not in the table."""

TEMPERED = ("soldiers", "officials", "intellectuals", "youth")
"""Groups that labour tempers: those whose own work is not field or factory labour."""
GROUPS_OF_TARGET: dict[str, tuple[str, ...]] = {
    "party": ("officials",),
    "government": ("officials",),
    "army": ("soldiers",),
    **{group: (group,) for group in GROUPS},
}
UNNAMED_TARGETS = {"officials": 0.5, "intellectuals": 0.5}
"""For a campaign that names no group or institution known here."""


def campaign_pressure(tactics: Sequence[str], targets: Mapping[str, float]) -> Floats:
    """What a campaign with these codes presses at intensity 1.

    Parameters
    ----------
    tactics : sequence of str
        Codes; those not in ``TACTICS`` say nothing here.
    targets : mapping of str to float
        Institutions and groups, each with a share from 0 to 1.

    Returns
    -------
    array of float, shape (CAMPAIGN_SIZE,)
        Columns of :class:`~ascendancy.society.layout.Pressure` before the programme.

    Examples
    --------
    >>> from ascendancy.society.layout import Pressure
    >>> from ascendancy.society.pressure import campaign_pressure
    >>> float(campaign_pressure(["study"], {})[Pressure.STUDY])
    1.0
    """
    struck: dict[str, float] = {}
    for name, share in targets.items():
        for group in GROUPS_OF_TARGET.get(name, ()):
            struck[group] = max(struck.get(group, 0.0), share)
    out = np.zeros(CAMPAIGN_SIZE)
    for tactic in [TACTICS[code] for code in tactics if code in TACTICS] or [UNSPECIFIED]:
        one = np.zeros(CAMPAIGN_SIZE)
        one[Pressure.STUDY] = tactic.study
        one[Pressure.WORKS] = tactic.works
        one[Pressure.LEVELLING] = tactic.levelling
        for group in tactic.reach:
            one[Pressure.MOBILISATION + GROUPS.index(group)] = tactic.mobilisation
        for group, share in (struck or UNNAMED_TARGETS).items():
            if group in TEMPERED:
                one[Pressure.TEMPERING + GROUPS.index(group)] = share * tactic.tempering
            one[Pressure.STRUGGLE + GROUPS.index(group)] = share * tactic.struggle
        out = np.maximum(out, one)
    return out


def campaign_weights(case: Case, slots: Mapping[str, int], titles: int, start: int, months: int) -> Floats:
    """Pressure a unit of intensity of each title, month by month.

    Parameters
    ----------
    case : Case
    slots : mapping of str to int
        From a campaign's id to the slot of its title; slot 0 has no title.
    titles : int
        Number of slots.
    start, months : int
        First month and how many.

    Returns
    -------
    array of float, shape (months, titles, CAMPAIGN_SIZE)
        In a month in which campaigns of a title are documented as running, the strongest of theirs; in other
        months the strongest that the title ever shows; unspecified tactics for slot 0 and titles without any.
    """
    unspecified = campaign_pressure((), {})
    running = np.zeros((months, titles, CAMPAIGN_SIZE))
    documented = np.zeros((months, titles), dtype=np.bool_)
    ever = np.zeros((titles, CAMPAIGN_SIZE))
    for campaign in case.campaigns:
        if campaign.id not in slots or not _says_something(campaign):
            continue
        slot = slots[campaign.id]
        weights = campaign_pressure(campaign.tactics, dict(campaign.targets))
        ever[slot] = np.maximum(ever[slot], weights)
        span = _span(campaign, start, months)
        running[span, slot] = np.maximum(running[span, slot], weights)
        documented[span, slot] = True
    ever[~ever.any(axis=1)] = unspecified
    return np.where(documented[:, :, None], running, ever[None])


@njit
def combine_pressure(intensity, weights, carried, programme, authority, out):  # type: ignore[no-untyped-def]
    """Fill ``out`` (PRESSURE_SIZE) from intensities (C) and that month's weights (C, CAMPAIGN_SIZE).

    ``carried`` in [0, 1] is the share that local leaders pass down, ``programme`` in [−1, 1], ``authority``
    in [0, 1] how far local authority stands.
    """
    for j in range(CAMPAIGN_SIZE):
        total = 0.0
        for c in range(intensity.size):
            total += intensity[c] * weights[c, j]
        out[j] = min(1.0, carried * total)
    out[Pressure.PROGRAMME] = programme
    out[Pressure.AUTHORITY] = authority


def _says_something(campaign: Campaign) -> bool:
    """A title whose tactics stand with its parts says nothing of its own."""
    return bool(campaign.tactics or campaign.targets)


def _span(campaign: Campaign, start: int, months: int) -> slice:
    first = campaign.start.first if campaign.start.first is not None else start
    last = campaign.end.last if campaign.end is not None and campaign.end.last is not None else start + months
    return slice(max(0, first - start), max(0, min(months, last + 1 - start)))
