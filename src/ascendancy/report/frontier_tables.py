"""The frontier's numbers as tables that can be read, searched and printed."""

from __future__ import annotations

from ascendancy.figures.frontier import ABILITY, ABLATION
from ascendancy.figures.select import Tables, rows
from ascendancy.report.frontier_words import interval, people, pick, spread
from ascendancy.report.numbers import fixed
from ascendancy.report.parts import Table

ROTATIONS = {"0": "specialists", "0.5": "half rotating", "1": "all four each"}


def survival(tables: Tables) -> Table:
    """Survival by siege, isolation and size, and what full versatility gains."""
    table = rows(tables["survival"], ablation="none")
    lines = []
    places = (
        table[["siege", "isolation", "size"]].drop_duplicates().sort_values(["siege", "isolation", "size"])
    )
    for siege, isolation, size in places.itertuples(index=False):
        here = rows(table, siege=siege, isolation=isolation, size=size)
        line = [f"siege {siege:g}, isolation {isolation:g}, {int(size):,} people"]
        line += [interval(pick(here, rotation=r, measure="survived")) for r in ROTATIONS]
        line += [interval(pick(here, rotation="1", measure=m)) for m in ("gain_survival", "gain_output")]
        lines.append(tuple(line))
    headers = ("core", *ROTATIONS.values(), "gain in survival", "gain in output")
    caption = (
        "Chance of surviving, and what all four duties each gain over specialists (90% interval of the mean)"
    )
    return Table(caption, headers, tuple(lines))


def stops(tables: Tables) -> Table:
    """Sizes at which versatility stops paying."""
    table = tables["stops"]
    table = table[table["siege"] > 0.0]
    lines = []
    for row in table.to_dict("records"):
        where = f"siege {row['siege']:g}, isolation {row['isolation']:g}, {ROTATIONS[row['rotation']]}"
        if row["ablation"] != "none":
            where += f", {ABLATION[row['ablation']]}"
        line = (where, row["of"], people(row), fixed(row["nowhere"], 2), fixed(row["beyond"], 2))
        lines.append(line)
    headers = ("where", "in", "size (90% interval)", "pays nowhere", "pays beyond")
    return Table("Size of core at which versatility stops paying", headers, tuple(lines))


def drivers(tables: Tables) -> Table:
    """Coefficients by how far they decide whether versatility pays, the most telling first."""
    table = tables["drivers"]
    order = table.assign(size=table["correlation"].abs()).groupby("coefficient")["size"].mean()
    places = table[["siege", "rotation"]].drop_duplicates().itertuples(index=False)
    headers = ["coefficient"]
    columns = []
    for siege, rotation in places:
        headers.append(f"siege {siege:g}, {ROTATIONS[str(rotation)]}")
        columns.append(rows(table, siege=siege, rotation=rotation).set_index("coefficient"))
    lines = []
    for name in order.sort_values(ascending=False, kind="stable").index:
        cells = [column.loc[name] for column in columns]
        texts = [
            f"{fixed(c['correlation'], 2)} ({fixed(c['low'], 2)} to {fixed(c['high'], 2)})" for c in cells
        ]
        lines.append((str(name), *texts))
    caption = (
        "Rank correlation of each coefficient with what versatility gains in survival: smallest core, cut off"
    )
    return Table(caption, tuple(headers), tuple(lines))


def versatility(tables: Tables) -> Table:
    """Versatility of cores that survived, of cores founded and of the population around, isolated."""
    table = rows(tables["survival"], ablation="none")
    table = table[table["isolation"] == table["isolation"].max()]
    lines = []
    for siege in sorted(set(table["siege"])):
        for size in sorted(set(table["size"])):
            here = rows(table, siege=siege, size=size)
            line = [f"siege {siege:g}, {int(size):,} people"]
            for ability in ABILITY:
                for group in ("survivors", "founded"):
                    line.append(interval(pick(here, rotation="all", measure=f"{ability}_{group}")))
            line.append(interval(pick(here, rotation="around", measure="duties")))
            line += [
                fixed(float(pick(here, rotation="all", measure=f"claim_{a}")["mean"]), 2)
                for a in ("practised", "allround")
            ]
            lines.append(tuple(line))
    headers = (
        "core", "practise all four: survived", "founded", "all-round: survived", "founded", "duties a head: survived",
        "founded", "around", "claim by practice", "claim by skill",
    )  # fmt: skip
    return Table(
        "What survival selects, in full isolation; the claim as a share of draws", headers, tuple(lines)
    )


def ablations(tables: Tables) -> Table:
    """What versatility gains in survival with each mechanism switched off."""
    table = rows(tables["survival"], measure="gain_survival")
    table = table[table["isolation"] == table["isolation"].max()]
    sieges = sorted(set(table.loc[table["ablation"] != "none", "siege"]))
    every = sorted(set(table["size"]))
    sizes = list(dict.fromkeys((every[0], every[min(2, len(every) - 1)])))
    lines = []
    for ablation in (a for a in ABLATION if a in set(table["ablation"])):
        for rotation in ("0.5", "1"):
            line = [f"{ABLATION[ablation]}, {ROTATIONS[rotation]}"]
            for siege in sieges:
                for size in sizes:
                    line.append(
                        interval(pick(table, ablation=ablation, siege=siege, size=size, rotation=rotation))
                    )
            lines.append(tuple(line))
    headers = (
        "switched off",
        *(f"siege {s:g}, {n:,} people" for s in sieges for n in sizes),
    )
    return Table("Gain in survival over specialists, in full isolation", headers, tuple(lines))


def transfer(tables: Tables) -> Table:
    """What levelling costs and removes, by scale and policy, and with each mechanism switched off."""
    table = tables["transfer"]
    table = table[table["levelling"] > 0.0]
    lines = []
    for ablation in (a for a in ABLATION if a in set(table["ablation"])):
        own = rows(table, ablation=ablation)
        for scale in sorted(set(own["scale"]), key=lambda n: (n == 0, n)):
            for level in sorted(set(own["levelling"])):
                here = rows(own, scale=scale, levelling=level)
                name = f"{int(scale):,} citizens" if scale else "infinitely many"
                name += f", levelling {level:g}" + (f", {ABLATION[ablation]}" if ablation != "none" else "")
                line = [name, fixed(float(here["lived"].iloc[0]), 0)]
                line += [spread(pick(here, measure=m)) for m in ("output_lost", "removed_town_country",
                                                                 "removed_mental_manual", "food_lost")]  # fmt: skip
                deaths = pick(here, measure="deaths")
                line.append(
                    f"{fixed(deaths['mean'], 1)} ({fixed(deaths['q05'], 1)} to {fixed(deaths['q95'], 1)})"
                )
                lines.append(tuple(line))
    headers = ("scale and policy", "draws lived", "output lost", "town and country removed", "mental and manual removed",
               "food lost", "deaths a thousand")  # fmt: skip
    return Table(
        "Levelling: mean, and range over draws of the coefficients (5% to 95%)", headers, tuple(lines)
    )
