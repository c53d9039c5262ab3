"""A claim is weighed: its probability before and after the evidence, and what the evidence did to the odds."""

import ascendancy as asc

demo = asc.load("demo")
for claim in asc.weigh(demo, particles=256, seed=7):
    print(claim.statement)
    print(f"    {claim.query}")
    print(f"    before {claim.prior:.2f}, after {claim.posterior:.2f}, Bayes factor {claim.bayes_factor:.1f}")
    print(f"    {claim.word}")
