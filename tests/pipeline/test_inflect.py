from __future__ import annotations

from pipeline.inflect import noun_forms, verb_forms


def test_it_writes_out_regular_and_irregular_verbs():
    assert {"stop", "stops", "stopped", "stopping"} <= verb_forms(["stop"])
    assert {"crashes", "crashed", "crashing"} <= verb_forms(["crash"])
    assert {"retries", "retried", "retrying"} <= verb_forms(["retry"])
    assert {"freezes", "froze", "frozen", "freezing"} <= verb_forms(["freeze"])


def test_it_writes_out_plurals():
    assert noun_forms(["crash", "difficulty", "delay"]) == {
        *("crash", "crashes", "difficulty", "difficulties", "delay", "delays"),
    }
