"""Tables of the inference itself: the accounts' evidence, and the filter's effective sample size by month."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ascendancy.results.calendar import first_days
from ascendancy.results.ensembles import PosteriorLike


def accounts(posterior: PosteriorLike | None) -> pd.DataFrame:
    """Log evidence of each account, its standard deviation over seeds where known, and its probability."""
    columns = ["account", "log_evidence", "log_evidence_sd", "probability"]
    rows = []
    for name in posterior.accounts if posterior is not None else ():
        one = posterior.account(name)  # type: ignore[union-attr]
        spread = getattr(one, "log_evidence_sd", None)
        rows.append(
            {
                "account": name,
                "log_evidence": float(one.log_evidence),
                "log_evidence_sd": np.nan if spread is None else float(spread),
                "probability": float(posterior.probabilities.get(name, np.nan)),  # type: ignore[union-attr]
            }
        )
    return pd.DataFrame(rows, columns=columns)


def ess(posterior: PosteriorLike | None) -> pd.DataFrame:
    """Effective sample size after each month's evidence, and the log evidence that the month added."""
    blocks = [pd.DataFrame({"month": first_days(0, 0), "account": "", "ess": 0.0, "log_evidence": 0.0})]
    for name in posterior.accounts if posterior is not None else ():
        one = posterior.account(name)  # type: ignore[union-attr]
        months = np.asarray(one.months)
        blocks.append(
            pd.DataFrame(
                {
                    "month": first_days(int(months[0]), len(months)),
                    "account": name,
                    "ess": np.asarray(one.ess, dtype=np.float64),
                    "log_evidence": np.asarray(one.log_evidence_by_month, dtype=np.float64),
                }
            )
        )
    return pd.concat(blocks, ignore_index=True)
