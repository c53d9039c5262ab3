import json
import re
from html.parser import HTMLParser

import pytest
import run_fakes

from ascendancy.report import write_report
from ascendancy.report.embed import figure_json, significant
from ascendancy.report.numbers import bayes_factor, fixed, probability
from ascendancy.results import RunFolderError, write_run


class Page(HTMLParser):
    """What of a page matters here: tags with their attributes, text outside scripts, figures' data."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.text, self.data, self._open = "", {}, [""]
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag in ("script", "style"):
            self._open.append(dict(attrs).get("id") or tag)

    def handle_endtag(self, tag):
        if tag in ("script", "style"):
            self._open.pop()

    def handle_data(self, data):
        if self._open[-1].startswith("data-"):
            self.data[self._open[-1]] = json.loads(data)
        elif self._open[-1] == "":
            self.text += data


@pytest.fixture(scope="module")
def page(report):
    return Page(report.read_text(encoding="utf-8"))


def test_it_is_one_file_in_the_run_folder(report, run):
    assert report == run.path / "report.html"
    assert not list(run.path.glob(".report*"))


def test_nothing_in_it_points_elsewhere(page):
    for tag, attributes in page.tags:
        for name in ("src", "href", "action", "srcset", "poster", "data"):
            value = attributes.get(name, "")
            assert value == "" or value.startswith(("#", "data:")), (tag, name, value)
        assert "@import" not in attributes.get("style", "")
    assert not any(tag in ("iframe", "object", "embed") for tag, _ in page.tags)


def test_a_source_with_an_address_is_cited_as_text(page):
    assert "https://example.org/daily" in page.text


def test_text_of_the_case_is_never_markup(report, page):
    html = report.read_text(encoding="utf-8")
    assert "Annals of &lt;Nowhere&gt;" in html
    assert "<Nowhere>" not in html
    assert "The second man <opposed> him" in page.text


def test_every_claim_is_there_with_its_query(page, case):
    for claim in case.claims:
        assert claim.id in page.text
        assert claim.query in page.text
    assert {f"claim-{claim.id}" for claim in case.claims} <= {a.get("id", "") for _, a in page.tags}


def test_a_claim_has_a_line_for_each_account_and_the_mixture(page):
    for name in ("majority", "dominance", "levers", "mixed"):
        assert page.text.count(name) >= 2
    assert "hedged “perhaps”" in page.text
    assert "Would be moved most by a directive, 1958-01: 1.20 bits expected" in page.text
    assert "e01 (directive, 1955-02): +0.80 bits, not to be relied on" in page.text


def test_it_says_what_it_cannot_tell(page):
    assert "This is a model, not a history." in page.text
    assert "does not discriminate" in page.text
    assert "Counts in this report stand for people" in page.text


def test_native_names_stand_beside_romanised_ones(page):
    assert "Chen Ao 陈敖" in page.text


def test_digest_seed_and_command_are_given(page, run):
    assert run.digest in page.text
    assert "ascendancy run nowhere --until 1960-06 --seed 7" in page.text


def test_table_headers_have_scope_and_tables_a_caption(page):
    assert all(a.get("scope") in ("col", "row", "rowgroup") for tag, a in page.tags if tag == "th")
    tags = [tag for tag, _ in page.tags]
    assert tags.count("caption") == tags.count("table")


def test_every_figure_has_words(page):
    plots = [a for _, a in page.tags if a.get("class") == "plot"]
    assert len(plots) >= 9 + len(run_fakes.SOCIETY)
    assert all(a["role"] == "img" and len(a["aria-label"]) > 20 for a in plots)
    assert {f"data-{a['data-figure']}" for a in plots} == set(page.data)


def test_anchors_lead_somewhere(page):
    ids = {a["id"] for _, a in page.tags if "id" in a}
    assert {a["href"][1:] for tag, a in page.tags if tag == "a"} <= ids
    labels = {a["aria-labelledby"] for _, a in page.tags if "aria-labelledby" in a}
    assert labels <= ids


def test_plotly_is_inlined_once(report):
    assert len(re.findall(r"plotly\.js v\d", report.read_text(encoding="utf-8"))) == 1


def test_numbers_are_embedded_to_four_digits(page):
    def numbers(value):
        if isinstance(value, dict):
            for item in value.values():
                yield from numbers(item)
        elif isinstance(value, list):
            for item in value:
                yield from numbers(item)
        elif isinstance(value, float):
            yield value

    longest = max(len(f"{abs(x):.10g}".replace(".", "").lstrip("0")) for x in numbers(page.data))
    assert longest <= 4


def test_a_simulation_alone_says_so(simulated, case):
    page = Page(write_report(simulated, case).read_text(encoding="utf-8"))
    assert "Simulated only." in page.text
    assert "No claims were weighed in this run." in page.text
    assert "--no-infer" in page.text
    assert "data-ascendancy" in page.data
    assert "data-surprise" not in page.data


def test_a_run_of_another_case_is_refused(run, case):
    other = case.parameters.model_copy(update={"title": "Elsewhere"})
    from dataclasses import replace

    with pytest.raises(RunFolderError, match="found a run of case nowhere"):
        write_report(run, replace(case, parameters=other))


def test_a_place_that_cannot_be_written_is_one_message(run, case, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(RunFolderError, match="cannot be written"):
        write_report(run, case, tmp_path / "file" / "report.html")


def test_the_demonstration_case_is_reported(tmp_path):
    from ascendancy.case import load

    demo = load("demo")
    run = write_run(
        tmp_path / "demo",
        case=demo,
        run=run_fakes.run(of=demo),
        posterior=run_fakes.Posterior(demo),
        claims=run_fakes.claims(demo),
        settings={"seed": 1},
    )
    page = Page(write_report(run, demo).read_text(encoding="utf-8"))
    assert all(claim.id in page.text for claim in demo.claims)
    assert all(source.title in page.text for source in demo.sources)
    assert "not testable in this case" in page.text


def test_significant_digits():
    assert [significant(x) for x in (0.123456, -98765.4, 1e-9, 0.0, 3.0)] == [0.1235, -98770, 1e-9, 0, 3]
    assert significant(float("nan")) is None


def test_a_figure_cannot_end_its_script():
    import plotly.graph_objects as go

    text = figure_json(go.Figure(go.Scatter(x=[1], y=[2], text="</script><b>")))
    assert "<" not in text


def test_probabilities_of_a_finite_ensemble_are_never_certain():
    assert (probability(0.0), probability(1.0), probability(0.5)) == ("< 0.01", "> 0.99", "0.50")
    assert fixed(-0.001, 2) == "0.00"
    assert bayes_factor(12.34, (0.5, 3000.0)) == "12 (0.50 to 3 000)"
    assert bayes_factor("infinity") == "∞"
