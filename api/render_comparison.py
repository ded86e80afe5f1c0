"""Two scans and what changed between them, into what the API shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime

from api.comparison import STATES, UNKNOWN, Changed
from api.comparison_notes import Side
from api.render import render_quote
from api.responses import compare as shown
from models.compared import Brief, Place, mentions_by_id, ranked_mentions
from models.pain_point import Mention

MOST_QUOTES = 3


def render_scan_brief(side: Side) -> shown.ScanBrief:
    scan, span = side.scan, side.span
    return shown.ScanBrief(
        id=scan.id,
        status=scan.status,
        source=scan.source,
        keywords=side.asked("keywords"),
        subreddits=side.asked("subreddits"),
        audience=scan.request.get("audience"),
        documents=side.documents,
        pain_points=scan.pain_points,
        encoder=scan.encoder,
        created_at=scan.created_at,
        as_of=_moment(scan.as_of_utc),
        from_=_moment(span and span[0]),
        to=_moment(span and span[1]),
    )


def render_counts(changes: Iterable[Changed]) -> shown.ChangeCounts:
    counts = Counter(change.state or UNKNOWN for change in changes)
    return shown.ChangeCounts(**{state: counts[state] for state in STATES})


def render_changes(changes: Sequence[Changed], earlier_id: str, later_id: str) -> list[shown.Change]:
    """Add to each change what was said in one of the two scans only."""
    before = ranked_mentions(earlier_id, [change.earlier.id for change in changes if change.earlier])
    after = ranked_mentions(later_id, [change.later.id for change in changes if change.later])
    evidence = [
        _compare_mentions(
            before[change.earlier.id] if change.earlier else [], after[change.later.id] if change.later else []
        )
        for change in changes
    ]
    quotes = mentions_by_id({id_ for _, new, gone in evidence for id_ in (*new, *gone)})
    return [_render(change, *found, quotes) for change, found in zip(changes, evidence, strict=True)]


Ranked = Sequence[tuple[int, Place]]


def _compare_mentions(before: Ranked, after: Ranked) -> tuple[int, list[int], list[int]]:
    """Return how many mentions of the later side the earlier has, and the best that only one of both has."""
    new, gone = _without(after, before), _without(before, after)
    return len(after) - len(new), new[:MOST_QUOTES], gone[:MOST_QUOTES]


def _without(mentions: Ranked, others: Ranked) -> list[int]:
    """Return the ids of the mentions that overlap none of the others, as `pipeline.match` understands it."""
    taken: dict[str, list[tuple[int, int]]] = {}
    for _, (document, start, end) in others:
        taken.setdefault(document, []).append((start, end))
    return [
        id_
        for id_, (document, start, end) in mentions
        if not any(start < other_end and other_start < end for other_start, other_end in taken.get(document, ()))
    ]


def _render(
    change: Changed, shared: int, new: Sequence[int], gone: Sequence[int], quotes: Mapping[int, Mention]
) -> shown.Change:
    return shown.Change(
        state=change.state,
        earlier=_render_brief(change.earlier),
        later=_render_brief(change.later),
        earlier_share=change.earlier_share,
        later_share=change.later_share,
        shared_mentions=shared,
        similarity=change.similarity,
        new_quotes=[render_quote(quotes[id_]) for id_ in new],
        gone_quotes=[render_quote(quotes[id_]) for id_ in gone],
    )


def _render_brief(brief: Brief | None) -> shown.PainPointBrief | None:
    return shown.PainPointBrief(**brief._asdict()) if brief else None


def _moment(seconds: int | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)
