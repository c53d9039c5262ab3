"""What each figure shows, in a sentence or two, for readers who cannot see it and for those who skim."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from ascendancy.figures.people import by_power
from ascendancy.figures.select import Tables, greatest, least, person_label, rows, top_body
from ascendancy.report.numbers import fixed, month, percent, probability, share, span
from ascendancy.results.items import RELIABLE_K

if TYPE_CHECKING:
    from ascendancy.case import Case


def ascendancy(tables: Tables, case: Case, source: str, account: str) -> tuple[str, ...]:
    """Where ascendancy is highest and lowest, how wide the band is, how the majority stood."""
    table = rows(tables["regime"], source=source, account=account, variable="ascendancy")
    high, low = greatest(table, "mean"), least(table, "mean")
    width = float((table["q95"] - table["q05"]).mean())
    out = [
        f"Mean ascendancy is highest in {month(high['month'])} ({share(high['mean'])}, 90% band "
        f"{span(high['q05'], high['q95'])}) and lowest in {month(low['month'])} ({share(low['mean'])}, "
        f"{span(low['q05'], low['q95'])}); the 90% band is {share(width)} wide on average."
    ]
    rear = rows(tables["choices"], source=source, account=account, variable="engagement", value="rear")
    if len(rear):
        most = greatest(rear, "probability")
        likely = int((rear["probability"] > 0.5).sum())
        out.append(
            f"The leader is more probably in the rear than not in {likely} of {len(table)} months, most of "
            f"all in {month(most['month'])} ({probability(float(most['probability']))})."
        )
    body = top_body(tables, case)
    if body is not None:
        name = next((b.name for b in case.bodies if b.id == body), body)
        majority = rows(tables["bodies"], source=source, account=account, body=body, variable="majority")
        worst = greatest(majority, "p_below_half")
        out.append(
            f"The probability that the {name} gave the programme less than a majority is greatest in "
            f"{month(worst['month'])}: {probability(float(worst['p_below_half']))}."
        )
    return tuple(out)


def stance(tables: Tables, case: Case, source: str, account: str, until: int) -> str:
    """Who most probably opposed in the last month whose evidence was used."""
    last = _last_with_evidence(tables, source, account, until)
    opposing = last[last["p_oppose"] >= 0.5].sort_values("p_oppose", ascending=False, kind="stable")
    order = [name for name in by_power(case, last, until) if name in set(opposing["person"])][:6]
    when = month(last["month"].iloc[0])
    if not order:
        return f"In {when}, nobody opposes the programme with a probability of one half or more."
    chance = opposing.set_index("person")["p_oppose"]
    names = ", ".join(f"{person_label(case, n)} ({probability(float(chance[n]))})" for n in order)
    more = len(opposing) - len(order)
    return f"In {when}, more probably opposed than not: {names}{f' and {more} more' if more else ''}."


def status(tables: Tables, source: str, account: str, until: int) -> str:
    """How many had fallen, in expectation, in the last month whose evidence was used."""
    last = _last_with_evidence(tables, source, account, until)
    fallen = float((last["p_sidelined"] + last["p_purged"]).sum())
    return (
        f"In {month(last['month'].iloc[0])} the model expects {fixed(fallen, 1)} of {len(last)} persons "
        "to be sidelined or purged. Each was a person, and so was everyone who fell with them."
    )


def _last_with_evidence(tables: Tables, source: str, account: str, until: int) -> pd.DataFrame:
    table = rows(tables["people"], source=source, account=account)
    numbers = table["month"].dt.year * 12 + table["month"].dt.month - 1
    within = table[numbers <= until]
    chosen = within if len(within) else table
    return rows(chosen, month=chosen["month"].max())


def heir(tables: Tables, case: Case, source: str, account: str) -> str:
    """Who was the likeliest heir, spell by spell."""
    table = rows(tables["choices"], source=source, account=account, variable="heir")
    wide = table.pivot(index="month", columns="value", values="probability").fillna(0.0)
    names = [str(wide.columns[i]) for i in wide.to_numpy().argmax(axis=1)]
    days = [month(day) for day in wide.index]
    begins = [i for i, name in enumerate(names) if i == 0 or name != names[i - 1]]
    parts = [
        f"{person_label(case, names[first])} ({days[first]} to {days[after - 1]})"
        for first, after in zip(begins, [*begins[1:], len(names)], strict=True)
    ]
    text = "; ".join(parts[:6]) + ("; and further changes" if len(parts) > 6 else "")
    return f"The likeliest heir, month by month: {text}."


def turnover(tables: Tables, source: str, account: str) -> str:
    """The year and institution in which the largest share of power was removed."""
    table = rows(tables["turnover"], source=source, account=account)
    worst = greatest(table, "mean")
    return (
        f"The largest share is removed in the {str(worst['institution']).replace('-', ' ')} "
        f"in {worst['year']}: {percent(float(worst['mean']))} in the mean, 90% band "
        f"{percent(float(worst['q05']))} to {percent(float(worst['q95']))}."
    )


def accounts(tables: Tables) -> str:
    """Which account the evidence favours, and whether the difference means anything."""
    table = tables["accounts"].sort_values("log_evidence", ascending=False, kind="stable")
    if len(table) < 2:
        return "One account was run; there is nothing to compare it with."
    best, second = table.iloc[0], table.iloc[1]
    gap = float(best["log_evidence"] - second["log_evidence"])
    text = (
        f"The evidence favours {best['account']} ({share(best['probability'])}) over {second['account']} "
        f"({share(second['probability'])}) by {fixed(gap, 2)} in log evidence."
    )
    spread = float(best["log_evidence_sd"])
    if spread == spread:
        noisy = gap < 2 * spread
        return text + (" That is within the spread over seeds: read it as no difference." if noisy else "")
    return text + " The spread over seeds was not measured in this run: read small differences as none."


def surprise(tables: Tables, account: str) -> str:
    """The least expected item, and how many figures cannot be relied on."""
    table = rows(tables["items"], account=account)
    most = greatest(table, "surprise_bits")
    poor = int((table["k_hat"] > RELIABLE_K).sum())
    return (
        f"The least expected of {len(table)} items is {most['id']} ({most['kind']}, {most['date']}): "
        f"{fixed(float(most['surprise_bits']), 1)} bits. For {poor} of them k-hat is above {RELIABLE_K} "
        "and the figure cannot be relied on. Items with a density for a likelihood can fall below zero bits."
    )


def ess(tables: Tables) -> str:
    """The month in which the fewest particles carried the weight."""
    table = tables["ess"]
    worst = least(table, "ess")
    return (
        f"The effective sample size is least in {month(worst['month'])} under {worst['account']}: "
        f"{fixed(float(worst['ess']), 0)} particles."
    )


def society(tables: Tables, source: str, account: str) -> str:
    """Excess deaths over the whole window, as a range, before anything else about society."""
    table = rows(tables["society"], source=source, account=account, measure="excess_deaths")
    if table.empty:
        return "Measures of society by month; bands and dashes as above."
    return (
        f"In the mean {fixed(float(table['mean'].sum()), 1)} million people die in excess over the months "
        "shown. The bands below are monthly; they do not add up to a band for the sum."
    )
