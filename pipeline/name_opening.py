"""Leaves off what opens a spoken clause and a headline can do without."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from pipeline.name_clauses import Clause, is_speaker

FEWEST = 3
_JOINING = frozenset({"and", "but", "so", "or", "also", "then", "plus", "now", "still", "meanwhile", "again"})
_ARTICLES = frozenset({"the", "a", "an", "my", "our", "this", "these", "those", "your"})
_BE = frozenset({"is", "'s", "are", "'re", "'m", "am", "was", "were", "s"})
_HAVE = frozenset({"'ve", "have", "had", "'s", "has"})
_MEET = frozenset({"have", "had", "got", "see", "found", "find", "has"})


def drop_opening(tokens: Sequence[Token], clause: Clause) -> list[Token]:
    """Drop joining words, the speaker, "there is", "it is" before "hard to", and an article or "my" in front."""
    kept = list(tokens)
    while kept and (kept[0].dep_ in ("punct", "cc") or kept[0].lower_ in _JOINING):
        kept.pop(0)
    if len(kept) > 1 and kept[0].lower_ == "why" and not kept[1].tag_.startswith(("VB", "MD")):
        kept.pop(0)
    for shorten in (_drop_speaker, _drop_there_is, _drop_it_is, _drop_article):
        shorter = shorten(kept, clause)
        if len(shorter) >= FEWEST:
            kept = shorter
    return [word for word in kept if not _owns_many(word)] if len(kept) > FEWEST + 1 else kept


def _owns_many(word: Token) -> bool:
    return (
        word.lower_ in ("my", "our")
        and word.head.tag_ == "NNS"
        and word.i < word.head.i
        and word.nbor().lower_ != "own"
    )


def _drop_speaker(kept: list[Token], clause: Clause) -> list[Token]:
    if not (kept and kept[0] == clause.subject and is_speaker(kept[0])):
        return kept
    rest = kept[2:] if len(kept) > 1 and kept[1].lower_ == "also" else kept[1:]
    if not rest or rest[0].lower_ in ("'d", "'ll", "d", "ll"):
        return kept
    if rest[0].text.startswith("'") or rest[0].lower_ in ("ve", "m"):
        return _drop_been(rest[1:])
    if len(rest) > 1 and rest[1].dep_ == "neg" and rest[0].lower_ not in ("am", "are"):
        return rest
    if rest[0].lower_ in _BE | _HAVE and (rest[0].dep_ in ("aux", "auxpass") or rest[0].lower_ in _BE):
        return _drop_been(rest[1:])
    if rest[0].lower_ in _MEET and len(rest) > 1 and rest[1].lower_ == "no":
        return rest[1:]
    return rest


def _drop_been(rest: list[Token]) -> list[Token]:
    """Drop the "been" of "have been looking", which says nothing without its "have"."""
    return rest[1:] if len(rest) > 1 and rest[0].lower_ == "been" and rest[1].tag_ == "VBG" else rest


def _drop_there_is(kept: list[Token], clause: Clause) -> list[Token]:
    said = [word.lower_ for word in kept[:3]]
    if len(said) == 3 and said[0] == "there" and said[1] in _BE and said[2] not in ("n't", "not"):
        return kept[2:]
    if said[:2] in (["is", "there"], ["are", "there"]):
        return kept[2:]
    return kept


def _drop_it_is(kept: list[Token], clause: Clause) -> list[Token]:
    if len(kept) < 4 or kept[0].lower_ != "it" or kept[1] != clause.head:
        return kept
    if not any(child.dep_ in ("xcomp", "ccomp") for child in _below(clause.head)):
        return kept
    return kept[2:] if kept[1].lower_ in _BE else kept[1:]


def _below(head: Token) -> list[Token]:
    return [*head.children, *(child for part in head.children if part.dep_ == "acomp" for child in part.children)]


def _drop_article(kept: list[Token], clause: Clause) -> list[Token]:
    if len(kept) < 2 or kept[0].lower_ not in _ARTICLES or kept[0].dep_ not in ("det", "poss"):
        return kept
    return kept if kept[1].lower_ in _COUNTING else kept[1:]


_COUNTING = frozenset({"lot", "few", "couple", "bit", "ton", "number", "dozen", "hundred", "little"})
