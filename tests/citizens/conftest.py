"""The invented nation of the society's tests serves the citizens' too."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "society"))
