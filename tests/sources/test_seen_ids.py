from __future__ import annotations

from sources.seen_ids import SeenIds, digest


def test_it_notices_an_id_that_comes_again() -> None:
    seen = SeenIds()
    assert [seen.add(name) for name in ("t3_a", "t1_a", "t3_a")] == [False, False, True]


def test_it_never_takes_a_new_id_for_a_known_one() -> None:
    seen = SeenIds()
    assert not any(seen.add(f"t1_{number}") for number in range(100_000))


def test_a_digest_is_the_same_in_every_process() -> None:
    assert digest("t3_abc") == 11858608210808154874
