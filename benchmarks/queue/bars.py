"""What ours must reach beside the others."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Mapping

from benchmarks.queue.speed import Speed
from benchmarks.queue.systems import BARE_DRAMATIQ, OURS, OURS_ELSEWHERE, RQ_SYSTEMS

SHARE_OF_BARE = 0.25
MOST_ADDED_MS = 50.0
DEFAULTS, QUICK = 0, 1

# Samples in seconds by system and case: killed with default settings, with quick ones, only the process.
Recoveries = Mapping[str, list[list[float]]]


def bars(speeds: Mapping[str, Speed], recoveries: Recoveries) -> dict[str, bool]:
    """Return each bar in words with whether it holds; those whose systems were not measured are left out."""
    return {**dict(_speed_bars(speeds)), **dict(_recovery_bars(recoveries))}


def _speed_bars(speeds: Mapping[str, Speed]) -> Iterator[tuple[str, bool]]:
    ours, bare = speeds.get(OURS.name), speeds.get(BARE_DRAMATIQ.name)
    if ours is None:
        return
    if bare is not None:
        share = ours.usual_chains_per_s / bare.usual_chains_per_s
        yield f"{share:.2f} of bare Dramatiq's chains a second (at least {SHARE_OF_BARE})", share >= SHARE_OF_BARE
        added = ours.usual_idle_ms - bare.usual_idle_ms
        yield f"{added:+.0f} ms idle latency beside bare Dramatiq (under {MOST_ADDED_MS:+.0f})", added < MOST_ADDED_MS
    if rq := [speeds[system.name].usual_chains_per_s for system in RQ_SYSTEMS if system.name in speeds]:
        ahead = ours.usual_chains_per_s / max(rq)
        yield f"{ahead:.1f} times the chains a second of the faster RQ (more than 1)", ahead > 1


def _recovery_bars(recoveries: Recoveries) -> Iterator[tuple[str, bool]]:
    """Ours is always taken with its defaults."""
    if not (samples := recoveries.get(OURS.name, [[]])[DEFAULTS]):
        return
    ours = statistics.median_high(samples)
    for case, settings in ((DEFAULTS, "defaults"), (QUICK, "quick settings")):
        others = {
            name: statistics.median_high(cases[case])
            for name, cases in recoveries.items()
            if name not in (OURS.name, OURS_ELSEWHERE.name) and cases[case]
        }
        if others:
            first = min(others, key=lambda name: others[name])
            quicker = ours < others[first]
            yield f"runs again {ours:.1f} s after kill -9 of its worker, before {first} with its {settings}", quicker
