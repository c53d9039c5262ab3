"""Signatures: how often a person's documents use each code of theme, tactic and target.

A signature is a Dirichlet distribution over the codes of each family. Codes n drawn from it follow the
Dirichlet-multinomial; in the order in which they were written down,

    P(codes) = Γ(α₀) / Γ(α₀ + Σn) · Π_k Γ(α_k + n_k) / Γ(α_k),      α₀ = Σ_k α_k.

The order does not matter (the codes are exchangeable), and how many there are is taken as given. α is the
pooled base, c·m_k with m_k the smoothed share of code k among all documents that may be learned from, plus
the person's own counts. Somebody of whom nothing is known has the base alone.

Source: Mosteller and Wallace, *Inference and Disputed Authorship: The Federalist* (1964), for the approach;
Minka, "Estimating a Dirichlet distribution" (2000), for the distribution.

========  ===================================================  ==========
symbol    meaning                                              range
========  ===================================================  ==========
α_k       pseudo-counts of code k                              above 0
c         concentration: pseudo-counts of the base, in all     above 0
n_k       how often code k stands in the document              0, 1, 2 …
========  ===================================================  ==========
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln

Floats = NDArray[np.float64]

FAMILIES = ("themes", "tactics", "targets")
SMOOTHING = 0.5


def counts_of(codes: Iterable[str], vocabulary: Sequence[str]) -> Floats:
    """How often each code of the vocabulary occurs, shape (K,)."""
    places = {code: k for k, code in enumerate(vocabulary)}
    counts = np.zeros(len(vocabulary))
    for code in codes:
        counts[places[code]] += 1.0
    return counts


def base(pooled: Floats, concentration: float) -> Floats:
    """The pooled base signature.

    Parameters
    ----------
    pooled : array, shape (K,)
        Counts over all documents that may be learned from.
    concentration : float
        How many codes of one's own weigh as much as the base.

    Returns
    -------
    array, shape (K,), summing to ``concentration``
    """
    if pooled.size == 0:
        return pooled
    smoothed = pooled + SMOOTHING
    return np.asarray(concentration * smoothed / smoothed.sum())


def log_probability(counts: Floats, alpha: Floats) -> float:
    """Log probability of codes, in one given order, under a signature.

    Parameters
    ----------
    counts, alpha : array, shape (K,)

    Returns
    -------
    float

    Examples
    --------
    >>> import numpy as np
    >>> from ascendancy.evidence.signatures import log_probability
    >>> round(float(np.exp(log_probability(np.array([1.0, 1.0]), np.array([1.0, 1.0])))), 6)
    0.166667
    """
    if alpha.size == 0 or counts.sum() == 0.0:
        return 0.0
    total = gammaln(alpha.sum()) - gammaln(alpha.sum() + counts.sum())
    return float(total + np.sum(gammaln(alpha + counts) - gammaln(alpha)))


def draw_codes(alpha: Floats, uniforms: Floats) -> list[int]:
    """Codes drawn from a signature, one for each uniform, by Pólya's urn.

    Parameters
    ----------
    alpha : array, shape (K,)
    uniforms : array of float in (0, 1)

    Returns
    -------
    list of int
        Places in the vocabulary.
    """
    urn = alpha.astype(np.float64)
    drawn = []
    for u in uniforms:
        heap = np.cumsum(urn)
        code = min(int(np.searchsorted(heap, u * heap[-1], side="right")), urn.size - 1)
        drawn.append(code)
        urn[code] += 1.0
    return drawn
