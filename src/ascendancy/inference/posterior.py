"""The posterior over every hidden state: one filter an account, mixed by the evidence for each.

Marginals by month (bands) are fixed-lag smoothed, from particles as seen 24 months later; whole histories are drawn
back from an anchor month (backward.py). Months after the last evidence are forecast.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ascendancy.case.dates import month_text
from ascendancy.histories import Histories, mixture, one_after_another
from ascendancy.inference import backward
from ascendancy.inference.bands import bands, bands_frame, heir_frame, people_frame
from ascendancy.inference.filter import FilterRun
from ascendancy.inference.particles import sample_paths, trace
from ascendancy.recorded import recorded
from ascendancy.regime.state import INTENSITY_OF_PHASE, Action, R
from ascendancy.rng import Stream, uniforms
from ascendancy.society.layout import AGGREGATES
from ascendancy.threads import spread

if TYPE_CHECKING:
    import xarray

    from ascendancy.case import Case

Floats = NDArray[np.float64]
LAG = 24
STRETCH = 36
DRAWS = 160


class AccountPosterior:
    """The posterior under one account.

    Attributes
    ----------
    name : str
    months : array of int
        Month numbers.
    run : FilterRun
    """

    def __init__(self, run: FilterRun, threads: int | None = None) -> None:
        self.run = run
        self.name = run.account
        self.months = run.model.regime.start + np.arange(run.model.months)
        self._threads = threads
        self._drawn = lru_cache(maxsize=16)(self._draw)

    @property
    def log_evidence(self) -> float:
        """Log probability of the evidence under the account."""
        return self.run.log_evidence

    @property
    def log_evidence_by_month(self) -> Floats:
        """Shape (T,): its parts, each given the months before."""
        return self.run.particles.evidence

    @property
    def ess(self) -> Floats:
        """Shape (T,): effective number of particles after each month's evidence."""
        return self.run.particles.ess

    def smoothed(self, t: int) -> tuple[NDArray[np.int64], Floats]:
        """Particles of the month in column ``t`` as seen ``LAG`` months later, and their weights."""
        return trace(self.run.particles, t, LAG)

    def values(self, variable: str) -> Floats:
        """A variable's value in every particle, shape (T, n).

        ``ascendancy``, ``programme``, ``prestige``, ``rear``, ``levers``, ``warning``, ``majority:BODY``,
        ``waiting:BODY``, ``loyalty:INSTITUTION``, ``hazard:INSTITUTION``, ``intensity:TITLE``, or a measure of society.

        Raises
        ------
        KeyError
            If there is no such variable.
        """
        run, setting = self.run, self.run.model.regime
        kind, _, name = variable.partition(":")
        columns = {"programme": R.PROGRAMME, "prestige": R.PRESTIGE, "levers": R.LEVERS, "warning": R.WARNING}
        if variable == "ascendancy":
            return np.asarray(1.0 / (1.0 + np.exp(-run.record[:, :, R.LOGIT_A])))
        if variable == "rear":
            return np.asarray(run.record[:, :, R.ACTION] == Action.REAR, dtype=np.float64)
        if variable in columns:
            return np.asarray(run.record[:, :, columns[variable]])
        if kind in ("majority", "waiting") and name in setting.bodies:
            return np.asarray(getattr(run, kind)[:, :, setting.bodies.index(name)])
        if kind in ("loyalty", "hazard") and name in setting.institutions:
            return np.asarray(getattr(run, kind)[:, :, setting.institutions.index(name)])
        if kind == "intensity" and name in setting.slots:
            return np.asarray(INTENSITY_OF_PHASE[run.phases[:, :, setting.slots[name]]])
        if variable in AGGREGATES:
            return np.asarray(run.measures[:, :, AGGREGATES.index(variable)])
        raise KeyError(variable)

    def quantiles(self, variable: str) -> pd.DataFrame:
        """Bands of a variable by month: ``month, mean, q05, q25, q50, q75, q95``, fixed-lag smoothed."""
        values = self.values(variable)
        rows = []
        for t in range(values.shape[0]):
            who, weights = self.smoothed(t)
            rows.append(bands(values[t, who], weights))
        return bands_frame(int(self.months[0]), rows)

    def people(self) -> pd.DataFrame:
        """Everyone by month: mean line and the chances of each stance and status, from drawn histories."""
        return people_frame(self.histories(None, DRAWS))

    def histories(self, at: int | None = None, size: int = DRAWS) -> Histories:
        """Whole histories drawn from the posterior.

        Parameters
        ----------
        at : int, optional
            Month number of the anchor: histories run to it and are drawn from what was known then. An early anchor
            keeps more distinct pasts; the last month by default.
        size : int
            How many.

        Returns
        -------
        Histories
            Of equal weight, with each item's log likelihood.
        """
        last = int(self.months[-1]) if at is None else at
        if not self.months[0] <= last <= self.months[-1]:
            raise ValueError(f"found month {month_text(last)}, wanted one of the posterior's")
        return self._drawn(last - int(self.months[0]), size)

    def by_month(self, size: int = DRAWS) -> Histories:
        """Histories whose months are right one by one: each stretch drawn as seen ``LAG`` months or more after it.

        Seen from the end, few particles are left of the early years, and bands drawn from them close to a line. A
        course is not followed from one stretch of ``STRETCH`` months to the next: ask :meth:`histories` for courses.
        """
        first, last = int(self.months[0]), int(self.months[-1])
        parts, begun = [], first
        while begun <= last:
            ended = begun + STRETCH - 1
            if ended + LAG >= last:
                ended = last
            parts.append(self.histories(min(ended + LAG, last), size).between(begun, ended))
            begun = ended + 1
        return one_after_another(parts)

    def _draw(self, anchor: int, size: int) -> Histories:
        run, model = self.run, self.run.model
        u = float(uniforms(run.seed, Stream.TRACE, anchor, 1)[0])
        paths = sample_paths(run.particles, anchor, size, u)
        months = np.arange(anchor + 1)
        states = np.zeros((size, anchor + 1, len(model.regime.people)), dtype=np.int16)
        spread(
            backward.draw_histories, size, self._threads, paths, run.record, run.strikes,
            run.states, model.regime.arrays, model.society, run.dossier.arrays, run.regime_coefficients, run.epoch,
            run.society_coefficients[0], np.uint64(run.seed), run.realise, states,
        )  # fmt: skip
        taken = {
            name: np.moveaxis(getattr(run, name)[months[:, None], paths.T], 0, 1)
            for name in ("record", "phases", "majority", "waiting", "loyalty", "hazard", "measures")
        }
        epoch = run.epoch[anchor]
        known = run.dossier
        return recorded(
            model, **taken, states=states,
            regime_coefficients=run.regime_coefficients[epoch, paths[:, anchor]],
            society_coefficients=run.society_coefficients[epoch, paths[:, anchor]],
            dossier=known if anchor == model.months - 1 else known.until(anchor),
        )  # fmt: skip


class Posterior:
    """The posterior of a case, under one account or several.

    Attributes
    ----------
    case : Case
    settings : mapping
        What was asked for.
    accounts : tuple of str
    """

    def __init__(
        self,
        case: Case,
        runs: Mapping[str, FilterRun],
        settings: Mapping[str, Any],
        threads: int | None = None,
    ):
        self.case = case
        self.settings = dict(settings)
        self.accounts = tuple(runs)
        self._by_account = {name: AccountPosterior(run, threads) for name, run in runs.items()}

    def account(self, name: str) -> AccountPosterior:
        """The posterior under one account.

        Raises
        ------
        KeyError
            If it was not inferred.
        """
        return self._by_account[name]

    @cached_property
    def probabilities(self) -> dict[str, float]:
        """Posterior probability of each account, equal before the evidence."""
        logs = np.array([self.account(name).log_evidence for name in self.accounts])
        shares = np.exp(logs - logs.max())
        return dict(zip(self.accounts, (shares / shares.sum()).tolist(), strict=True))

    def histories(self, at: int | None = None, size: int = DRAWS) -> Histories:
        """Histories of all accounts, each with its probability's share of the weight."""
        parts = [self.account(name).histories(at, size) for name in self.accounts]
        return mixture(parts, [self.probabilities[name] for name in self.accounts])

    def quantiles(self, variable: str) -> pd.DataFrame:
        """Bands of a variable by month over all accounts; variables as in :meth:`AccountPosterior.values`."""
        parts = [self.account(name) for name in self.accounts]
        values = [part.values(variable) for part in parts]
        rows = []
        for t in range(values[0].shape[0]):
            seen = [part.smoothed(t) for part in parts]
            shares = [self.probabilities[part.name] for part in parts]
            rows.append(
                bands(
                    np.concatenate([value[t, who] for value, (who, _) in zip(values, seen, strict=True)]),
                    np.concatenate(
                        [share * weights for share, (_, weights) in zip(shares, seen, strict=True)]
                    ),
                )
            )
        return bands_frame(int(parts[0].months[0]), rows)

    def ascendancy(self) -> pd.DataFrame:
        """Bands of ascendancy: ``month`` (first day), ``mean``, ``q05``, ``q25``, ``q50``, ``q75``, ``q95``."""
        return self.quantiles("ascendancy")

    def majority(self, body: str) -> pd.DataFrame:
        """Bands of a body's majority."""
        return self.quantiles(f"majority:{body}")

    def engagement(self) -> pd.DataFrame:
        """Chance, by month, that the leader is in the rear: ``month, rear``."""
        frame = self.quantiles("rear")[["month", "mean"]]
        return frame.rename(columns={"mean": "rear"})

    def intensity(self, title: str) -> pd.DataFrame:
        """Bands of a campaign title's intensity."""
        return self.quantiles(f"intensity:{title}")

    def heir(self) -> pd.DataFrame:
        """Chance, by month and person, of being the heir; ``none`` for nobody: ``month, person, probability``."""
        return heir_frame(self.histories())

    def people(self) -> pd.DataFrame:
        """Everyone by month over all accounts."""
        return people_frame(self.histories())

    def to_datatree(self) -> xarray.DataTree:
        """The posterior as ArviZ data: see :mod:`ascendancy.inference.tree`."""
        from ascendancy.inference.tree import datatree

        return datatree(self)

    def save(self, path: str | Path) -> Path:
        """Write the posterior as netCDF."""
        self.to_datatree().to_netcdf(Path(path), engine="h5netcdf")
        return Path(path)
