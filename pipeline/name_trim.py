"""Trims a clause to a headline of a few words, cutting only where a phrase ends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from pipeline.name_clauses import SUBJECTS, Clause, is_denied
from pipeline.name_opening import drop_opening
from pipeline.wordlists import words

SHORTEST, LONGEST = 3, 9
UNFINISHED = words("name", "unfinished") | {
    "'s",
    "that's",
    "are",
    "'re",
    "being",
    "get",
    "am",
    "do",
    "does",
    "did",
    "n't",
}

# What a word cannot be without, by its relation to it; and what can be left out around it.
_NEEDED = SUBJECTS | {
    *("aux", "auxpass", "neg", "dobj", "attr", "acomp", "oprd", "xcomp", "ccomp", "pobj", "pcomp", "prt", "dative"),
    *("compound", "poss", "case", "nummod", "det", "quantmod", "predet", "nmod", "amod", "agent"),
}
_LOOSE = frozenset({"advmod", "npadvmod", "prep", "relcl", "appos", "advcl", "acl"})
_TELLING = frozenset(
    {
        *("never", "not", "too", "no", "barely", "hardly", "longer", "enough", "only", "how", "why", "when", "where"),
        *("forever", "manually", "badly", "slowly"),
    }
)
_NEVER_LAST = frozenset({"punct", "cc", "mark", "det", "aux", "auxpass", "prep", "poss", "case", "neg"})


@dataclass(frozen=True, slots=True)
class Headline:
    """A text and the words it is made of."""

    text: str
    words: tuple[Token, ...]
    clause: Clause


def find_headlines(clause: Clause) -> Iterator[Headline]:
    """Yield the beginnings of a clause that are whole, of 3 to 9 words, with and without what is said by the way."""
    for words_kept in _variants(clause):
        for end in range(words_kept.index(clause.head) + 1, len(words_kept) + 1):
            part = words_kept[:end]
            if len(part) > 2 * LONGEST:
                break
            if part[-1].dep_ not in _NEVER_LAST and _is_whole(part, words_kept[end:]):
                part = drop_opening(part, clause)
                text = write(part)
                said = text.split()
                if SHORTEST <= len(said) <= LONGEST and said[-1].lower() not in UNFINISHED:
                    yield Headline(text, tuple(part), clause)


def _variants(clause: Clause) -> Iterator[list[Token]]:
    yield list(clause.words)
    above = {clause.head, *clause.head.ancestors}
    dropped = {
        word
        for token in clause.words
        if token.dep_ in _LOOSE and token not in above and _can_go(token, clause)
        for word in token.subtree
    }
    if dropped:
        yield [word for word in clause.words if word not in dropped]


def _can_go(token: Token, clause: Clause) -> bool:
    """Say whether a part can be left out where it stands: adverbs of verbs, and whatever else stands by the subject."""
    if token.dep_ == "advmod":
        return token.head.tag_.startswith("VB") and token.lower_ not in _TELLING and not is_denied(token.head)
    return token.i < clause.head.i and not (token.dep_ == "prep" and _is_bound(token))


def _is_whole(part: Sequence[Token], cut: Sequence[Token]) -> bool:
    """Say whether nothing in the part hangs on what is cut off, and nothing that it needs is."""
    inside, outside = set(part), set(cut)
    if any(token.head in inside and _is_needed(token) for token in cut):
        return False
    return not any(token.dep_ not in SUBJECTS and token.head in outside for token in part)


def _is_needed(token: Token) -> bool:
    if token.dep_ in _NEEDED or token.head.dep_ in ("npadvmod", "relcl"):
        return True
    return (token.dep_ == "prep" and _is_bound(token)) or (token.dep_ == "acl" and token.tag_ == "VB")


def _is_bound(preposition: Token) -> bool:
    """Say whether a preposition belongs so closely to its word that it cannot be cut: "wait for", "lack of"."""
    head = preposition.head
    if preposition.lower_ == "of" or head.tag_.startswith("JJ"):
        return True
    beside = preposition.i == head.i + 1 and head.tag_.startswith("VB")
    return beside and not any(child.dep_ in ("dobj", "nsubjpass") for child in head.children)


def write(tokens: Sequence[Token]) -> str:
    """Write tokens as they stood, those apart with a blank between them."""
    text = ""
    for before, token in zip([None, *tokens], tokens, strict=False):
        attached = before is not None and token.i == before.i + 1 and not before.whitespace_
        text += ("" if attached or token.text.startswith("'") or token.text == "," else " ") + token.text
    return capitalise(text.strip(" ,'-*"))


def cut_short(text: str) -> str:
    """Keep at most nine words: up to one that opens a phrase, and never ending on one that wants another."""
    said = text.split()
    ends = [end for end in range(SHORTEST, LONGEST + 1) if len(said) > LONGEST and said[end].lower() in UNFINISHED]
    kept = said[: max(ends, default=LONGEST)]
    while len(kept) > 2 and kept[-1].lower() in UNFINISHED:
        kept.pop()
    return " ".join(kept).strip(_EDGES) or " ".join(kept)


_EDGES = " '\"-–—*,.!?#>_~"


def capitalise(text: str) -> str:
    """Begin with a capital, unless the first word has one where it wants it: "iPhone"."""
    first = text.partition(" ")[0]
    return text[:1].upper() + text[1:] if first.islower() and "://" not in first else text
