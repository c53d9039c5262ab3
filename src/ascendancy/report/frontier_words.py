"""What the frontier says, in sentences made from its tables."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import pandas as pd

from ascendancy.figures.select import Tables, greatest, rows
from ascendancy.report.numbers import fixed, percent

FULL = "1"
QUIET_SIZE = 100
TOLD = ("output_lost", "removed_town_country", "removed_mental_manual", "food_lost", "deaths")


def pick(table: pd.DataFrame, **where: Any) -> dict[str, Any]:
    """The only row where every named column has its value, by column name."""
    found = rows(table, **where)
    return {str(name): found[name].iloc[0] for name in found.columns}


def interval(row: dict[str, Any] | pd.Series[Any], places: int = 2) -> str:
    """A mean with its 90% interval."""
    mean, low, high = (fixed(float(row[name]), places) for name in ("mean", "low", "high"))
    return f"{mean} ({low} to {high})"


def spread(row: dict[str, Any]) -> str:
    """A mean with its range over draws, as percentages."""
    return f"{percent(float(row['mean']))} ({percent(float(row['q05']))} to {percent(float(row['q95']))})"


def people(row: Mapping[Any, Any]) -> str:
    """The size at which versatility stops paying, with its interval.

    Examples
    --------
    >>> people({"size": 35.6, "low": 0.0, "high": 100.0})
    '36 people (nowhere to 100)'
    """
    size, low, high = (float(row[name]) for name in ("size", "low", "high"))
    if size == low == high == 0.0:
        return "it pays at no size"
    return f"{_size(size, ' people')} ({_size(low)} to {_size(high)})"


def _size(size: float, unit: str = "") -> str:
    if size == 0.0:
        return "nowhere"
    return "beyond the largest" if math.isinf(size) else f"{size:,.0f}{unit}"


def answers(tables: Tables) -> tuple[str, ...]:
    """The frontier's answers, the base area's first."""
    return (quiet(tables), siege(tables), stops(tables), decides(tables), claim(tables), *levelled(tables))


def quiet(tables: Tables) -> str:
    """What versatility costs where nothing presses."""
    table = rows(tables["survival"], ablation="none", siege=0.0)
    size = min(set(table["size"]), key=lambda n: abs(n - QUIET_SIZE))
    here = {"isolation": table["isolation"].max(), "size": size}
    stood = pick(table, rotation="0", measure="survived", **here)
    cost = pick(table, rotation=FULL, measure="gain_output", **here)
    return (
        f"Without siege a core of {size:,} specialists stands in {percent(float(stood['mean']))} of cases, and one in "
        f"which everybody has all four duties yields {interval(_negated(cost))} less a head and month, where full skill "
        "yields 1."
    )


def siege(tables: Tables) -> str:
    """Where versatility gains most in survival, and how often it gains at all."""
    table = rows(tables["survival"], ablation="none", measure="gain_survival")
    table = table[table["siege"] > 0.0]
    best = greatest(table, "mean")
    above, below = int((table["low"] > 0.0).sum()), int((table["high"] < 0.0).sum())
    return (
        f"Under siege it gains most for cores of {best['size']:,} at siege {best['siege']:g} and isolation "
        f"{best['isolation']:g}: {interval(best)} in the chance of surviving. Of {len(table)} comparisons with "
        f"specialists, the interval lies above nothing in {above} and below in {below}."
    )


def stops(tables: Tables) -> str:
    """The size at which versatility stops paying."""
    table = rows(tables["stops"], ablation="none")
    table = table[(table["siege"] > 0.0) & (table["isolation"] == table["isolation"].max())]
    parts = []
    for of in ("survival", "output"):
        for siege in sorted(set(table["siege"])):
            found = rows(table, of=of, siege=siege)
            best = greatest(found, "size")
            parts.append(f"{of}, siege {siege:g}: {people(best)}")
    return "Cut off from everything, the size of core at which it stops paying – " + "; ".join(parts) + "."


def decides(tables: Tables) -> str:
    """The coefficients that decide most whether versatility pays."""
    table = tables["drivers"]
    table = table[(table["low"] > 0.0) | (table["high"] < 0.0)]
    if table.empty:
        return "No single coefficient decides whether it pays, as far as these draws can tell."
    mean = table.groupby("coefficient")["correlation"].agg(["mean", "size"])
    mean = mean.assign(weight=mean["mean"].abs() * mean["size"]).sort_values(
        "weight", ascending=False, kind="stable"
    )
    told = [
        f"{str(name).replace('_', ' ')} (rank correlation {fixed(float(mean.loc[name, 'mean']), 2)})"
        for name in mean.index[:3]
    ]
    return "What decides most whether it pays in the smallest core: " + ", ".join(told) + "."


def claim(tables: Tables) -> str:
    """What survival selects, and how often the claim about the handful holds."""
    table = rows(tables["survival"], ablation="none")
    here = {"siege": table["siege"].max(), "isolation": table["isolation"].max(), "size": table["size"].min()}
    alone = pick(table, rotation="0", measure="survived", **here)
    every = pick(table, rotation=FULL, measure="survived", **here)

    def of(measure: str) -> dict[str, Any]:
        return pick(table, rotation="all", measure=measure, **here)

    around = pick(table, rotation="around", measure="allround", **here)
    return (
        f"Isolated cores of {here['size']:,} under the hardest siege survive in {interval(alone)} of cases as "
        f"specialists and in {interval(every)} where everybody has all four duties. Of those that survive, "
        f"{percent(float(of('practised_survivors')['mean']))} of people practise all four, of those founded "
        f"{percent(float(of('practised_founded')['mean']))}; {percent(float(of('allround_survivors')['mean']))} are "
        f"all-round by the society’s bar of skill, {percent(float(around['mean']))} of the population around. "
        "Under the same coefficients survival moves the share who practise all four by "
        f"{interval(of('practised_selected'))}, the all-round share by {interval(of('allround_selected'), 3)}. That "
        "nearly all were all four while no specialists survived comes out in "
        f"{percent(float(of('claim_practised')['mean']))} of draws by practice, in "
        f"{percent(float(of('claim_allround')['mean']))} by skill."
    )


def levelled(tables: Tables) -> tuple[str, ...]:
    """What levelling costs at the limit, and how far scale bears on it."""
    table = rows(tables["transfer"], ablation="none")
    levels = sorted(level for level in set(table["levelling"]) if level > 0.0)
    lines = []
    for level in (levels[0], levels[-1]) if len(levels) > 1 else levels:
        here = {"scale": 0, "levelling": level}
        got = {measure: pick(table, measure=measure, **here) for measure in TOLD}
        lines.append(
            f"Levelling {level:g} of everybody’s time loses {spread(got['output_lost'])} of output (in brackets the "
            "range over draws of the coefficients) for "
            f"{spread(got['removed_town_country'])} of the distinction of town and country and "
            f"{spread(got['removed_mental_manual'])} of that of mental and manual work; food falls by "
            f"{spread(got['food_lost'])}, and {fixed(float(got['deaths']['mean']), 1)} in a thousand die of it "
            f"({fixed(float(got['deaths']['q05']), 1)} to {fixed(float(got['deaths']['q95']), 1)})."
        )
    by_scale = rows(table, levelling=levels[-1], measure="output_lost")
    by_scale = by_scale[by_scale["scale"] > 0].sort_values("scale")
    first, last = by_scale.iloc[0], by_scale.iloc[-1]
    lines.append(
        f"Scale by itself changes none of this: at {int(first['scale']):,} citizens output lost is within "
        f"{float(first['from_limit']):.1g} of the limit, at {int(last['scale']):,} within "
        f"{float(last['from_limit']):.1g} ({int(last['lived'])} draws lived)."
    )
    return tuple(lines)


def _negated(row: dict[str, Any]) -> dict[str, float]:
    return {"mean": -float(row["mean"]), "low": -float(row["high"]), "high": -float(row["low"])}
