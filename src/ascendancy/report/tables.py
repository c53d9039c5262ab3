"""The data behind each figure as a table that can be read, searched and printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from ascendancy.case.schema.datum import SeriesDatum
from ascendancy.figures.people import by_power
from ascendancy.figures.select import Tables, person_label, rows, top_body
from ascendancy.figures.society import label, measures
from ascendancy.report.numbers import fixed, percent, probability, share, span
from ascendancy.report.parts import Table
from ascendancy.results.items import RELIABLE_K

if TYPE_CHECKING:
    from ascendancy.case import Case


def ascendancy(tables: Tables, case: Case, source: str, account: str) -> Table:
    """Ascendancy, engagement and majority, month by month."""
    table = rows(tables["regime"], source=source, account=account, variable="ascendancy").set_index("month")
    rear = rows(tables["choices"], source=source, account=account, variable="engagement", value="rear")
    in_rear = rear.set_index("month")["probability"].reindex(table.index).fillna(0.0)
    headers = ["month", "ascendancy", "50% band", "90% band", "in the rear"]
    body = top_body(tables, case)
    majority = None
    if body is not None:
        chosen = rows(tables["bodies"], source=source, account=account, body=body, variable="majority")
        majority = chosen.set_index("month").reindex(table.index)
        headers += ["majority", "90% band", "below one half"]
    lines = []
    for place, day in enumerate(table.index):
        one = table.iloc[place]
        line = [day.strftime("%Y-%m"), share(one["mean"]), span(one["q25"], one["q75"])]
        line += [span(one["q05"], one["q95"]), probability(float(in_rear.iloc[place]))]
        if majority is not None:
            m = majority.iloc[place]
            line += [share(m["mean"]), span(m["q05"], m["q95"]), probability(float(m["p_below_half"]))]
        lines.append(tuple(line))
    return Table("Ascendancy, engagement and majority by month", tuple(headers), tuple(lines))


def people(tables: Tables, case: Case, source: str, account: str, show: str, until: int) -> Table:
    """Every person at the end of each year: stance, or probability of having been sidelined or purged."""
    table = rows(tables["people"], source=source, account=account)
    days = table["month"]
    last = table[(days.dt.month == 12) | (days == days.max())]
    alive = 1.0 - last["p_dead"]
    if show == "stance":
        value = (last["p_support"] - last["p_oppose"]) / alive.where(alive > 0)
    else:
        value = (last["p_sidelined"] + last["p_purged"]) / alive.where(alive > 0)
    year = last["month"].dt.year
    wide = pd.DataFrame({"person": last["person"], "year": year, "v": value.where(alive >= 0.5)}).pivot_table(
        index="person", columns="year", values="v", aggfunc="last", dropna=False
    )
    headers = ("person", *(str(y) for y in wide.columns))
    lines = tuple(
        (person_label(case, name), *(fixed(v, 2) for v in wide.loc[name]))
        for name in by_power(case, table, until)
    )
    what = "Support less opposition" if show == "stance" else "Probability of being sidelined or purged"
    return Table(f"{what}, at the end of each year; a dash after probable death", headers, lines)


def heir(tables: Tables, case: Case, source: str, account: str) -> Table:
    """Probability of being the designated heir, each January and July."""
    table = rows(tables["choices"], source=source, account=account, variable="heir")
    table = table[table["month"].dt.month.isin((1, 7))]
    wide = table.pivot(index="month", columns="value", values="probability").fillna(0.0)
    order = list(wide.sum().sort_values(ascending=False, kind="stable").index)
    named = [person_label(case, name) for name in order]
    lines = tuple(
        (day.strftime("%Y-%m"), *(probability(float(v)) for v in wide.loc[day, order])) for day in wide.index
    )
    return Table("Probability of being the designated heir", ("month", *named), lines)


def turnover(tables: Tables, source: str, account: str) -> Table:
    """Share of power removed, by year and institution."""
    table = rows(tables["turnover"], source=source, account=account)
    institutions = list(dict.fromkeys(table["institution"]))
    lines = []
    for year in dict.fromkeys(table["year"]):
        line = [str(year)]
        for institution in institutions:
            one = rows(table, year=year, institution=institution).iloc[0]
            line.append(f"{percent(one['mean'])} ({percent(one['q05'])} to {percent(one['q95'])})")
        lines.append(tuple(line))
    return Table("Share of power removed: mean (90% band)", ("year", *institutions), tuple(lines))


def accounts(tables: Tables) -> Table:
    """Log evidence and probability of each account."""
    lines = tuple(
        (
            str(one["account"]),
            fixed(one["log_evidence"], 2),
            fixed(one["log_evidence_sd"], 2),
            share(one["probability"]),
        )
        for _, one in tables["accounts"].iterrows()
    )
    headers = ("account", "log evidence", "its sd over seeds", "probability")
    return Table("Evidence for each account, equal before it", headers, lines)


def society(tables: Tables, source: str, account: str) -> Table:
    """Every measure of society, its mean over each year."""
    table = rows(tables["society"], source=source, account=account)
    year = table["month"].dt.year.rename("year")
    wide = table.groupby([year, "measure"])["mean"].mean().unstack("measure")
    if "excess_deaths" in wide:
        wide["excess_deaths"] = (
            rows(table, measure="excess_deaths").groupby(year)["mean"].sum().reindex(wide.index)
        )
    names = [name for name in measures(tables) if name in wide]
    headers = ("year", *(label(name)[0] for name in names))
    lines = tuple((str(y), *(fixed(v, 2) for v in wide.loc[y, names])) for y in wide.index)
    return Table("Means over each year; excess deaths in millions, the year’s sum", headers, lines)


def deaths(tables: Tables, case: Case, source: str, account: str) -> Table:
    """Excess deaths of each year in which there were any, beside the estimates that the case holds."""
    table = rows(tables["deaths"], source=source, account=account)
    given: dict[int, list[str]] = {}
    for row in case.evidence:
        datum = row.datum
        if isinstance(datum, SeriesDatum) and datum.measure == "excess_deaths":
            given.setdefault(row.date.month // 12, []).append(f"{datum.value:g} (s.d. {datum.sd:g})")
    shown_years = [y for y in table["year"] if y in given or rows(table, year=y)["q95"].iloc[0] >= 0.005]
    lines = []
    for year in shown_years:
        one = rows(table, year=year).iloc[0]
        estimates = "; ".join(given.get(int(year), ["–"]))
        lines.append((str(year), fixed(one["mean"], 2), span(one["q05"], one["q95"]), estimates))
    headers = ("year", "model: mean", "model: 90% band", "estimates in the case")
    return Table("Deaths beyond the usual, millions a year", headers, tuple(lines))


def citizens(tables: Tables, case: Case) -> Table:
    """What was counted of the citizens of each place and setting: the last December, or the last month."""
    table = tables["citizens"]
    days = table["month"]
    last = days[days.dt.month == 12].max() if (days.dt.month == 12).any() else days.max()
    died = table.groupby(["place", "setting"])[["newcomers", "usual_deaths", "deaths"]].sum()
    named = {place.id: place.name for place in case.places}
    measured = [name for name in measures(tables) if name in table.columns]
    lines = []
    for _, one in table[days == last].iterrows():
        sums = died.loc[(one["place"], one["setting"])]
        lines.append((
            f"{named.get(one['place'], one['place'])}, {one['setting']}",
            *(f"{value:,.0f}".replace(",", "\u202f") for value in (one["citizens"], one["dependants"], *sums)),
            *(fixed(one[name], 3) for name in measured),
        ))  # fmt: skip
    headers = (
        "place, setting",
        "citizens",
        "children and old",
        "newcomers",
        "usual deaths",
        "further deaths",
    )
    caption = f"The citizens in {last.strftime('%Y-%m')}; newcomers and deaths over all months"
    return Table(caption, (*headers, *(label(name)[0] for name in measured)), tuple(lines))


def surprise(tables: Tables, account: str) -> Table:
    """Every item of evidence by surprise."""
    table = rows(tables["items"], account=account)
    table = table.sort_values("surprise_bits", ascending=False, kind="stable")
    lines = tuple(
        (
            str(one["id"]),
            str(one["date"]),
            str(one["kind"]),
            fixed(one["surprise_bits"], 2),
            fixed(one["k_hat"], 2) + (" (too high)" if one["k_hat"] > RELIABLE_K else ""),
        )
        for _, one in table.iterrows()
    )
    return Table("Items by surprise", ("item", "date", "kind", "bits", "k-hat"), lines)


def ess(tables: Tables) -> Table:
    """Least and mean effective sample size of each year."""
    table = tables["ess"]
    names = list(dict.fromkeys(table["account"]))
    grouped = table.groupby([table["month"].dt.year.rename("year"), "account"])["ess"]
    least, mean = grouped.min().unstack("account"), grouped.mean().unstack("account")
    lines = tuple(
        (str(year), *(f"{least.loc[year, n]:.0f} (mean {mean.loc[year, n]:.0f})" for n in names))
        for year in least.index
    )
    return Table("Least effective sample size of the year", ("year", *names), lines)
