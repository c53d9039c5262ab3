"""Imprint: whose hand a document shows, role by role, from its themes, tactics and targets.

For a document d and a role (initiated, drafted, revised, approved), over candidates i and somebody else,

    P(i | codes of d) ∝ P(i in that role) · P(codes of d | signature of i) · P(whom the record names | i).

*Leave-one-out by construction*: signatures (:mod:`ascendancy.evidence.signatures`), the pooled base and the
prior are learned from the other documents of the case only, never from d itself. Candidates are the people
whose name stands in any role of any document, and the bodies named in this role; ``other`` is anyone else,
with the base signature. The prior is the share of this role in the other documents, where joint names share
one document, with one pseudo-document for each candidate. What the record says of d itself is testimony: it
names the right person but for the error rate of its reliability; ``attribution=False`` leaves it out, as a
claim about imprint must be weighed.

Source: the approach of Mosteller and Wallace (1964); MODEL.md, *Imprint*.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from scipy.special import logsumexp

from ascendancy.case.case import Case
from ascendancy.case.schema import Document
from ascendancy.evidence.signatures import FAMILIES, base, counts_of, log_probability
from ascendancy.regime.parameters import PRIORS
from ascendancy.rng import Stream, uniforms

Floats = NDArray[np.float64]
Indices = NDArray[np.int16]

ROLES = ("initiated", "drafted", "revised", "approved")
OTHER = "other"
CONCENTRATION = 8.0
ERRORS = {grade: PRIORS[f"error_{grade.lower()}"] for grade in "ABCDEF"}
ERROR_RATES = {grade: prior.a / (prior.a + prior.b) for grade, prior in ERRORS.items()}
"""Chance that a record of this reliability names the wrong person: the centres of the regime's priors."""


@dataclass(frozen=True, eq=False)
class Imprint:
    """Who stood behind a document in one role.

    Attributes
    ----------
    document, role : str
    candidates : tuple of str
        Ids of people, then of bodies, then ``other``.
    prior, posterior : array, shape (K,)
        Probabilities before the document's codes and record, and after.
    log_likelihood : array, shape (K,)
        Of the document's codes under each candidate's signature.
    testimony : array, shape (K,)
        Log-likelihood of whom the record names; zeros when it is left out or names nobody.
    """

    document: str
    role: str
    candidates: tuple[str, ...]
    prior: Floats
    log_likelihood: Floats
    testimony: Floats
    posterior: Floats

    def probability(self, candidate: str) -> float:
        """Posterior probability of a candidate; 0 for somebody who is not one."""
        return (
            float(self.posterior[self.candidates.index(candidate)]) if candidate in self.candidates else 0.0
        )

    @property
    def leading(self) -> str:
        """The likeliest candidate; ``other`` only when nobody is as likely."""
        return self.candidates[int(np.argmax(self.posterior))]

    def against_base(self, candidate: str) -> float:
        """Bayes factor of the codes: this candidate's signature against somebody of whom nothing is known."""
        return float(np.exp(self.log_likelihood[self.candidates.index(candidate)] - self.log_likelihood[-1]))

    def against_next(self, candidate: str) -> float:
        """Bayes factor of the codes: this candidate against whoever else they fit best."""
        place = self.candidates.index(candidate)
        others = np.delete(self.log_likelihood, place)
        return float(np.exp(self.log_likelihood[place] - others.max()))

    def draw(self, uniform: Floats, evidence: bool = True) -> NDArray[np.intp]:
        """Candidates drawn, as places in ``candidates``: from the posterior, or from the prior."""
        heap = np.cumsum(self.posterior if evidence else self.prior)
        places = np.searchsorted(heap, uniform * heap[-1], side="right")
        return np.asarray(np.minimum(places, len(heap) - 1), dtype=np.intp)


def imprint(
    case: Case,
    document: str,
    role: str,
    *,
    attribution: bool = True,
    exclude_origins: Iterable[str] = (),
    also: Iterable[str] = (),
    without: Iterable[tuple[str, str]] = (),
    concentration: float = CONCENTRATION,
    errors: Mapping[str, float] = ERROR_RATES,
) -> Imprint:
    """Who stood behind a document in a role.

    Parameters
    ----------
    case : Case
        Only its documents are read: those of ``case.known(month)`` when a date is to be kept.
    document : str
        Its id.
    role : str
        One of ``ROLES``.
    attribution : bool
        Whether what the record says of this very document counts, as testimony.
    exclude_origins : iterable of str
        Names that rest on sources of these origins alone are not used, here or in learning.
    also : iterable of str
        Further ids to be told apart from ``other``.
    without : iterable of (family, code)
        Codes of this document to pass over, to see what they did.
    concentration : float
        Pseudo-counts of the base signature in each family.
    errors : mapping
        Chance that a record names the wrong person, by reliability A–F.

    Returns
    -------
    Imprint

    Raises
    ------
    KeyError
        If the case has no such document, or there is no such role.

    Examples
    --------
    ``imprint(case, "first-ten-points", "drafted", attribution=False).probability("chen-boda")``
    """
    if role not in ROLES:
        raise KeyError(f"no role is called {role!r}; there are {', '.join(ROLES)}")
    matches = [row for row in case.documents if row.id == document]
    if not matches:
        raise KeyError(f"the case has no document {document!r}")
    target = matches[0]
    others = [row for row in case.documents if row.id != document]
    origins = frozenset(exclude_origins)
    silent = frozenset(source.id for source in case.sources if (source.origin or source.id) in origins)
    candidates = _candidates(case, role, also)
    prior = _prior(candidates, role, others, silent)
    fits = _fits(candidates, target, others, silent, concentration, frozenset(without))
    record = _credited(target, role, silent) if attribution else ()
    testimony = _testimony(candidates, record, errors[case.reliability(target)])
    joint = np.log(prior) + fits + testimony
    posterior = np.exp(joint - logsumexp(joint))
    return Imprint(document, role, candidates, prior, fits, testimony, posterior / posterior.sum())


def draw_sponsors(
    case: Case,
    pairs: Iterable[tuple[str, str]],
    people: tuple[str, ...],
    bodies: tuple[str, ...],
    *,
    size: int,
    seed: int,
    evidence: bool = True,
    attribution: bool = True,
    exclude_origins: Iterable[str] = (),
) -> dict[tuple[str, str], Indices]:
    """Sponsors drawn for histories: evenly over the candidates' probabilities, in random order.

    Parameters
    ----------
    case : Case
    pairs : iterable of (document, role)
    people, bodies : tuple of str
        The histories' names, which the draws point into.
    size, seed : int
        How many draws, and the seed.
    evidence : bool
        From the posterior; else from the prior.
    attribution, exclude_origins
        As in :func:`imprint`.

    Returns
    -------
    dict of (document, role) to array of int16, shape (size,)
        Place in ``people``, or ``len(people)`` + place in ``bodies``; −1 for somebody else.
    """
    places = {name: place for place, name in enumerate((*people, *bodies))}
    drawn = {}
    for document, role in pairs:
        found = imprint(case, document, role, attribution=attribution, exclude_origins=exclude_origins)
        month = next(row.date.month for row in case.documents if row.id == document)
        identity = crc32(f"{document} {role}".encode())
        order = np.argsort(np.argsort(uniforms(seed, Stream.SPONSOR, month, size, identity=identity)))
        chosen = found.draw((order + 0.5) / size, evidence)
        codes = np.array([places.get(name, -1) for name in found.candidates], dtype=np.int16)
        drawn[document, role] = codes[chosen]
    return drawn


def codes_of(case: Case, document: str) -> list[tuple[str, str]]:
    """The codes of a document, each with its family."""
    row = next(row for row in case.documents if row.id == document)
    return [(family, code) for family in FAMILIES for code in _codes(row, family)]


def _candidates(case: Case, role: str, also: Iterable[str]) -> tuple[str, ...]:
    people = {row.id for row in case.people}
    named = {
        name for row in case.documents for each in ROLES for name in getattr(row, each) if name in people
    }
    in_role = {name for row in case.documents for name in getattr(row, role)}
    named |= in_role | {name for name in also if name != OTHER}
    return (*sorted(named & people), *sorted(named - people), OTHER)


def _credited(row: Document, role: str, silent: frozenset[str]) -> tuple[str, ...]:
    """Whom the record names in a role; nobody when it rests on silenced sources alone."""
    if silent.issuperset(row.source):
        return ()
    names: tuple[str, ...] = getattr(row, role)
    return names


def _prior(candidates: tuple[str, ...], role: str, others: list[Document], silent: frozenset[str]) -> Floats:
    share = np.ones(len(candidates))
    for row in others:
        names = _credited(row, role, silent)
        for name in names:
            share[candidates.index(name)] += 1.0 / len(names)
    return np.asarray(share / share.sum())


def _codes(row: Document, family: str) -> list[str]:
    return [code if isinstance(code, str) else code[0] for code in getattr(row, family)]


def _fits(
    candidates: tuple[str, ...],
    target: Document,
    others: list[Document],
    silent: frozenset[str],
    concentration: float,
    without: frozenset[tuple[str, str]],
) -> Floats:
    fits = np.zeros(len(candidates))
    hands = [{name for role in ROLES for name in _credited(row, role, silent)} for row in others]
    for family in FAMILIES:
        vocabulary = sorted({code for row in (target, *others) for code in _codes(row, family)})
        tables = np.array([counts_of(_codes(row, family), vocabulary) for row in others])
        tables = tables.reshape(len(others), len(vocabulary))
        pooled = base(tables.sum(axis=0), concentration)
        counts = counts_of((c for c in _codes(target, family) if (family, c) not in without), vocabulary)
        for place, name in enumerate(candidates):
            own = tables[[name in hand for hand in hands]].sum(axis=0)
            fits[place] += log_probability(counts, pooled + own)
    return fits


def _testimony(candidates: tuple[str, ...], record: tuple[str, ...], error: float) -> Floats:
    names = {name for name in record if name in candidates}
    if not names:
        return np.zeros(len(candidates))
    right, wrong = (1.0 - error) / len(names), error / (len(candidates) - len(names))
    return np.log([right if name in names else wrong for name in candidates])
