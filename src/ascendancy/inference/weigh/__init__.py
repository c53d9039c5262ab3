"""Weighing claims: what they come to before and after the evidence, what moved them, and what would.

docs/weighing.md tells the rules: the counts behind a probability, when the evidence does not discriminate,
the seven words.
"""

from ascendancy.inference.weigh.claim import Verdict, WeighedClaim, claims_frame
from ascendancy.inference.weigh.faults import claim_faults
from ascendancy.inference.weigh.weighing import weigh

__all__ = ["Verdict", "WeighedClaim", "claim_faults", "claims_frame", "weigh"]
