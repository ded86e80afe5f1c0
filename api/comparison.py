"""How pain points have changed from one scan to another."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from models.compared import Brief, briefs_of
from models.scan import Scan

UNKNOWN = "unknown"
STATES = ("new", "growing", "steady", "shrinking", "gone", UNKNOWN)


@dataclass(frozen=True, slots=True)
class Changed:
    """A pain point in two scans, or in one of them; a share is mentions ÷ documents, None where there were none."""

    state: str | None
    earlier: Brief | None
    later: Brief | None
    earlier_share: float | None
    later_share: float | None
    similarity: float | None = None

    @property
    def ids(self) -> tuple[str | None, str | None]:
        return (self.earlier and self.earlier.id, self.later and self.later.id)

    @property
    def score(self) -> float:
        brief = self.later or self.earlier
        return brief.score if brief else 0.0

    @property
    def growth(self) -> float:
        return (self.later_share or 0.0) - (self.earlier_share or 0.0)


def compare_scans(earlier: Scan, later: Scan) -> list[Changed]:
    """Pair the pain points of two scans as people left them, without what they rejected, and judge each pair."""
    changes = _match(earlier, later, briefs_of(earlier.id), briefs_of(later.id))
    return sorted(changes, key=lambda change: (STATES.index(change.state or UNKNOWN), *_order_within(change)))


def _match(earlier: Scan, later: Scan, before: Mapping[str, Brief], after: Mapping[str, Brief]) -> Iterator[Changed]:
    # numpy and scipy come with these: only a process that compares is to hold them. (`actors` itself is there by then:
    # importing it binds the database of the settings.)
    from actors.results import result_of
    from pipeline.match import match, share_of

    ones, others = (
        replace(found, pain_points=[pain for pain in found.pain_points if pain.id in shown])
        for found, shown in ((result_of(earlier), before), (result_of(later), after))
    )
    matching = match(ones, others, ids_last=True)
    for pair in matching.pairs:
        yield Changed(
            pair.state, before[pair.earlier], after[pair.later], pair.earlier_share, pair.later_share, pair.similarity
        )
    # Where a scan read nothing, nobody looked: what it lacks is neither new nor gone.
    for id_ in matching.new:
        shares = share_of(0, ones.documents), share_of(after[id_].mentions, others.documents)
        yield Changed("new" if ones.documents else None, None, after[id_], *shares)
    for id_ in matching.gone:
        shares = share_of(before[id_].mentions, ones.documents), share_of(0, others.documents)
        yield Changed("gone" if others.documents else None, before[id_], None, *shares)


def _order_within(change: Changed) -> tuple[float, float, str]:
    return (-_WEIGHTS.get(change.state or UNKNOWN, _score)(change), -change.score, str(change.ids))


def _score(change: Changed) -> float:
    return change.score


_WEIGHTS: dict[str, Callable[[Changed], float]] = {
    "growing": lambda change: change.growth,
    "shrinking": lambda change: -change.growth,
}
