"""The results of ``run.py`` as the tables of docs/performance.md and as a log-log plot, docs/images/peers.svg.

python benchmarks/peers/page.py
"""

from __future__ import annotations

import json
import math
import re
from html import escape
from pathlib import Path
from typing import Any

from ascendancy.figures.style import BLUE, GREEN, GRID, INK, ORANGE, PAPER, PURPLE, SOFT, VERMILION

ROOT = Path(__file__).resolve().parents[2]
RESULTS = ROOT / "benchmarks" / "results" / "peers.json"
PAGE = ROOT / "docs" / "performance.md"
PICTURE = ROOT / "docs" / "images" / "peers.svg"
BEGIN, END = "<!-- results: begin -->", "<!-- results: end -->"
COLOURS = {"mesa": VERMILION, "mesa-frames": ORANGE, "laser-core": GREEN, "starsim": PURPLE}
ASKED = {"mesa": 300, "mesa-frames": 12, "laser-core": 12}
"""Times as fast that this package was asked to be."""
FEW = 1_000_000
"""Agents below which resident memory says more about the process than about agents."""
WIDTH, HEIGHT = 760, 470
LEFT, RIGHT, TOP, BOTTOM = 84, 136, 56, 54
X, Y = (4.0, 8.0), (5.5, 10.0)
"""Ends of the axes, powers of ten."""


def significant(value: float, digits: int = 2) -> str:
    """A number to so many significant digits, with thousands apart and no exponent."""
    if value == 0:
        return "0"
    places = digits - 1 - math.floor(math.log10(abs(value)))
    return f"{round(value, places):,.{max(0, places)}f}"


def millions(rate: float) -> str:
    """Agent-steps a second, in millions."""
    return significant(rate / 1e6, 3 if rate >= 1e8 else 2)


def spread(values: dict[str, float], shown: Any = significant) -> str:
    """Median and range."""
    return f"{shown(values['median'])} ({shown(values['low'])}–{shown(values['high'])})"


def memory(run: dict[str, Any]) -> str:
    """Bytes an agent at rest and at the peak; of few agents nothing can be said."""
    if run["agents"] < FEW:
        return "–"
    return f"{significant(run['bytes_an_agent'])}; {significant(run['peak_bytes_an_agent'])}"


def report(results: dict[str, Any]) -> str:
    """The generated part of the page: circumstances, two tables, versions."""
    lines = [
        f"Measured on {results['date']}: {results['processor']}, {results['cores']} cores, {results['system']}; "
        f"{results['months']} months, {results['repeats']} pairs of runs; the median, and the range in brackets. "
        f"{busy(results)}",
        "",
        "Each library at its fastest size, beside this kernel at 100 million agents:",
        "",
        "| library | agents | million agent-steps a second | this kernel | times as fast | by processor time "
        "| asked |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    for name, peer in results["peers"].items():
        if "error" in peer:
            lines.append(f"| {peer['title']} | – | {peer['error']} | – | – | – | – |")
            continue
        best = peer["best"]
        asked = f"{ASKED[name]}" if name in ASKED else "–"
        lines.append(
            f"| {peer['title']} | {best['agents']:,} | {spread(best['rate'], millions)} | "
            f"{spread(best['ours_rate'], millions)} | {spread(best['ratio'])} | "
            f"{spread(best['worked_ratio'])} | {asked} |"
        )
    lines += [
        "",
        "At the same number of agents; the last column is the largest difference between the two answers in any "
        "month, in standard errors:",
        "",
        "| library | agents | million agent-steps a second | this kernel | times as fast "
        "| by processor time | bytes an agent, at rest; peak | answers differ by |",
        "| --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    for peer in results["peers"].values():
        lines += [
            f"| {peer['title']} | {run['agents']:,} | {spread(run['rate'], millions)} | "
            f"{spread(run['ours_rate'], millions)} | {spread(run['ratio'])} | "
            f"{spread(run['worked_ratio'])} | {memory(run)} | {run['difference']:.1f} |"
            for run in peer.get("runs", [])
        ]
    lines += [
        f"| this kernel | {run['agents']:,} | {spread(run['rate'], millions)} | | | | {memory(run)} | |"
        for run in results["ours"]
    ]
    told = [f"this kernel: {versions(results['ours'][0])}"]
    told += [
        f"{peer['title']}: {versions(peer)}" for peer in results["peers"].values() if "error" not in peer
    ]
    return "\n".join([*lines, "", f"Versions – {'; '.join(told)}.", ""])


def busy(results: dict[str, Any]) -> str:
    """How much of the machine others had."""
    runs = [
        run for peer in results["peers"].values() if "runs" in peer for run in (*peer["runs"], peer["best"])
    ]
    taken = [run["others"] for run in (*results["ours"], *runs)]
    return f"Others took {min(taken):.0%} to {max(taken):.0%} of the processors meanwhile, by row."


def versions(entry: dict[str, Any]) -> str:
    """What was installed."""
    return ", ".join(f"{name} {version}" for name, version in entry["versions"].items())


def across(agents: float) -> float:
    """Where a number of agents stands on the picture."""
    return LEFT + (math.log10(agents) - X[0]) / (X[1] - X[0]) * (WIDTH - LEFT - RIGHT)


def up(rate: float) -> float:
    """Where a speed stands on the picture."""
    return HEIGHT - BOTTOM - (math.log10(rate) - Y[0]) / (Y[1] - Y[0]) * (HEIGHT - TOP - BOTTOM)


def words(x: float, y: float, text: str, **style: str) -> str:
    """A piece of text."""
    look = {"fill": INK, "font-size": "13", **{key.replace("_", "-"): value for key, value in style.items()}}
    told = "".join(f' {key}="{value}"' for key, value in look.items())
    return f'<text x="{x:.1f}" y="{y:.1f}"{told}>{escape(text)}</text>'


def series(colour: str, runs: list[dict[str, Any]]) -> list[str]:
    """A line through the medians and a bar for each range."""
    points = [(across(run["agents"]), run["rate"]) for run in runs]
    line = " ".join(f"{x:.1f},{up(rate['median']):.1f}" for x, rate in points)
    drawn = [f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2"/>']
    for x, rate in points:
        low, high = up(rate["low"]), up(rate["high"])
        drawn.append(
            f'<line x1="{x:.1f}" y1="{low:.1f}" x2="{x:.1f}" y2="{high:.1f}" stroke="{colour}" stroke-width="2"/>'
        )
        drawn.append(f'<circle cx="{x:.1f}" cy="{up(rate["median"]):.1f}" r="4" fill="{colour}"/>')
    return drawn


def names(ends: list[tuple[str, str, dict[str, Any]]]) -> list[str]:
    """Names at the ends of their lines, pushed apart where they would lie on one another."""
    drawn, taken = [], {}
    for name, colour, run in sorted(ends, key=lambda end: -end[2]["rate"]["median"]):
        x = across(run["agents"])
        y = max(up(run["rate"]["median"]) + 4, taken.get(x, 0.0) + 16)
        taken[x] = y
        drawn.append(words(x + 10, y, name, fill=colour, font_weight="bold"))
    return drawn


def plot(results: dict[str, Any]) -> str:
    """The picture: agents against agent-steps a second, both logarithmic."""
    label = "Agent-steps a second of five libraries by number of agents, on logarithmic axes"
    drawn = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{label}" '
        'font-family="system-ui, sans-serif">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{PAPER}"/>',
        words(
            LEFT,
            24,
            "Threshold mobilisation, the same model in five libraries",
            font_size="16",
            font_weight="bold",
        ),
        words(LEFT, 43, "agent-steps a second; median and range", fill=SOFT),
    ]
    for power in range(math.ceil(Y[0]), int(Y[1]) + 1):
        y = up(10.0**power)
        drawn.append(f'<line x1="{LEFT}" y1="{y:.1f}" x2="{WIDTH - RIGHT}" y2="{y:.1f}" stroke="{GRID}"/>')
        name = f"{10 ** (power - 6):,} M"
        drawn.append(words(LEFT - 8, y + 4, name, text_anchor="end", fill=SOFT))
    for power in range(int(X[0]), int(X[1]) + 1):
        x = across(10.0**power)
        drawn.append(f'<line x1="{x:.1f}" y1="{TOP}" x2="{x:.1f}" y2="{HEIGHT - BOTTOM}" stroke="{GRID}"/>')
        drawn.append(words(x, HEIGHT - BOTTOM + 20, f"{10**power:,}", text_anchor="middle", fill=SOFT))
    drawn.append(words((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 12, "agents", text_anchor="middle"))
    ends = [("this kernel", BLUE, results["ours"][-1])]
    for name, peer in results["peers"].items():
        if "error" not in peer:
            drawn += series(COLOURS[name], peer["runs"])
            ends.append((peer["title"], COLOURS[name], peer["runs"][-1]))
    drawn += series(BLUE, results["ours"])
    return "\n".join([*drawn, *names(ends), "</svg>"]) + "\n"


def main() -> None:
    """Write the page's generated part and the picture."""
    results = json.loads(RESULTS.read_text(encoding="utf-8"))
    text = PAGE.read_text(encoding="utf-8")
    part = f"{BEGIN}\n{report(results)}{END}"
    changed, count = re.subn(rf"{BEGIN}\n.*{END}", lambda _: part, text, flags=re.DOTALL)
    if count != 1:
        raise SystemExit(f"{PAGE.name}: found {count} places for the results, wanted 1")
    PAGE.write_text(changed, encoding="utf-8")
    PICTURE.write_text(plot(results), encoding="utf-8")


if __name__ == "__main__":
    main()
