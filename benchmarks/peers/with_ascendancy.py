"""The shared model on this package's machinery: python benchmarks/peers/with_ascendancy.py AGENTS MONTHS SEED."""

from kernel import Mobilisation
from model import run_script


def start(agents: int, months: int, seed: int) -> Mobilisation:
    """A population before its first month."""
    return Mobilisation(agents, seed)


if __name__ == "__main__":
    run_script(start, ["numpy", "numba"])
