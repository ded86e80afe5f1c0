"""Finds the clauses of a parsed piece that could stand alone, each with what can be left off."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from pipeline.grammar import TROUBLE
from pipeline.inflect import noun_forms, verb_forms

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
_OPENING = frozenset({"ROOT", "ccomp", "conj", "advcl", "parataxis", "relcl", "pcomp", "dep"})
_SPEAKERS = frozenset({"i", "we", "you", "one", "u", "ive", "im"})
_OBJECT_CASE = frozenset({"me", "him", "us", "them", "yourself", "myself", "ourselves", "itself", "themselves"})
_ASIDE = frozenset({"cc", "intj", "mark", "parataxis", "meta", "preconj"})
_PUT_BETWEEN = frozenset({"appos", "parataxis", "intj", "meta"})


@dataclass(frozen=True, slots=True)
class Clause:
    """The words of a clause in their order. `standing` in 0..1 says how much of an assertion of its own it is."""

    head: Token
    words: tuple[Token, ...]
    subject: Token | None
    standing: float


def find_clauses(parse: Doc) -> Iterator[Clause]:
    """Yield every clause that asserts something, and every phrase about a trouble."""
    for token in parse:
        if _opens(token):
            standing = _standing(token)
            clause = _clause(token, standing)
            if standing > 0 and not _is_interrupted(clause):
                yield clause
        elif _is_noun(token) and is_headline(token):
            yield Clause(token, tuple(_phrase(token)), None, 0.85)


def _opens(token: Token) -> bool:
    if token.dep_ == "ROOT" and not _is_verb(token):
        return True
    if not _is_verb(token) or token.dep_ not in _OPENING:
        return False
    subjects = _subjects(token)
    if token.dep_ == "conj" and not subjects and not _is_verb(token.head):
        return False
    if any(subject.lower_ in _OBJECT_CASE for subject in subjects):
        return False
    if token.dep_ == "ROOT":
        return True
    if token.tag_ == "VB" and subjects:
        return any(child.dep_ == "aux" and child.tag_ != "TO" for child in token.children)
    if subjects:
        return True
    if token.tag_ == "VB":
        return token.dep_ in ("conj", "ccomp") and (_has_modal(token) or _asks_how(token))
    return token.tag_ != "VBN" or token.dep_ in ("conj", "ccomp")


def _standing(token: Token) -> float:
    """Rate how far the sentence asserts the clause: not at all what is conditional or denied."""
    marks = {child.lower_ for child in token.children if child.dep_ in ("mark", "advmod") and child.i < token.i}
    if marks & {"if", "unless", "whether", "until", "till"} or _asks_what(token):
        return 0.0
    if token.dep_ == "conj":
        return 0.95 * _standing(token.head)
    if token.dep_ == "ccomp":
        return 0.0 if is_denied(token.head) and token.head.lower_ in _OPINION else 0.97
    if token.dep_ == "advcl":
        return 0.9 if marks & {"because", "since", "as", "although", "though", "while", "that"} else 0.6
    return {"ROOT": 1.0, "parataxis": 0.95, "relcl": 0.8, "pcomp": 0.8, "dep": 0.7}.get(token.dep_, 0.7)


def _asks_what(token: Token) -> bool:
    """Say whether a "what" or "which" stands in front that the clause cannot be without."""
    return token.dep_ != "relcl" and any(
        child.tag_ in ("WP", "WDT") and child.dep_ not in ("nsubj", "nsubjpass", "det") for child in token.lefts
    )


def _clause(head: Token, standing: float) -> Clause:
    subject = next(iter(_subjects(head)), None)
    words = set(_own_words(head))
    if subject is None and head.dep_ == "conj":
        words |= _borrowed(head)
        subject = next(iter(_subjects(head.head)), None)
    elif subject is not None and head.dep_ == "relcl" and _can_stand_for(head.head, subject):
        words.discard(subject)
        words |= {word for word in head.head.subtree if word.i < head.left_edge.i and word.dep_ != "punct"}
        subject = head.head
    return Clause(head, tuple(sorted(words, key=lambda token: token.i)), subject, standing)


def _can_stand_for(noun: Token, relative: Token) -> bool:
    """Say whether "an app that crashes" may become "app crashes"; "the only app that works" means something else."""
    contracted = any(word.text.startswith("'") for word in relative.doc[relative.i + 1 : relative.i + 2])
    return relative.tag_ in ("WDT", "WP") and not contracted and not picks_out(noun)


def picks_out(noun: Token) -> bool:
    """Say whether a noun is one of several that only a relative clause can tell: "the only app that …"."""
    return any(child.lower_ in _PICKING or child.tag_ in ("JJS", "RBS") for child in noun.children)


_PICKING = frozenset({"only", "no", "any", "every", "each", "all", "first", "few", "those", "that", "one", "some"})


def _own_words(head: Token) -> Iterator[Token]:
    """Yield the words below a head, from its subject on, up to the first clause that stands beside it."""
    subject = next(iter(_subjects(head)), None)
    inverted = subject is not None and any(c.dep_ in ("aux", "neg") and c.i < subject.i for c in head.children)
    for child in head.lefts:
        fronted = (
            child.i < subject.i and not inverted if subject is not None else child.dep_ in ("prep", "advcl", "npadvmod")
        )
        asked = child.lower_ == "why" and not inverted
        if not (fronted or asked or child.dep_ in _ASIDE or child.dep_ in ("punct", "ccomp", "dep")):
            yield from _phrase(child)
    yield head
    waiting: list[Token] = []
    for child in head.rights:
        if child.dep_ in ("cc", "punct"):
            waiting.append(child)
        elif child.dep_ in _ASIDE or (child.dep_ == "conj" and _is_finite(child)) or _is_spliced(child, waiting):
            return
        else:
            yield from waiting
            waiting.clear()
            yield from _phrase(child)


def _is_spliced(token: Token, before: Sequence[Token]) -> bool:
    """Say whether a clause of its own follows a mere comma."""
    marked = any(child.dep_ in ("mark", "aux", "advmod") and child.i < token.i for child in token.children)
    return bool(before) and token.dep_ in ("advcl", "ccomp", "dep") and bool(_subjects(token)) and not marked


def _borrowed(head: Token) -> set[Token]:
    """Give what a later verb shares with the first of its row: the subject, and the auxiliaries where it has none."""
    first = head.head
    words = {word for subject in _subjects(first) for word in _phrase(subject)}
    if head.tag_ in ("VB", "VBG", "VBN") and not any(child.dep_ == "aux" for child in head.children):
        words |= {child for child in first.children if child.dep_ in ("aux", "auxpass", "neg") and child.i < first.i}
    return words


def _phrase(token: Token) -> Iterator[Token]:
    """Yield a phrase without what is put in between."""
    left_out = {
        word
        for part in token.subtree
        if part != token and (part.dep_ in _PUT_BETWEEN or (part.dep_ == "conj" and _is_verb(part) and _subjects(part)))
        for word in part.subtree
    }
    return (word for word in token.subtree if word not in left_out)


def _is_interrupted(clause: Clause) -> bool:
    """Say whether a comma stands before the verb: what is left and right of it seldom belongs together."""
    first = clause.subject if clause.head.dep_ == "relcl" and clause.subject is not None else clause.words[0]
    start = clause.head.left_edge if first.i < clause.head.left_edge.i and clause.head.dep_ == "relcl" else first
    return any(word.text in (",", ";") for word in clause.head.doc[start.i : clause.head.i])


def is_headline(noun: Token) -> bool:
    """Say whether a noun names a trouble, a lack or something wished for, with a word that tells which."""
    if noun.dep_ in ("compound", "poss", "npadvmod"):
        return False
    determiners = {child.lower_ for child in noun.children if child.dep_ == "det"}
    details = {child.dep_ for child in noun.children}
    if noun.lower_ in TROUBLE or noun.lower_ in _LACK:
        return not determiners & {"no", "any", "zero"} and bool(details & {"prep", "compound", "amod", "acl"})
    if "no" in determiners:
        return bool(details & {"prep", "acl", "relcl"})
    wished = any(above.lower_ in _WISHING for above in noun.ancestors)
    return noun.lower_ in _FEATURE and wished and "acl" in details


_LACK = noun_forms({"lack", "absence", "loss", "delay", "outage", "fee", "limit", "waste"})
_FEATURE = noun_forms({"option", "way", "ability", "feature", "setting", "button", "possibility"})
_WISHING = verb_forms({"love", "like", "want", "need", "wish", "add", "hope"})


def is_speaker(token: Token | None) -> bool:
    return token is not None and token.lower_ in _SPEAKERS


def _subjects(token: Token) -> list[Token]:
    return [child for child in token.children if child.dep_ in SUBJECTS]


def _is_finite(token: Token) -> bool:
    return bool(_subjects(token)) or token.tag_ in ("VBZ", "VBP", "VBD", "MD")


def is_denied(token: Token) -> bool:
    """Say whether a "not" or "never" stands by the word."""
    return any(child.dep_ == "neg" or child.lower_ == "never" for child in token.children)


_OPINION = frozenset({"think", "believe", "say", "mean", "know", "claim", "feel", "saying", "said"})


def _has_modal(token: Token) -> bool:
    return any(child.dep_ == "aux" and child.tag_ == "MD" for child in token.children)


def _asks_how(token: Token) -> bool:
    return any(child.lower_ == "how" for child in token.children)


def _is_verb(token: Token) -> bool:
    return token.tag_.startswith("VB") or token.tag_ == "MD"


def _is_noun(token: Token) -> bool:
    return token.tag_.startswith("NN")
