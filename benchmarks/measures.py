"""What taking the measures costs: a month of the citizens with and without, as JSON.

python benchmarks/measures.py --citizens 20000000 --repeats 15

The same package with those lines left out that only collect: who falsifies and who is all-round, levels of skill by
cell, and the measures worked out of them. What behaviour needs stays: who expresses and is mobilised, and output, for
which skills are counted. Both versions run in processes of their own, in turn, and the least processor time counts.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[1] / "src"
COLLECTING = {
    "opinion.py": ["        falsified += count(bits(shown & (line < spread8(4))))\n"],
    "skills.py": ["        allround += count(bits(lower(lower(p, q), lower(r, s)) >= spread8(ALLROUND)))\n"],
    "unit.py": [
        "            sums[first + k] += tails[d, OWN, k] + tails[d, AWAY, k] + tails[d, STRUGGLE, k]\n",
        "        for k in range(LEVELS):\n",
    ],
    "society.py": [
        "        measure(with_dependants(self.sums, self.fixed), self.fixed, self.base, out)\n",
    ],
}
PROGRAM = """
import sys, json
sys.path.insert(0, sys.argv[1])
from citizens import MONTHS, cells, clocked, settled
number, repeats, threads = (int(text) for text in sys.argv[2:])
out = {}
for name, asked in MONTHS.items():
    society = settled(cells(), number, threads, repeats)
    for _ in range(8):
        society.step(asked, threads)
    out[name] = min(clocked(lambda: society.step(asked, threads))[1] for _ in range(repeats))
print(json.dumps(out))
"""


def without(folder: Path) -> Path:
    """A copy of the package whose citizens live unmeasured."""
    copied = folder / "src"
    shutil.copytree(SOURCE, copied)
    for name, lines in COLLECTING.items():
        path = copied / "ascendancy" / "citizens" / name
        text = path.read_text(encoding="utf-8")
        for line in lines:
            if text.count(line) != 1:
                raise SystemExit(f"{name}: found {text.count(line)} of {line.strip()!r}, wanted one")
            text = text.replace(line, "")
        path.write_text(text, encoding="utf-8")
    return copied


def main() -> None:
    """Measure both and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--citizens", type=int, default=20_000_000)
    parser.add_argument("--repeats", type=int, default=15)
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--threads", type=int, default=1)
    asked = parser.parse_args()
    found: dict[str, list[dict[str, float]]] = {"with": [], "without": []}
    with tempfile.TemporaryDirectory() as folder:
        places = {"with": SOURCE, "without": without(Path(folder))}
        for _ in range(asked.turns):
            for name, place in places.items():
                words = [sys.executable, "-c", PROGRAM, str(Path(__file__).parent)]
                words += [str(asked.citizens), str(asked.repeats), str(asked.threads)]
                environment = {
                    **os.environ,
                    "PYTHONPATH": str(place),
                    "ASCENDANCY_CACHE": f"{folder}/cache-{name}",
                }
                ran = subprocess.run(words, env=environment, capture_output=True, text=True, check=True)
                found[name].append(json.loads(ran.stdout))
    least = {name: {k: min(turn[k] for turn in turns) for k in turns[0]} for name, turns in found.items()}
    shares = {k: round(1.0 - least["without"][k] / least["with"][k], 3) for k in least["with"]}
    print(
        json.dumps(
            {"citizens": asked.citizens, "processor_seconds": least, "share_of_a_month": shares}, indent=2
        )
    )


if __name__ == "__main__":
    main()
