"""Names groups of mentions by a clause of their own: what is wrong with what, in 3 to 9 words that were written."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.name_clauses import find_clauses
from pipeline.name_pieces import pieces
from pipeline.name_trim import SHORTEST, Headline, capitalise, cut_short, find_headlines
from pipeline.name_trouble import rate_trouble
from pipeline.name_words import WordWeights, centrality, stands_in
from pipeline.name_worth import rate, rate_statement
from pipeline.types import Mention

# Parsing is what naming costs; the rest of a group would seldom say it better than its most central pieces.
FEWEST_PIECES, MOST_PIECES, QUOTES_PER_PIECE = 2, 8, 3
QUOTES_CUT = 24
SHORT_PIECE = 12
CONTENDING = 0.4
# Characters of a quote that may stand first as it is: it will, since the name is cut from it.
LONGEST_FIRST = 220
PIECES_AT_ONCE = 128
HEADLINES_WEIGHED = 5


@dataclass(frozen=True, slots=True)
class Name:
    """A name, and the number of the quote that it is cut from."""

    text: str
    quote: int


def name_groups(groups: Sequence[Sequence[Mention]], shared: Sequence[WordWeights], language: Language) -> list[Name]:
    """Name each group by its quotes; `shared[i]` weighs the words of `groups[i]`.

    Every word of a name stands in the quote that it is cut from, in that order. A quote is taken as it comes, so a
    caller that wants equal names for equal groups sorts them.
    """
    chosen = [_choose_pieces(quotes, weights) for quotes, weights in zip(groups, shared, strict=True)]
    texts = sorted({piece for numbered in chosen for piece in numbered})
    parses = dict(zip(texts, language.pipe(texts, batch_size=PIECES_AT_ONCE), strict=True))
    return [
        _name(quotes, [(parses[piece], number) for piece, number in numbered.items()], weights)
        for quotes, numbered, weights in zip(groups, chosen, shared, strict=True)
    ]


def _choose_pieces(quotes: Sequence[Mention], shared: WordWeights) -> dict[str, int]:
    """Give the pieces most central to the group, each with the number of its quote."""
    numbered: dict[str, int] = {}
    for number in _choose_quotes(quotes, shared):
        for piece in pieces(quotes[number].text):
            numbered.setdefault(piece, number)
    worth = {
        piece: round(centrality(piece, shared) * rate_trouble(piece) * _standing(quotes[number]) * _shortness(piece), 6)
        for piece, number in numbered.items()
    }
    best = sorted(numbered, key=lambda piece: (-worth[piece], piece))[: _count_pieces(len(quotes))]
    return {piece: numbered[piece] for piece in best if worth[piece] >= CONTENDING * worth[best[0]]}


def _shortness(piece: str) -> float:
    """Favour pieces not much longer than a name: they are parsed faster, and rightly more often."""
    return math.pow(min(1.0, SHORT_PIECE / len(piece.split())), 0.3)


def _choose_quotes(quotes: Sequence[Mention], shared: WordWeights) -> list[int]:
    if len(quotes) <= QUOTES_CUT:
        return list(range(len(quotes)))
    worth = [round(centrality(quote.text, shared) * _standing(quote), 6) for quote in quotes]
    return sorted(sorted(range(len(quotes)), key=lambda number: (-worth[number], number))[:QUOTES_CUT])


def _count_pieces(quotes: int) -> int:
    return min(FEWEST_PIECES + quotes // QUOTES_PER_PIECE, MOST_PIECES)


def _standing(quote: Mention) -> float:
    """Rate how fit a quote is to stand first: sure to state a pain, and not too long to be read."""
    return (0.2 + 0.8 * quote.probability) * min(1.0, LONGEST_FIRST / len(quote.text))


def _name(quotes: Sequence[Mention], parses: Sequence[tuple[Doc, int]], shared: WordWeights) -> Name:
    rated: dict[str, tuple[float, Headline, int]] = {}
    for headline, number in _headlines(parses):
        worth = round(rate(headline, shared) * _standing(quotes[number]), 6)
        if headline.text not in rated or worth > rated[headline.text][0]:
            rated[headline.text] = (worth, headline, number)
    ordered = sorted(rated.values(), key=lambda item: (-item[0], item[1].text))
    written = (item for item in ordered if stands_in(item[1].text, quotes[item[2]].text))
    best = [
        (-round(worth * rate_statement(headline, quotes), 6), headline.text, number)
        for worth, headline, number in islice(written, HEADLINES_WEIGHED)
    ]
    if not best:
        return _name_plainly(quotes)
    _, text, number = min(best)
    return Name(text, number)


def _headlines(parses: Sequence[tuple[Doc, int]]) -> Iterator[tuple[Headline, int]]:
    for parse, number in parses:
        for clause in find_clauses(parse):
            for headline in find_headlines(clause):
                yield headline, number


def _name_plainly(quotes: Sequence[Mention]) -> Name:
    """Take the shortest run of words between two marks, with a trouble in it where there is one."""
    runs = [
        (-rate_trouble(run), len(run.split()), run, number)
        for number, quote in enumerate(quotes)
        for piece in pieces(quote.text)
        for run in piece.split(",")
        if len(run.split()) >= SHORTEST
    ]
    if runs:
        _, _, run, number = min(runs)
        return Name(capitalise(cut_short(run)), number)
    return Name(capitalise(cut_short(quotes[0].text)), 0)
