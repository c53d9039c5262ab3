"""Each example runs and prints what is recorded beside it (``make examples`` records anew).

Words must be the same; numbers may differ a little, since floating-point results hold to the byte for one class of
processor only.
"""

import re
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = sorted((Path(__file__).resolve().parents[1] / "examples").glob("*.py"))
DECIMAL = re.compile(r"-?\d+\.\d+")
CLOSE = 0.05


def printed(script: Path) -> str:
    ran = subprocess.run([sys.executable, str(script)], capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def words(text: str) -> list[str]:
    return DECIMAL.sub("#", text).split()


@pytest.mark.parametrize("script", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_prints_what_is_recorded(script):
    recorded = script.with_suffix(".out").read_text(encoding="utf-8")
    now = printed(script)
    assert words(now) == words(recorded)
    numbers = [[float(found) for found in DECIMAL.findall(text)] for text in (now, recorded)]
    assert numbers[0] == pytest.approx(numbers[1], abs=CLOSE, rel=CLOSE)
