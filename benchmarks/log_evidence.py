"""The log evidence of a case over seeds: its mean, standard deviation and time a run, as JSON.

python benchmarks/log_evidence.py --case china --particles 512 --seeds 20 [--coefficients calibrated|priors|held|centres]

Coefficients are drawn from the case's calibration or from their priors, or held at the calibration's means or at the
priors' centres.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from typing import Any

import numpy as np

import ascendancy as asc
from ascendancy.evidence.dossier import dossier
from ascendancy.inference.calibration import newest
from ascendancy.inference.coefficients import NAMES, PRIORS
from ascendancy.inference.coefficients import values as coefficients_at
from ascendancy.inference.filter import run_filter
from ascendancy.model import compile_case
from ascendancy.society.layout import AGGREGATES


def main() -> None:
    """Run the filter once a seed and print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--case", default="china")
    parser.add_argument("--account", default="majority")
    parser.add_argument("--particles", type=int, default=512)
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument(
        "--coefficients", choices=("calibrated", "priors", "held", "centres"), default="calibrated"
    )
    asked = parser.parse_args()
    case = asc.load(asked.case)
    until = case.parameters.evidence_until
    model = compile_case(case, until=until)
    later = frozenset(row.id for row in case.evidence if row.date.month > until)
    evidence = dossier(case, model.regime, AGGREGATES, skip=later)
    calibration = newest(case) if asked.coefficients in ("calibrated", "held") else None
    how: dict[str, Any] = {
        "account": asked.account,
        "proposal": calibration.proposal(asked.account) if calibration is not None else PRIORS,
    }
    if asked.coefficients in ("held", "centres"):
        scores = np.zeros(len(NAMES)) if calibration is None else calibration.means[asked.account]
        how["coefficients"] = coefficients_at(model, np.tile(scores, (asked.particles, 1)))
    run_filter(model, evidence, account=asked.account, particles=2)  # compile
    values = []
    began = time.perf_counter()
    for seed in range(1, asked.seeds + 1):
        ran = run_filter(model, evidence, particles=asked.particles, seed=seed, **how)
        values.append(ran.log_evidence)
    seconds = (time.perf_counter() - began) / asked.seeds
    steps = len(model.regime.people) * model.months * asked.particles
    found = {
        **vars(asked),
        "calibration": calibration.id if calibration is not None else None,
        "mean": statistics.fmean(values),
        "sd": statistics.stdev(values) if len(values) > 1 else None,
        "seconds_a_run": seconds,
        "ns_a_person_month_particle": 1e9 * seconds / steps,
        "values": values,
    }
    print(json.dumps(found, indent=2))


if __name__ == "__main__":
    main()
