"""Describes groups of mentions as pain points, the worst first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from pipeline.describe import describe
from pipeline.detect import Detector
from pipeline.name import Name, name_groups
from pipeline.name_words import WordWeights, rarity, shared_words
from pipeline.rank_quotes import order_quotes
from pipeline.types import CorpusStats, Evidence, Mention, PainPoint

NamesGroups = Callable[[Sequence[Sequence[Mention]], Sequence[WordWeights]], list[Name]]


def describe_groups(
    mentions: Sequence[Mention],
    evidence: Mapping[str, Evidence],
    groups: Sequence[int | None],
    stats: CorpusStats,
    as_of_utc: int,
    names_groups: NamesGroups | None = None,
) -> list[PainPoint]:
    """Describe every group, best score first; a mention whose group is None stands in a copy and is left out.

    `groups[i]` is the group of `mentions[i]`, `evidence` is keyed by document id. `names_groups` names them in place of
    this process.
    """
    members: dict[int, list[Mention]] = defaultdict(list)
    for mention, group in zip(mentions, groups, strict=True):
        if group is not None:
            members[group].append(mention)
    grouped = [sorted(group, key=_place) for group in members.values()]
    texts = [[mention.text for mention in group] for group in grouped]
    weights = rarity([text for quotes in texts for text in quotes])
    shared = [shared_words(quotes, weights) for quotes in texts]
    names = (names_groups or _name_here)(grouped, shared)
    pains = [
        describe(name.text, order_quotes(group, evidence, words, group[name.quote]), evidence, stats, as_of_utc)
        for group, words, name in zip(grouped, shared, names, strict=True)
    ]
    return sorted(pains, key=lambda pain: (-pain.score, -pain.authors, pain.name, _place(pain.mentions[0])))


def _name_here(groups: Sequence[Sequence[Mention]], shared: Sequence[WordWeights]) -> list[Name]:
    return name_groups(groups, shared, Detector.load().language)


def _place(mention: Mention) -> tuple[str, int]:
    return mention.document_id, mention.start
