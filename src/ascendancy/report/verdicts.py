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


def verdicts(claims: Sequence[Mapping[str, Any]], case: Case) -> tuple[Verdict, ...]:
    """Every weighed claim with what the case says of it: speaker, hedge, remark."""
    asked = {claim.id: claim for claim in case.claims}
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
                moved=_movers(claim.get("moved_by")),
                would_move=_movers(claim.get("would_move")),
                note=(row.note if row else None) or "",
            )
        )
    return tuple(out)


def _line(account: str, verdict: Mapping[str, Any]) -> tuple[str, str, str, str, str]:
    return (
        account,
        probability(verdict.get("prior")),
        probability(verdict.get("posterior")),
        bayes_factor(verdict.get("bayes_factor"), verdict.get("bayes_factor_sd")),
        str(verdict.get("word") or ""),
    )


def _movers(items: Any) -> tuple[str, ...]:
    """Items that moved a claim, or would: text, or a mapping with the item and how far it moves the odds."""
    out = []
    for item in items or ():
        if isinstance(item, Mapping):
            size = next((item[k] for k in ("bits", "log_odds", "shift") if k in item), None)
            name = str(item.get("item") or item.get("text") or item.get("id") or "")
            out.append(f"{name} ({fixed(size, 2)} bits)" if size is not None else name)
        else:
            out.append(str(item))
    return tuple(out)


def discriminated(found: Sequence[Verdict]) -> str:
    """How many claims the evidence decides at all, in a sentence."""
    open_ones = [v.id for v in found if UNDECIDED in v.word.lower()]
    if not found:
        return "The case makes no claim that can be weighed."
    if not open_ones:
        return f"Each of the {len(found)} claims is moved by the evidence one way or the other."
    if len(open_ones) == len(found):
        return f"The evidence discriminates none of the {len(found)} claims."
    return (
        f"Of {len(found)} claims the evidence does not discriminate {len(open_ones)}: "
        f"{', '.join(open_ones)}. That counts as an answer."
    )
