"""The results of a scan as a file, straight from the database and never whole in memory."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import groupby
from typing import Any

from peewee import chunked

from api.export_requests import ExportQuery
from api.problems import invalid
from api.render import render_pain_point, render_quote
from api.responses.problem import FieldError
from api.scan_description import describe_scan
from exports.about import describe_export
from exports.formats import write_report
from exports.report import Report
from models.pain_point import Mention, Observation, quotes_of
from models.pain_point_list import Filters, list_pain_points, place_of
from models.quote_list import list_quotes, quote_place_of
from models.snapshot import snapshot
from settings import Settings

PAIN_POINTS_AT_ONCE = 200
QUOTES_AT_ONCE = 1_000


def export_results(scan_id: str, query: ExportQuery, settings: Settings, *, at: datetime) -> Iterator[bytes]:
    """Yield the file in pieces, all of one state of the database.

    Raises:
      api.problems.Problem: It lacks pain points that were asked for by id, or the scan is gone.
    """
    with snapshot():
        refuse_unknown_ids(scan_id, query)
        scan = describe_scan(scan_id, settings).model_dump(mode="json")
        contents = list(_contents(scan_id, query))
        ids = [item["id"] for item in contents]
        unmask = query.unmask == "true"
        about = describe_export(
            scan,
            query.chosen,
            pain_points=len(ids),
            quotes=sum(item["mentions"] for item in contents),
            exported_at=at.isoformat(timespec="seconds").replace("+00:00", "Z"),
            unmask=unmask,
        )
        report = Report(about, contents, _pain_points(scan_id, ids))
        yield from write_report(report, query.format, unmask=unmask)


def refuse_unknown_ids(scan_id: str, query: ExportQuery) -> None:
    """Refuse to leave out in silence what was asked for by name.

    Raises:
      Problem: It names the ids that this scan does not have.
    """
    wanted = query.read().ids
    if wanted is None:
        return
    known = {seen.pain_point_id for seen in list_pain_points(scan_id, Filters(rejected=None, ids=wanted))}
    if unknown := [id_ for id_ in wanted if id_ not in known]:
        there = f"GET /api/scans/{scan_id}/pain-points lists those that it has"
        message = f"names {', '.join(unknown)}, which this scan does not have; {there}"
        raise invalid([FieldError(field="ids", message=message)])


def _contents(scan_id: str, query: ExportQuery) -> Iterator[dict[str, Any]]:
    after = None
    while seen := list_pain_points(scan_id, query.read(), sort=query.sort, after=after, limit=PAIN_POINTS_AT_ONCE):
        for item in seen:
            yield {
                "id": item.pain_point_id, "name": item.shown_name, "score": item.score, "mentions": item.mentions,
            }  # fmt: skip
        after = place_of(seen[-1])


def _pain_points(scan_id: str, ids: list[str]) -> Iterator[dict[str, Any]]:
    for batch in chunked(ids, PAIN_POINTS_AT_ONCE):
        seen = {
            item.pain_point_id: item for item in list_pain_points(scan_id, Filters(rejected=None, ids=tuple(batch)))
        }
        for pack in _pack([seen[id_] for id_ in batch]):
            yield from _with_quotes(scan_id, pack)


def _pack(seen: list[Observation]) -> Iterator[list[Observation]]:
    """Put together what has few enough quotes to be read at once; what has too many stays alone."""
    pack: list[Observation] = []
    for item in seen:
        if pack and sum(packed.mentions for packed in pack) + item.mentions > QUOTES_AT_ONCE:
            yield pack
            pack = []
        pack.append(item)
    if pack:
        yield pack


def _with_quotes(scan_id: str, pack: list[Observation]) -> Iterator[dict[str, Any]]:
    if len(pack) == 1:
        yield _show(pack[0], _page_by_page(scan_id, pack[0].pain_point_id))
        return
    mentions = quotes_of(scan_id, [item.pain_point_id for item in pack])
    by_pain_point = {id_: list(group) for id_, group in groupby(mentions, key=lambda mention: mention.pain_point_id)}
    for item in pack:
        yield _show(item, iter(by_pain_point.get(item.pain_point_id, ())))


def _page_by_page(scan_id: str, pain_point_id: str) -> Iterator[Mention]:
    after = None
    while page := list_quotes(scan_id, pain_point_id, sort="best", after=after, limit=QUOTES_AT_ONCE):
        yield from page
        after = quote_place_of(page[-1])


def _show(seen: Observation, quotes: Iterator[Mention]) -> dict[str, Any]:
    shown: dict[str, Any] = render_pain_point(seen, []).model_dump(mode="json")
    return shown | {"quotes": (render_quote(mention).model_dump(mode="json") for mention in quotes)}
