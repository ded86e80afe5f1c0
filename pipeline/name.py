"""Names a group of mentions by a clause of its own."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from pipeline.clean import mask
from pipeline.wordlists import phrases, words

SHORTEST, LONGEST = 3, 9
# The name comes from one of the best quotes; the words that are weighed, from all.
QUOTES_CONSIDERED = 20
WordWeights = Mapping[str, float]


def rarity(texts: Sequence[str]) -> WordWeights:
    """Weigh each word by how few of all mentions hold it (inverse document frequency)."""
    holding = Counter(word for text in texts for word in set(_content(text)))
    return {word: math.log((1 + len(texts)) / (1 + count)) + 0.1 for word, count in holding.items()}


def name_group(quotes: Sequence[str], weights: WordWeights) -> str:
    """Choose the clause that holds most of what the group shares and others lack, of 3 to 9 words where there is one.

    `quotes` stand best first. Every word of the name stands in one of them, in that order; fillers and a leading "I"
    are dropped.
    """
    shared = _shared_words(quotes, weights)
    clauses = sorted({clause for quote in quotes[:QUOTES_CONSIDERED] for clause in _clauses(quote)})
    if not clauses:
        return _capitalise(" ".join(mask(quotes[0]).split()[:LONGEST]))
    return _capitalise(max(clauses, key=lambda clause: _worth(clause, shared)))


def _shared_words(quotes: Sequence[str], weights: WordWeights) -> WordWeights:
    holding = Counter(word for quote in quotes for word in set(_content(quote)))
    return {word: count / len(quotes) * weights.get(word, 0.1) for word, count in holding.items()}


def _worth(clause: str, shared: WordWeights) -> float:
    said = clause.lower().split()
    content = set(_content(clause))
    worth = sum(shared.get(word, 0.0) for word in sorted(content)) / math.sqrt(3 + len(said))
    if _STATES_TROUBLE.search(clause.lower()):
        worth *= 1.6
    if said[0] in _DANGLING or said[-1] in _UNFINISHED:
        worth *= 0.5
    if not _ADDRESSED.isdisjoint(said):
        worth *= 0.6
    return round(worth * min(len(content), 3) / 3, 9)


_STATES_TROUBLE = re.compile(phrases("name", "trouble"))
_DANGLING = words("name", "dangling")
_UNFINISHED = words("name", "unfinished")
_ADDRESSED = frozenset({"you", "your", "you're", "you'll"})


def _clauses(quote: str) -> Iterator[str]:
    for piece in _CLAUSE_END.split(mask(quote).replace("’", "'")):
        said = _OPENING.sub("", " ".join(_FILLER.sub("", piece).split()).strip(_EDGES)).strip(_EDGES).split()
        if len(said) > LONGEST:
            said = _cut(said)
        if len(said) >= SHORTEST:
            yield " ".join(said)


_CLAUSE_END = re.compile(
    rf"[.!?;:()\[\]\"“”,…]+(?=\s|$)|(?:(?<=\s)|^)[(\[\"“]|\s[-–—]+\s|—|{phrases('name', 'clause_words')}", re.I
)
_FILLER = re.compile(rf"{phrases('name', 'fillers')},?\s*", re.I)
# Whatever opens the clause may go as long as two words stay.
_OPENING = re.compile(rf"^(?:{phrases('name', 'openings')}\s+)+(?=\S+\s+\S+)", re.I)
_EDGES = " '-–—*,"


def _cut(said: list[str]) -> list[str]:
    """Shorten to at most nine words, not ending on a word that wants another."""
    kept = said[:LONGEST]
    while len(kept) > SHORTEST and kept[-1].lower() in _UNFINISHED:
        kept.pop()
    return kept


_WORD = re.compile(r"[a-z0-9][a-z0-9'+#.-]*[a-z0-9+#]|[a-z0-9]")
_STOP = words("name", "stop")


def _content(text: str) -> list[str]:
    return [word for word in _WORD.findall(text.lower().replace("’", "'")) if word not in _STOP]


def _capitalise(clause: str) -> str:
    return clause[:1].upper() + clause[1:]
