"""Words of estimative probability, and when none of them may be used.

The seven words and their bounds are those of Intelligence Community Directive 203, *Analytic Standards*
(2015). They say how probable the claim is, not how much the evidence had to do with it. So the rule comes
first: **the evidence does not discriminate** when the Bayes factor lies between 1/√10 and √10 (|log₁₀|
below ½: "not worth more than a bare mention", Jeffreys 1961, appendix B), or when its 90% Monte Carlo
interval includes 1.
"""

from __future__ import annotations

import math

from ascendancy.inference.weigh.odds import Factor

WORDS = (
    (0.05, "almost no chance"),
    (0.20, "very unlikely"),
    (0.45, "unlikely"),
    (0.55, "roughly even chance"),
    (0.80, "likely"),
    (0.95, "very likely"),
    (1.00, "almost certain"),
)
"""Each word with the probability up to which it is used."""

UNDECIDED = "the evidence does not discriminate"
UNTESTABLE = "not testable in this case"
LEAST = 0.5
"""|log₁₀ Bayes factor| below which evidence is not worth more than a bare mention."""


def word(probability: float) -> str:
    """The estimative word for a probability.

    Examples
    --------
    >>> from ascendancy.inference.weigh.words import word
    >>> word(0.9)
    'very likely'
    """
    return next(name for bound, name in WORDS if probability < bound or bound == 1.0)


def discriminates(factor: Factor) -> bool:
    """Whether the evidence says anything of a claim: the rule above."""
    return abs(math.log10(factor.value)) >= LEAST and not factor.low <= 1.0 <= factor.high


def verdict(probability: float, factor: Factor) -> str:
    """The estimative word, or that the evidence does not discriminate."""
    return word(probability) if discriminates(factor) else UNDECIDED
