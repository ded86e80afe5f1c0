"""The best of each of many scans."""

from __future__ import annotations

from typing import Any

import pytest

from models.owner import LOCAL_OWNER_ID
from models.pain_point import Observation, PainPoint
from models.scan import Scan
from models.top_pain_points import top_pain_points
from tests.factories import NOON, make_scan


def see(scan: Scan, *names: str, rejected: tuple[str, ...] = ()) -> None:
    """Let a scan see pain points, best first."""
    for rank, name in enumerate(names, start=1):
        made = PainPoint.create(
            id=f"{scan.id}-{name}", owner=LOCAL_OWNER_ID, question="", created_at=NOON, rejected=name in rejected
        )
        Observation.create(
            scan=scan, pain_point=made, rank=rank, name=name, category="broken", score=100.0 - rank, score_parts={},
            confidence_level="low", mentions=1, authors=1, authors_known=True, subreddits=[], first_seen_utc=1,
            last_seen_utc=1, trend=[],
        )  # fmt: skip


def best(*scans: Scan) -> dict[str, list[str]]:
    return {id_: [seen.name for seen in some] for id_, some in top_pain_points([one.id for one in scans]).items()}


@pytest.mark.parametrize(
    ("rejected", "shown"),
    [
        ((), ["a", "b", "c"]),
        (("a",), ["b", "c", "d"]),
        (("a", "b", "d"), ["c", "e"]),
        (("c", "d"), ["a", "b", "e"]),
        (("a", "b", "c", "d", "e"), None),
    ],
)
def test_the_best_three_are_those_that_nobody_rejected(rejected: tuple[str, ...], shown: list[str] | None) -> None:
    scan = make_scan()
    see(scan, "a", "b", "c", "d", "e", rejected=rejected)
    assert best(scan).get(scan.id) == shown


def test_every_scan_has_its_own_in_one_query(caplog: pytest.LogCaptureFixture) -> None:
    first, second, nothing, other = (make_scan() for _ in range(4))
    see(first, "a", "b", "c", "d")
    see(second, "e")
    see(other, "f")
    with caplog.at_level("DEBUG", logger="peewee"):
        assert best(first, second, nothing) == {first.id: ["a", "b", "c"], second.id: ["e"]}
    assert len([record for record in caplog.records if record.name == "peewee"]) == 1


def test_they_are_called_as_people_call_them() -> None:
    scan = make_scan()
    see(scan, "a", "b")
    columns: dict[str, Any] = {"curated_name": "Kilns trip fuses"}
    PainPoint.update(columns).where(PainPoint.id == f"{scan.id}-b").execute()
    assert best(scan)[scan.id] == ["a", "Kilns trip fuses"]
    assert top_pain_points([]) == {}
