"""Histories: whole realised courses of a regime, the one object that a query is asked of.

A history is one complete way things may have gone, month by month: from a simulation without evidence (the
prior) or drawn from a posterior. J histories of T months are held as arrays, one a quantity, with weights
that sum to one.

========================= ============ =====================================================================
field                     shape        meaning
========================= ============ =====================================================================
``ascendancy``            (J, T)       A, in (0, 1)
``programme``             (J, T)       p, in [−1, 1]
``prestige``              (J, T)       G, real
``engagement``            (J, T)       index into ``ENGAGEMENTS``
``action``                (J, T)       index into ``ACTIONS``: the leader's choice
``leader``, ``heir``      (J, T)       index into ``people``; −1 for a collective, or for none
``majority``, ``waiting`` (J, T, B)    M_b, and the share of power that waits, by body
``loyalty``, ``hazard``   (J, T, K)    Q_k, and the mean monthly hazard of being criticised, by institution
``intensity``             (J, T, C)    campaign intensity by title; the first title is "", the unnamed
``line``                  (J, T, N)    0 to 6: index into ``LINES``
``stance``                (J, T, N)    index into ``STANCES``
``status``                (J, T, N)    index into ``STATUSES``
``society[name]``         (J, T)       a measure of society
``sponsors[doc, role]``   (J,)         index into ``people``, then ``bodies`` (N + b); −1 for another
``parameters[name]``      (J,)         a coefficient
``log_likelihood``        (J, I)       of each evidence item given the realised state
========================= ============ =====================================================================
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Floats32 = NDArray[np.float32]
Bytes = NDArray[np.int8]
Indices = NDArray[np.int16]

MONTHLY = ("ascendancy", "programme", "prestige", "engagement", "action", "leader", "heir")
LAYERS = {
    "majority": "bodies",
    "waiting": "bodies",
    "loyalty": "institutions",
    "hazard": "institutions",
    "intensity": "titles",
    "line": "people",
    "stance": "people",
    "status": "people",
}
NAMES = ("people", "bodies", "institutions", "titles")


@dataclass(frozen=True, eq=False)
class Histories:
    """J realised histories of T months; the module's table gives each field's shape and meaning.

    Raises
    ------
    ValueError
        If a field's shape does not fit the others, or the weights are negative or do not sum to one.
    """

    start: int
    people: tuple[str, ...]
    bodies: tuple[str, ...]
    institutions: tuple[str, ...]
    titles: tuple[str, ...]
    weights: Floats
    ascendancy: Floats32
    programme: Floats32
    prestige: Floats32
    engagement: Bytes
    action: Bytes
    leader: Indices
    heir: Indices
    majority: Floats32
    waiting: Floats32
    loyalty: Floats32
    intensity: Floats32
    line: Bytes
    stance: Bytes
    status: Bytes
    hazard: Floats32
    society: dict[str, Floats32] = field(default_factory=dict)
    sponsors: dict[tuple[str, str], Indices] = field(default_factory=dict)
    parameters: dict[str, Floats] = field(default_factory=dict)
    log_likelihood: Floats | None = None
    items: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.ascendancy.ndim != 2:
            raise ValueError(f"ascendancy: wanted histories × months, found shape {self.ascendancy.shape}")
        size, months = self.ascendancy.shape
        self._expect("weights", self.weights, (size,))
        for name in MONTHLY:
            self._expect(name, getattr(self, name), (size, months))
        for name, axis in LAYERS.items():
            self._expect(name, getattr(self, name), (size, months, len(getattr(self, axis))))
        for name, values in self.society.items():
            self._expect(f"society[{name!r}]", values, (size, months))
        for key, drawn in self.sponsors.items():
            self._expect(f"sponsors[{key!r}]", drawn, (size,))
        for name, coefficient in self.parameters.items():
            self._expect(f"parameters[{name!r}]", coefficient, (size,))
        if self.log_likelihood is not None:
            self._expect("log_likelihood", self.log_likelihood, (size, len(self.items)))
        if np.any(self.weights < 0.0) or abs(float(self.weights.sum()) - 1.0) > 1e-6:
            total = float(self.weights.sum())
            raise ValueError(f"weights: wanted none below 0 and a sum of 1, found a sum of {total:.6g}")

    @staticmethod
    def _expect(name: str, values: NDArray[Any], shape: tuple[int, ...]) -> None:
        if values.shape != shape:
            raise ValueError(f"{name}: wanted shape {shape}, found {values.shape}")

    @property
    def size(self) -> int:
        """How many histories there are."""
        return int(self.ascendancy.shape[0])

    @property
    def stop(self) -> int:
        """The month after the last."""
        return self.start + int(self.ascendancy.shape[1])

    @property
    def effective_size(self) -> float:
        """1 / Σ w²: as many equally weighted histories would tell as much."""
        return float(1.0 / np.sum(np.square(self.weights)))

    def between(self, first: int, last: int) -> Histories:
        """These histories from month ``first`` to month ``last``, both included.

        Raises
        ------
        ValueError
            If the months are not all there.
        """
        if not self.start <= first <= last < self.stop:
            raise ValueError(f"wanted months within {self.start}..{self.stop - 1}, found {first}..{last}")
        cut = slice(first - self.start, last - self.start + 1)
        changes: dict[str, Any] = {name: getattr(self, name)[:, cut] for name in (*MONTHLY, *LAYERS)}
        changes["society"] = {name: values[:, cut] for name, values in self.society.items()}
        return replace(self, start=first, **changes)

    def take(self, chosen: NDArray[np.intp] | Sequence[int]) -> Histories:
        """The histories at the positions ``chosen``, their weights scaled to sum to one."""
        index = np.asarray(chosen, dtype=np.intp)
        changes: dict[str, Any] = {name: getattr(self, name)[index] for name in (*MONTHLY, *LAYERS)}
        for name in ("society", "sponsors", "parameters"):
            changes[name] = {key: values[index] for key, values in getattr(self, name).items()}
        if self.log_likelihood is not None:
            changes["log_likelihood"] = self.log_likelihood[index]
        weights = self.weights[index]
        return replace(self, weights=weights / weights.sum(), **changes)

    def with_weights(self, weights: Floats) -> Histories:
        """The same histories, differently weighted; the weights are scaled to sum to one."""
        values = np.asarray(weights, dtype=np.float64)
        return replace(self, weights=values / values.sum())

    def with_sponsors(self, sponsors: Mapping[tuple[str, str], Indices]) -> Histories:
        """The same histories with these draws of who stood behind a document, besides those there are."""
        return replace(self, sponsors={**self.sponsors, **sponsors})


def mixture(parts: Sequence[Histories], shares: Sequence[float] | None = None) -> Histories:
    """Several sets of histories as one: of accounts, each with its probability, or of shards of one run.

    Parameters
    ----------
    parts : sequence of Histories
        Of the same months and names. Society's measures, sponsors and coefficients that only some have are
        left out; so is the log-likelihood, unless all have it for the same items.
    shares : sequence of float, optional
        The weight of each part, scaled to sum to one; equal when not given.

    Returns
    -------
    Histories

    Raises
    ------
    ValueError
        If there is nothing to mix, or the parts differ in months or names.

    Examples
    --------
    ``mixture([under_majority, under_dominance], [0.7, 0.3])``
    """
    if not parts:
        raise ValueError("wanted at least one set of histories")
    first = parts[0]
    for part in parts[1:]:
        for name in ("start", "stop", *NAMES):
            if getattr(part, name) != getattr(first, name):
                raise ValueError(f"{name}: the sets of histories differ")
    share = np.ones(len(parts)) if shares is None else np.asarray(shares, dtype=np.float64)
    if share.shape != (len(parts),) or np.any(share < 0.0) or not share.sum() > 0.0:
        raise ValueError("wanted one share, none below 0, for each set of histories")
    share = share / share.sum()

    def joined(name: str) -> Any:
        return np.concatenate([getattr(part, name) for part in parts])

    def common(name: str) -> dict[Any, Any]:
        tables = [getattr(part, name) for part in parts]
        keys = [key for key in tables[0] if all(key in table for table in tables)]
        return {key: np.concatenate([table[key] for table in tables]) for key in keys}

    values: dict[str, Any] = {name: joined(name) for name in (*MONTHLY, *LAYERS)}
    values.update({name: common(name) for name in ("society", "sponsors", "parameters")})
    values["weights"] = np.concatenate([s * part.weights for s, part in zip(share, parts, strict=True)])
    scored = all(part.log_likelihood is not None and part.items == first.items for part in parts)
    values["log_likelihood"] = joined("log_likelihood") if scored else None
    values["items"] = first.items if scored else ()
    constant = {f.name: getattr(first, f.name) for f in fields(first) if f.name not in values}
    return Histories(**constant, **values)


def one_after_another(parts: Sequence[Histories]) -> Histories:
    """Sets of as many histories, each of the months after the one before, as one: month by month, not as courses.

    Whatever is not by month (weights, sponsors, coefficients, likelihoods) is the last set's.

    Raises
    ------
    ValueError
        If there is nothing to join, or a set does not begin where the one before ends or has another size.
    """
    if not parts:
        raise ValueError("wanted at least one set of histories")
    for before, after in pairwise(parts):
        if after.start != before.stop or after.size != before.size:
            raise ValueError(
                f"wanted {before.size} histories from {before.stop}, found {after.size} from {after.start}"
            )
    changes: dict[str, Any] = {
        name: np.concatenate([getattr(part, name) for part in parts], axis=1) for name in (*MONTHLY, *LAYERS)
    }
    changes["society"] = {
        name: np.concatenate([part.society[name] for part in parts], axis=1) for name in parts[-1].society
    }
    return replace(parts[-1], start=parts[0].start, **changes)
