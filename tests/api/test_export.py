"""Exports of a scan over HTTP."""

from __future__ import annotations

import csv
import json
import threading
from collections.abc import Callable, Generator, Iterator
from io import StringIO

import pytest
import structlog
from falcon.testing import Result, create_environ
from pydantic import ValidationError

from api.export_requests import ExportQuery
from api.export_results import QUOTES_AT_ONCE, export_results
from exports.formats import FORMAT_NAMES, FORMATS, FormatName
from models.clock import now
from models.database import database, transaction
from models.pain_point import Mention, Observation, PainPoint
from tests.api.world import HOST, World, make_failed_scan, make_finished_scan


def export(world: World, query: str = "", *, scan_id: str | None = None) -> Result:
    return world.client.simulate_get(f"/api/scans/{scan_id or world.finished.id}/export?{query}")


def names(answer: Result) -> list[str]:
    return [shown["id"].rpartition("-")[2] for shown in answer.json["pain_points"]]


def test_all_quotes_of_all_pain_points_are_exported_as_the_api_shows_them(world: World) -> None:
    scan = f"/api/scans/{world.finished.id}"
    for exported in export(world, "format=json").json["pain_points"]:
        shown = world.client.simulate_get(f"{scan}/pain-points/{exported['id']}").json
        assert exported == shown | {
            "masked": False,
            "quotes": [quote | {"masked": False} for quote in shown["quotes"]],
        }
    assert names(export(world)) == ["pain1", "pain2", "pain3", "pain4", "pain5"]


@pytest.mark.parametrize("name", FORMAT_NAMES)
def test_a_file_has_a_name_a_type_and_no_tag(world: World, name: FormatName) -> None:
    answer = export(world, f"format={name}")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == FORMATS[name].media_type
    expected = f'attachment; filename="pain-points-{world.finished.id}-{now():%Y-%m-%d}.{name}"'
    assert answer.headers["content-disposition"] == expected
    assert "etag" not in answer.headers
    assert "content-length" not in answer.headers
    assert b"What do people struggle with" in answer.content
    assert b"r/pottery/comments" in answer.content


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("min_score=70", ["pain1", "pain2", "pain3"]),
        ("category=wish&subreddit=glaze", ["pain4"]),
        ("sort=name&min_score=80", ["pain1", "pain2"]),
        ("q=FUSE+3", ["pain3"]),
        ("starred=true", []),
    ],
)
def test_the_filters_and_orders_are_those_of_the_list(world: World, query: str, expected: list[str]) -> None:
    assert names(export(world, query)) == expected
    listed = world.client.simulate_get(f"/api/scans/{world.finished.id}/pain-points?{query}").json["items"]
    assert names(export(world, query)) == [shown["id"].rpartition("-")[2] for shown in listed]


def test_a_selection_is_exported_and_says_so(world: World) -> None:
    answer = export(world, f"ids={world.finished.id}-pain4,{world.finished.id}-pain2")
    assert names(answer) == ["pain2", "pain4"]
    about = answer.json["about"]
    assert about["selection"] == "2 pain points, chosen by hand (of 5 in the scan), the highest score first."
    assert (about["pain_points"], about["quotes"]) == (2, 10)


def test_what_was_rejected_is_left_out_unless_asked_for(world: World) -> None:
    PainPoint.update(rejected=True).where(PainPoint.id == f"{world.finished.id}-pain2").execute()
    assert names(export(world)) == ["pain1", "pain3", "pain4", "pain5"]
    assert "pain2" in names(export(world, "rejected=any"))


def test_ids_that_the_scan_does_not_have_are_named(world: World) -> None:
    answer = export(world, f"ids={world.finished.id}-pain1,nope,{world.running.id}")
    (error,) = answer.json["errors"]
    assert answer.status_code == 422
    assert error["field"] == "ids"
    assert f"nope, {world.running.id}, which this scan does not have" in error["message"]


def test_contacts_are_masked_unless_asked_otherwise(world: World) -> None:
    note = "Ask anna@example.com."
    PainPoint.update(note=note).where(PainPoint.id == f"{world.finished.id}-pain1").execute()
    first = export(world).json["pain_points"][0]
    assert (first["note"], first["masked"]) == ("Ask [e-mail address].", True)
    assert export(world, "unmask=true").json["pain_points"][0]["note"] == note


def test_a_name_given_by_people_goes_before_the_engines(world: World) -> None:
    PainPoint.update(curated_name="=Kilns").where(PainPoint.id == f"{world.finished.id}-pain1").execute()
    content = export(world, "format=csv").content.decode("utf-8-sig")
    assert {row["name"] for row in csv.DictReader(StringIO(content)) if row["score"] == "90.0"} == {"'=Kilns"}


def test_coverage_is_in_plain_words(world: World) -> None:
    coverage = export(world).json["about"]["coverage"]
    assert any("25 kept of 30 texts looked at" in sentence for sentence in coverage)


def test_a_scan_that_runs_is_answered_when_to_come_again(world: World) -> None:
    answer = export(world, scan_id=world.running.id)
    assert answer.status_code == 409
    assert answer.json["detail"].endswith(f"GET /api/scans/{world.running.id} says how far it is.")


def test_a_scan_that_failed_is_answered_what_mends_it(world: World) -> None:
    failed = make_failed_scan()
    answer = export(world, scan_id=failed.id)
    assert answer.status_code == 409
    assert f"POST /api/scans/{failed.id}/retry" in answer.json["detail"]


def test_a_scan_that_found_nothing_is_exported_with_its_coverage(world: World) -> None:
    empty = make_finished_scan(pain_points=0)
    for name in FORMAT_NAMES:
        assert b"25 kept of 30" in export(world, f"format={name}", scan_id=empty.id).content
    assert export(world, scan_id=empty.id).json["pain_points"] == []


def test_many_quotes_come_in_batches_each_once_and_in_order(world: World) -> None:
    scan = make_finished_scan(pain_points=1, quotes=2 * QUOTES_AT_ONCE + 1)
    (shown,) = export(world, scan_id=scan.id).json["pain_points"]
    expected = [f"t3_{scan.id}1{number}" for number in range(1, 2 * QUOTES_AT_ONCE + 2)]
    assert [quote["document_id"] for quote in shown["quotes"]] == expected


def test_many_pain_points_keep_their_own_quotes(world: World) -> None:
    with transaction():
        scan = make_finished_scan(pain_points=450, quotes=3)
    exported = export(world, scan_id=scan.id).json["pain_points"]
    assert len(exported) == 450
    for rank, shown in enumerate(exported, start=1):
        expected = [f"t3_{scan.id}{rank}{number}" for number in (1, 2, 3)]
        assert [quote["document_id"] for quote in shown["quotes"]] == expected


def test_what_is_written_meanwhile_is_not_mixed_in(world: World) -> None:
    scan = make_finished_scan(pain_points=3, quotes=400)
    reader = export_results(scan.id, ExportQuery(), world.settings, at=now())
    first = next(reader)
    _elsewhere(lambda: Mention.delete().where(Mention.scan == scan.id).execute())
    whole = json.loads(first + b"".join(reader))
    assert [len(shown["quotes"]) for shown in whole["pain_points"]] == [400] * 3
    assert Mention.select().where(Mention.scan == scan.id).count() == 0


def _elsewhere(do: Callable[[], object]) -> None:
    """Write on another connection."""

    def run() -> None:
        with transaction():
            do()
        database.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join(timeout=20)
    assert not thread.is_alive()


def test_an_export_that_breaks_off_is_logged_and_cut_short(world: World) -> None:
    scan = make_finished_scan(pain_points=3, quotes=400)
    Observation.update(score_parts={"spread": {}}).where(Observation.scan == scan.id, Observation.rank == 3).execute()
    pieces: list[bytes] = []
    with structlog.testing.capture_logs() as logs, pytest.raises(ValidationError):
        _collect(_stream_of(world, scan.id), pieces)
    assert [line["event"] for line in logs if line["log_level"] == "error"] == ["export broke off"]
    assert database.is_closed()
    content = b"".join(pieces)
    assert f"{scan.id}-pain1".encode() in content
    with pytest.raises(json.JSONDecodeError):
        json.loads(content)


def _collect(stream: Iterator[bytes], pieces: list[bytes]) -> None:
    for piece in stream:  # extend() would lose what came before an error
        pieces.append(piece)  # noqa: PERF402


def _stream_of(world: World, scan_id: str) -> Generator[bytes, None, None]:
    """Ask as a server does, and leave the body to be read."""
    environ = create_environ(f"/api/scans/{scan_id}/export", headers=HOST)
    stream: Generator[bytes, None, None] = world.app(environ, lambda *_: lambda _: None)  # type: ignore[assignment]
    return stream


def test_no_connection_stays_open(world: World) -> None:
    assert export(world).status_code == 200
    assert database.is_closed()
    body = _stream_of(world, world.finished.id)
    next(body)
    body.close()  # the reader hangs up
    assert database.is_closed()
