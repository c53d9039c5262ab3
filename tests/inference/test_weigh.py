"""Weighing: known answers come back, idle evidence decides nothing, the claimant's own is left out."""

import dataclasses
from types import SimpleNamespace as Some
from typing import Any

import numpy as np
import pytest
from synthetic import histories

from ascendancy.case.faults import CaseError
from ascendancy.inference.weigh import claim_faults, claims_frame, weigh
from ascendancy.inference.weigh.words import UNDECIDED, UNTESTABLE

ACCOUNTS = ("majority", "dominance", "levers")
SIZE = 800
QUERY = 'majority("top") < 0.5 @ 1960-06'


def with_share(share: float, size: int = SIZE, items: tuple[str, ...] = ("e1", "e2")) -> Any:
    """Histories of which that share has lost the majority; the first item is nine times as likely there."""
    lost = np.arange(size) < round(share * size)
    majority = np.full((size, 12, 2), 0.7, np.float32)
    majority[lost, :, 0] = 0.3
    path = np.linspace(0.3, 0.7, size)[:, np.newaxis].repeat(12, axis=1).astype(np.float32)
    scores = np.log(np.stack([np.where(lost, 0.9, 0.1), np.full(size, 0.5)], axis=1))
    return histories(size, majority=majority, ascendancy=path, log_likelihood=scores, items=items)


class Model:
    """Stands in for simulation and inference; remembers what it was asked."""

    def __init__(
        self, prior: dict[str, float], posterior: dict[str, float], probabilities: Any = None
    ) -> None:
        self.prior, self.posterior = prior, posterior
        self.probabilities = probabilities or dict.fromkeys(ACCOUNTS, 1 / 3)
        self.left_out: list[tuple[str, ...]] = []

    def simulate(self, case: Any, *, account: str, **settings: Any) -> Some:
        self.settings = settings
        return Some(histories=with_share(self.prior[account]))

    def infer(self, case: Any, *, exclude_origins: tuple[str, ...], **settings: Any) -> Some:
        self.left_out.append(exclude_origins)
        self.until = settings.get("until")

        def account(name: str) -> Some:
            return Some(histories=lambda at, size: with_share(self.posterior[name]))

        return Some(accounts=ACCOUNTS, account=account, probabilities=self.probabilities)


def shares(value: float) -> dict[str, float]:
    return dict.fromkeys(ACCOUNTS, value)


def weighed(case: Any, model: Model, **more: Any) -> Any:
    return weigh(case, simulate=model.simulate, infer=model.infer, **more)


def asking(case: Any, *queries: str | None, **more: Any) -> Any:
    rows = [
        Some(
            id=f"c{k}",
            statement="s",
            hedge=None,
            query=query,
            origin=None,
            source=("s",),
            note=None,
            row=k + 2,
        )
        for k, query in enumerate(queries)
    ]
    return Some(**{**vars(case), "claims": rows, **more})


def test_a_known_prior_and_posterior_come_back_with_their_bayes_factor(small_case):
    (claim,) = weighed(asking(small_case, QUERY), Model(shares(0.5), shares(0.9)))
    assert claim.prior == pytest.approx(0.5, abs=0.01)
    assert claim.posterior == pytest.approx(0.9, abs=0.01)
    assert claim.bayes_factor_interval[0] < 9.0 < claim.bayes_factor_interval[1]
    assert claim.bayes_factor == pytest.approx(9.0, rel=0.05)
    assert claim.odds == pytest.approx(9.0, rel=0.05)
    assert claim.word == "very likely"
    assert set(claim.accounts) == set(ACCOUNTS)
    assert claim.accounts["levers"]["bayes_factor"] == pytest.approx(9.0, rel=0.05)
    assert not claim.accounts_disagree


def test_idle_evidence_does_not_discriminate(small_case):
    (claim,) = weighed(asking(small_case, QUERY), Model(shares(0.3), shares(0.3)))
    assert claim.bayes_factor == pytest.approx(1.0, rel=0.05)
    assert claim.word == UNDECIDED


def test_no_history_either_way_decides_nothing(small_case):
    (claim,) = weighed(asking(small_case, QUERY), Model(shares(0.0), shares(0.0)))
    assert 0.0 < claim.prior < 0.01
    assert all(np.isfinite(claim.bayes_factor_interval))
    assert claim.word == UNDECIDED


def test_accounts_are_mixed_by_what_the_evidence_gives_them(small_case):
    posterior = {"majority": 0.9, "dominance": 0.1, "levers": 0.5}
    model = Model(shares(0.5), posterior, {"majority": 0.7, "dominance": 0.2, "levers": 0.1})
    (claim,) = weighed(asking(small_case, QUERY), model)
    assert claim.posterior == pytest.approx(0.7, abs=0.01)
    assert claim.accounts_disagree
    assert claim.accounts["majority"]["word"] == "very likely"
    assert claim.accounts["dominance"]["word"] == "very unlikely"
    assert claim.accounts["levers"]["word"] == UNDECIDED


def test_what_the_claimant_says_himself_is_left_out(small_case):
    evidence = [
        Some(id="his", origin="lecture", source=("s",)),
        Some(id="same-source", origin=None, source=("s",)),
        Some(id="both", origin=None, source=("s", "t")),
        Some(id="others", origin=None, source=("t",)),
    ]
    case = asking(small_case, QUERY, evidence=evidence)
    case.claims[0].origin = None
    case.sources = [Some(id="s", origin="lecture"), Some(id="t", origin=None)]
    model = Model(shares(0.5), shares(0.9))
    weighed(case, model)
    assert model.left_out == [("his", "same-source")]


def test_a_given_posterior_serves_claims_from_whose_maker_nothing_comes(small_case):
    model, fresh = Model(shares(0.5), shares(0.9)), Model(shares(0.5), shares(0.1))
    given = model.infer(None, exclude_origins=())
    (claim,) = weighed(asking(small_case, QUERY), fresh, posterior=given)
    assert fresh.left_out == []
    assert claim.posterior == pytest.approx(0.9, abs=0.01)


def test_the_item_that_decided_is_named_with_what_it_did(small_case):
    (claim,) = weighed(asking(small_case, QUERY), Model(shares(0.5), shares(0.9)))
    assert [moved["item"] for moved in claim.moved_by] == ["e1"]
    assert claim.moved_by[0]["bits"] == pytest.approx(np.log2(9.0), abs=0.1)
    assert claim.moved_by[0]["without"] == pytest.approx(0.5, abs=0.02)
    assert claim.would_move[0]["item"].startswith("testimony that")
    assert [each["bits"] for each in claim.would_move] == sorted(
        (e["bits"] for e in claim.would_move), reverse=True
    )


def test_a_claim_without_a_query_is_not_testable(small_case):
    case = asking(small_case, None, QUERY)
    case.claims[0].note = "opinion"
    claims = weighed(case, Model(shares(0.5), shares(0.5)))
    assert [claim.id for claim in claims] == ["c0", "c1"]
    assert (claims[0].word, claims[0].note, claims[0].prior) == (UNTESTABLE, "opinion", None)
    assert len(claims_frame(claims)) == 5


def test_what_the_histories_do_not_have_is_not_testable_and_says_why(small_case):
    (claim,) = weighed(asking(small_case, "purity > 0.5 @ 1960-06"), Model(shares(0.5), shares(0.5)))
    assert claim.word == UNTESTABLE
    assert "purity" in claim.note


def test_a_sponsor_is_weighed_by_the_codes_and_not_by_the_record(small_case):
    def document(name: str, drafted: str, themes: str) -> Some:
        from ascendancy.case.dates import When

        roles = {"initiated": (), "drafted": tuple(filter(None, [drafted])), "revised": (), "approved": ()}
        codes = {"themes": tuple(themes), "tactics": (), "targets": ()}
        return Some(id=name, date=When("1960-01"), source=("t",), reliability="A", **roles, **codes)

    rows = [document(f"a{k}", "ann", "xxxyy") for k in range(3)] + [
        document(f"b{k}", "ben", "zzw") for k in range(3)
    ]
    case = asking(
        small_case,
        'sponsor("d", "drafted") == "ann"',
        documents=[document("d", "ben", "xxxy"), *rows],
    )
    (claim,) = weighed(case, Model(shares(0.5), shares(0.5)))
    assert claim.prior == pytest.approx(4 / 9, abs=0.04)
    assert claim.posterior > 0.9
    (trusting,) = weighed(case, Model(shares(0.5), shares(0.5)), attribution=True)
    assert trusting.posterior < claim.posterior


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ('majority("top") < @ 1960-06', "character 19"),
        ('majority("topp") < 0.5 @ 1960-06', "'topp' at character 10"),
        ('majority("top") < 0.5 @ 1961-06', "1961-06 at character 23"),
        ('majority("top") < 0.5', "without a month"),
    ],
)
def test_a_faulty_query_is_a_fault_of_the_case_before_anything_runs(small_case, query, found):
    case = asking(small_case, QUERY, query)
    with pytest.raises(CaseError) as caught:
        weigh(case, simulate=None, infer=None)
    (fault,) = caught.value.faults
    assert (fault.file, fault.row, fault.column) == ("claims.csv", 3, "query")
    assert found in fault.found
    assert claim_faults(asking(small_case, QUERY)) == []


def test_a_weighed_claim_as_a_dictionary_keeps_the_contract(small_case):
    (claim,) = weighed(asking(small_case, QUERY), Model(shares(0.5), shares(0.9)))
    wanted = {"id", "query", "prior", "posterior", "bayes_factor", "word"}
    assert wanted | {"accounts"} <= set(claim.as_dict())
    assert all(wanted - {"id", "query"} <= set(each) for each in claim.as_dict()["accounts"].values())
    assert dataclasses.is_dataclass(claim)
    frame = claims_frame([claim])
    assert frame["account"].tolist() == [*ACCOUNTS, "mixed"]
    assert frame["low"].lt(frame["high"]).all()


def test_progress_reaches_its_end(small_case):
    seen: list[tuple[int, int, str]] = []
    weighed(
        asking(small_case, QUERY), Model(shares(0.5), shares(0.9)), progress=lambda *told: seen.append(told)
    )
    assert [done for done, _, _ in seen] == list(range(1, seen[-1][1] + 1))


def test_a_claim_about_a_sponsor_is_moved_by_codes_of_the_document(small_case):
    from ascendancy.case.dates import When

    def document(name: str, drafted: tuple[str, ...], tactics: str) -> Some:
        roles = {"initiated": (), "drafted": drafted, "revised": (), "approved": ()}
        codes = {"themes": (), "tactics": tuple(tactics), "targets": ()}
        return Some(id=name, date=When("1960-01"), source=("t",), reliability="B", **roles, **codes)

    rows = [document("d", (), "xz"), document("a", ("ann",), "xxx"), document("b", ("ben",), "zzy")]
    (claim,) = weighed(
        asking(small_case, 'sponsor("d", "drafted") == "ann"', documents=rows),
        Model(shares(0.5), shares(0.5)),
    )
    moved = {each["item"]: each["bits"] for each in claim.moved_by}
    assert moved["tactics:x"] > 0 > moved["tactics:z"]


def test_the_prior_reaches_the_last_month_asked_for_and_the_evidence_stops_where_it_is_told(small_case):
    model = Model(shares(0.5), shares(0.5))
    weighed(asking(small_case, 'majority("top") < 0.5 @ 1960-12'), model, until="1960-05")
    assert (model.settings["until"], model.until) == ("1960-12", "1960-05")
