"""The claims as the report prints them: prior, posterior, Bayes factor and word, under each account."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ascendancy.report.numbers import bayes_factor, fixed, probability
from ascendancy.report.parts import Verdict
from ascendancy.results.ensembles import MIXED

if TYPE_CHECKING:
    from ascendancy.case import Case

UNDECIDED = "the evidence does not discriminate"
NAMED = 8


def verdicts(claims: Sequence[Mapping[str, Any]], case: Case) -> tuple[Verdict, ...]:
    """Every weighed claim with what the case says of it: speaker, hedge, remark."""
    asked = {claim.id: claim for claim in case.claims}
    dated = {item.id: f"{item.kind}, {item.date.text}" for item in case.evidence}
    out = []
    for claim in claims:
        row = asked.get(str(claim["id"]))
        lines = [_line(name, one) for name, one in dict(claim.get("accounts") or {}).items() if name != MIXED]
        lines.append(_line(MIXED, claim))
        out.append(
            Verdict(
                id=str(claim["id"]),
                statement=str(claim.get("statement") or (row.statement if row else "")),
                speaker=row.speaker if row else str(claim.get("speaker") or ""),
                hedge=(row.hedge if row else claim.get("hedge")) or "",
                query=str(claim.get("query") or ""),
                word=str(claim.get("word") or ""),
                lines=tuple(lines),
                moved=tuple(_moved(item, dated) for item in claim.get("moved_by") or ()),
                would_move=tuple(_would_move(item) for item in claim.get("would_move") or ()),
                note=str(claim.get("note") or (row.note if row else None) or ""),
                disagree=bool(claim.get("accounts_disagree")),
            )
        )
    return tuple(out)


def _line(account: str, verdict: Mapping[str, Any]) -> tuple[str, str, str, str, str]:
    return (
        account,
        probability(verdict.get("prior")),
        probability(verdict.get("posterior")),
        bayes_factor(verdict.get("bayes_factor"), verdict.get("bayes_factor_interval")),
        str(verdict.get("word") or ""),
    )


def _moved(item: Mapping[str, Any], dated: Mapping[str, str]) -> str:
    """An item that moved a claim: its kind and date, how far, and whether that can be relied on."""
    name = str(item["item"])
    what = f" ({dated[name]})" if name in dated else ""
    doubt = "" if item.get("reliable", True) else ", not to be relied on"
    return f"{name}{what}: {_signed(item.get('bits'))} bits{doubt}"


def _would_move(item: Mapping[str, Any]) -> str:
    """An item that would move a claim if it were found, and how far on average over its outcomes."""
    return f"{item['item']}: {fixed(item.get('bits'), 2)} bits expected"


def _signed(value: Any) -> str:
    text = fixed(value, 2)
    return text if text.startswith(("−", "–")) else f"+{text}"


def discriminated(found: Sequence[Verdict]) -> str:
    """How many claims the evidence decides at all, in a sentence."""
    found = [one for one in found if any(line[2] != "–" for line in one.lines)]
    open_ones = [v.id for v in found if v.word == UNDECIDED]
    if not found:
        return "No claim of the case could be tested."
    if not open_ones:
        return f"Each of the {len(found)} claims is moved by the evidence one way or the other."
    if len(open_ones) == len(found):
        return f"The evidence discriminates none of the {len(found)} claims."
    more = f" and {len(open_ones) - NAMED} more" if len(open_ones) > NAMED else ""
    return (
        f"Of {len(found)} claims the evidence does not discriminate {len(open_ones)}: "
        f"{', '.join(open_ones[:NAMED])}{more}. That counts as an answer."
    )
