"""Calibration: evidence pulls the coefficients where it should; interrupted work goes on; nothing later is seen."""

import dataclasses
import json

import numpy as np
import pytest
from tests.inference.small_case import TABLES, write_small_case

from ascendancy.case import load
from ascendancy.case.dates import month_index
from ascendancy.inference import infer, iterated
from ascendancy.inference.calibration import file_of, newest, read_calibration, write_calibration
from ascendancy.inference.coefficients import NAMES
from ascendancy.inference.iterated import calibrate

QUICK = {"accounts": ["majority"], "particles": 200, "pilots": 2, "rounds": 3}


@pytest.fixture
def small(tmp_path):
    return load(write_small_case(tmp_path / "small"))


def with_evidence(tmp_path, name, rows):
    folder = write_small_case(tmp_path / name)
    head = TABLES["evidence.csv"].splitlines()[0]
    (folder / "evidence.csv").write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    return load(folder)


def test_evidence_pulls_the_coefficients_its_way(tmp_path):
    """Six months of directives ignored, or adopted: the ascendancy he began with was low, or high."""
    found = {}
    for outcome in ("ignored", "adopted"):
        rows = [f"e{m},directive,1950-0{m},ana,outcome={outcome},1950-0{m},s" for m in range(1, 7)]
        means = calibrate(with_evidence(tmp_path, outcome, rows), **QUICK).means["majority"]
        found[outcome] = means[NAMES.index("start_ascendancy")]
    assert found["ignored"] < -0.5 < found["adopted"]


def test_an_interrupted_calibration_goes_on_to_the_same_bytes(small, tmp_path, monkeypatch):
    whole = write_calibration(calibrate(small, **QUICK), tmp_path / "whole.json").read_bytes()
    calls = iter(range(100))
    real = iterated.run_filter

    def fails(*arguments, **named):
        if next(calls) == 3:
            raise KeyboardInterrupt
        return real(*arguments, **named)

    monkeypatch.setattr(iterated, "run_filter", fails)
    target = tmp_path / "struck.json"
    with pytest.raises(KeyboardInterrupt):
        calibrate(small, **QUICK, out=target)
    assert not target.exists()
    assert json.loads((tmp_path / "struck.json.unfinished").read_text())["state"]["majority"][3] == 1
    monkeypatch.setattr(iterated, "run_filter", lambda *a, **n: (next(calls), real(*a, **n))[1])
    calibrate(small, **QUICK, out=target)
    assert next(calls) == 4 + 4, "the first round was done again"
    assert target.read_bytes() == whole
    assert not (tmp_path / "struck.json.unfinished").exists()


def test_threads_do_not_change_a_calibration(small):
    one, two = (calibrate(small, **QUICK, threads=n) for n in (1, 2))
    np.testing.assert_array_equal(one.means["majority"], two.means["majority"])


def test_one_that_stands_at_a_month_sees_only_what_was_public(tmp_path):
    rows = TABLES["evidence.csv"].splitlines()[1:4]
    told = [*rows, "late,statement,1950-02,ben,stance=support,1967-01,s"]
    without, having = with_evidence(tmp_path, "without", rows), with_evidence(tmp_path, "having", told)
    then = [calibrate(case, until="1950-04", **QUICK).means["majority"] for case in (without, having)]
    today = [calibrate(case, **QUICK).means["majority"] for case in (without, having)]
    np.testing.assert_array_equal(*then)
    assert (today[0] != today[1]).any()


def test_an_inference_uses_the_newest_that_stands_no_later(small):
    for until in ("1950-02", "1950-04", None):
        calibrate(small, until=until, **QUICK, out=file_of(small, until))
    assert newest(small).made["until"] == "hindsight"
    assert newest(small, month_index("1950-05")).made["until"] == "1950-04"
    assert newest(small, month_index("1950-03")).made["until"] == "1950-02"
    assert newest(small, month_index("1950-01")) is None
    asked = {"account": "majority", "particles": 50}
    assert infer(small, **asked).settings["calibration"] == newest(small).id
    assert infer(small, until="1950-03", **asked).settings["calibration"].startswith("1950-02 ")
    assert infer(small, calibrated=False, **asked).settings["calibration"] is None


def test_a_calibration_comes_back_as_written(small, tmp_path):
    made = calibrate(small, **QUICK, command="as asked")
    found = read_calibration(write_calibration(made, tmp_path / "c.json"))
    np.testing.assert_allclose(found.means["majority"], made.means["majority"], atol=5e-5)
    np.testing.assert_allclose(found.sds["majority"], made.sds["majority"], atol=5e-5)
    assert found.id == made.id
    assert found.made["command"] == "as asked"
    assert (found.proposal("levers").mean == 0).all()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{", "cannot be used"),
        ('{"made": {"until": "hindsight"}}', "accounts"),
        ('{"made": {}, "accounts": {"majority": {"luck": [1, 1, 0]}}}', "'luck'"),
        ('{"made": {}, "accounts": {"majority": {"revisit": [NaN, 1, 0]}}}', "not a number"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_message(small, tmp_path, text, says):
    path = tmp_path / "calibration-hindsight.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=says) as caught:
        newest(dataclasses.replace(small, folder=tmp_path))
    assert str(caught.value).startswith(str(path))
    assert "\n" not in str(caught.value)
