"""Finished scans of one series, as persist leaves them, without the engine's reading; and all rows that they are."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from actors.redescription import describe_anew
from models.database import Table
from models.document import store_documents
from models.moving import replace_observations
from models.original import Original
from models.owner import LOCAL_OWNER_ID
from models.pain_point import Mention, Observation, PainPoint, rank_quotes, store_mentions
from models.scan import Scan
from pipeline import corpus_stats
from pipeline.types import CorpusStats, Document
from tests.factories import NOON, document_row, make_scan

# A document's text is its title, a blank line and its body: the mention is the body.
TITLE = "Trouble"
BODIES = (
    "The export crashes every time I save a long table.",
    "I lose an hour whenever the export of my table crashes.",
    "The subscription is far too expensive for what it does.",
    "I can't afford the subscription any more, it doubled again.",
    "I would gladly pay for an export that works at last.",
)
DAY_S = 86_400
FIRST_UTC = 1_788_000_000


def finish_scan(pains: dict[str, list[int]], *, day: int = 0, collected: int = 100, **columns: Any) -> Scan:
    """Make a scan in which the engine found these pain points, each in the documents of these numbers."""
    scan = make_scan(
        at=NOON + timedelta(days=day), status="completed", as_of_utc=FIRST_UTC + 30 * DAY_S, posts=collected,
        pain_points=len(pains), **columns,
    )  # fmt: skip
    numbers = sorted(number for some in pains.values() for number in some)
    store_documents(scan.id, [_document(number) for number in numbers])
    stats = CorpusStats()
    for number in numbers:
        row = _document(number)
        corpus_stats.add(stats, Document(**{name: row[name] for name in _STATED}))
    Scan.update(corpus_stats=corpus_stats.to_json(stats)).where(Scan.id == scan.id).execute()
    scan = Scan.get_by_id(scan.id)
    seen = {id_: _find(scan, id_, group, some) for group, (id_, some) in enumerate(pains.items())}
    replace_observations(scan.id, [], seen)
    return scan


_STATED = ("id", "subreddit", "title", "body", "author", "created_utc", "upvotes", "permalink")


def _document(number: int) -> dict[str, Any]:
    return document_row(
        f"t3_{number}",
        title=TITLE,
        body=BODIES[number % len(BODIES)],
        author=f"author {number % 7}",
        subreddit="tools" if number % 3 else "tables",
        created_utc=FIRST_UTC + number * DAY_S,
        upvotes=number,
    )


def _find(scan: Scan, id_: str, group: int, numbers: list[int]) -> dict[str, Any]:
    values = {"owner": LOCAL_OWNER_ID, "question": scan.question, "created_at": NOON}
    PainPoint.insert(id=id_, **values).on_conflict_ignore().execute()
    store_mentions(scan.id, [_mention(number, group) for number in numbers])
    rows = Mention.select().where(Mention.scan == scan, Mention.group_number == group).order_by(Mention.id)
    stats = corpus_stats.from_json(scan.corpus_stats)
    columns, quotes = describe_anew(f"engine's {id_}", [row.id for row in rows], stats, scan.as_of_utc or 0)
    rank_quotes(id_, quotes)
    return columns | {"group_number": group}


def _mention(number: int, group: int) -> dict[str, Any]:
    return {
        "document": f"t3_{number}",
        **place_of(number),
        "category": "broken" if number % 5 < 2 else "expensive",
        "probability": 0.5 + number % 5 / 10,
        "intensity": 0.25,
        "intent_to_pay": 0.5 if number % 5 == 4 else 0.0,
        "group_number": group,
    }


def place_of(number: int) -> dict[str, int]:
    return {"start": len(TITLE) + 2, "end": len(TITLE) + 2 + len(BODIES[number % len(BODIES)])}


def mention_of(number: int) -> dict[str, Any]:
    """Name a mention as a split does."""
    return {"document_id": f"t3_{number}", **place_of(number)}


def all_rows() -> dict[str, list[dict[str, Any]]]:
    """Return everything that curations could change."""
    return {table.__name__: _rows(table) for table in (PainPoint, Observation, Mention, Original, Scan)}


def _rows(table: type[Table]) -> list[dict[str, Any]]:
    rows: list[Any] = list(table.select().dicts())
    return sorted(rows, key=lambda row: str([row.get(name) for name in ("scan", "id", "pain_point")]))


def shown(scan: Scan) -> dict[str, list[int]]:
    """Return the pain points of a scan, best first, with the numbers of the documents that each quotes."""
    seen = Observation.select().where(Observation.scan == scan).order_by(Observation.rank)
    quoted = Mention.select().where(Mention.scan == scan, Mention.pain_point.is_null(False))
    rows = [(row.pain_point_id, int(row.document_id.removeprefix("t3_"))) for row in quoted]
    return {one.pain_point_id: sorted(number for id_, number in rows if id_ == one.pain_point_id) for one in seen}


def look_at(scan: Scan, pain_point_id: str) -> Observation:
    return Observation.get(Observation.scan == scan, Observation.pain_point == pain_point_id)
