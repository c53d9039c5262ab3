"""A run of citizens that is killed at any moment ends, resumed, in the same bytes."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import time

import pytest

PROGRAM = [sys.executable, "-m", "ascendancy.cli"]
RUN = ["simulate", "demo", "--citizens", "1000000", "--checkpoint-every", "1", "--seed", "4", "--json"]


def ended(*arguments):
    found = subprocess.run([*PROGRAM, *arguments], capture_output=True, text=True, check=True)
    return json.loads(found.stdout)["digest"]


def killed(arguments, after, folder):
    """Run until some time after the first checkpoint, then kill; whether it was still running."""
    process = subprocess.Popen([*PROGRAM, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    unfinished = folder.with_name(folder.name + ".unfinished")
    while process.poll() is None and not (unfinished.is_dir() and any(unfinished.iterdir())):
        time.sleep(0.02)
    time.sleep(after)
    process.send_signal(signal.SIGKILL)
    return process.wait() == -signal.SIGKILL


def survive(tmp_path, kills, seed):
    whole = ended(*RUN, "--out", str(tmp_path / "whole"), "--threads", "2")
    draws = random.Random(seed)
    struck, ended_first = 0, 0
    folder = tmp_path / "struck"
    arguments = [*RUN, "--out", str(folder)]
    while struck < kills:
        assert not folder.exists(), "the run ended before it could be killed often enough"
        struck += killed(arguments, draws.uniform(0.0, 2.0), folder)
        arguments = ["resume", str(folder), "--json", "--threads", str(1 + struck % 2)]
        if folder.exists():  # it was quicker: begin another
            assert ended("digest", str(folder), "--json") == whole
            ended_first += 1
            folder = tmp_path / f"struck-{ended_first}"
            arguments = [*RUN, "--out", str(folder)]
    assert folder.exists() or ended(*arguments) == whole
    assert not folder.with_name(folder.name + ".unfinished").exists()


def test_two_kills(tmp_path):
    survive(tmp_path, 2, 1)


@pytest.mark.slow
def test_twenty_kills(tmp_path):
    survive(tmp_path, 20, 2)


def test_resume_without_anything_to_resume_says_so(tmp_path):
    found = subprocess.run([*PROGRAM, "resume", str(tmp_path / "none")], capture_output=True, text=True)
    assert found.returncode == 2
    assert "found no unfinished run" in found.stderr
    assert "Traceback" not in found.stderr
