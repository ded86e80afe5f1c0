"""Rates a headline: it shall say what is wrong with what, and say it for the group."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Token

from pipeline.cues import count_cues, plain
from pipeline.grammar import PERSONS, TROUBLE, read_grammar
from pipeline.inflect import verb_forms
from pipeline.judge import choose_category
from pipeline.model import load_detection_models
from pipeline.name_clauses import Clause, is_denied, is_headline, is_speaker, picks_out
from pipeline.name_trim import Headline
from pipeline.name_trouble import hints_at_trouble, rate_trouble
from pipeline.name_words import WordWeights, centrality, content_stems
from pipeline.types import Mention

# A name of the category that all of a group is of gains this much.
ALIKE = 0.25


def rate(headline: Headline, shared: WordWeights) -> float:
    """Multiply what speaks for a headline: 1 is neutral, less is a flaw."""
    text, clause = headline.text, headline.clause
    worth = centrality(text, shared) * clause.standing * rate_trouble(text) * _rate_wording(text)
    worth *= _rate_place_of_trouble(headline) * _rate_subject(headline) * _rate_references(headline)
    return round(worth * _rate_seam(headline.words), 6)


def rate_statement(headline: Headline, quotes: Sequence[Mention]) -> float:
    """Rate how surely the words state a pain or a wish, and how many of the quotes state one of that category."""
    verdict = load_detection_models().first
    span = headline.clause.head.doc[headline.words[0].i : headline.words[-1].i + 1]
    features = count_cues(plain(headline.text)) | read_grammar(span)
    pain, wish = verdict.pain.probability(features), verdict.wish.probability(features)
    category = choose_category(features, pain, wish)
    alike = sum(quote.category == category for quote in quotes) / len(quotes)
    return (0.7 + 0.5 * max(pain, wish)) * (1.0 + ALIKE * alike)


def _rate_wording(text: str) -> float:
    worth = (0.2, 0.45, 0.7, 0.92, 1.0)[min(len(set(content_stems(text))), 4)]
    worth *= 0.65 ** text.count(",")
    return worth * (0.5 if _PAST.search(text) else 1.0)


_PAST = re.compile(r"\bused to\b", re.I)


def _rate_place_of_trouble(headline: Headline) -> float:
    """Rate how near the verb the trouble stands: in a side remark it is hardly what the clause is about."""
    head = headline.clause.head
    steps = [_steps(token, head) for token in headline.words if token.dep_ == "neg" or hints_at_trouble(token.lower_)]
    return (1.0, 1.0, 0.9, 0.75, 0.65)[min([*steps, 4]) if steps else 2]


def _steps(token: Token, head: Token) -> int:
    steps = 0
    while token != head and token.head != token:
        steps += 3 if token.dep_ == "poss" else 2 if token.dep_ in ("relcl", "advcl") else token.dep_ not in _NO_STEP
        token = token.head
    return steps


_NO_STEP = frozenset({"xcomp", "pobj", "det", "compound", "neg"})


def _rate_subject(headline: Headline) -> float:
    clause = headline.clause
    subject, head = clause.subject, clause.head
    if subject is None:
        return _rate_without_subject(headline)
    if is_speaker(subject):
        return _rate_speaker(clause)
    if subject not in headline.words:
        return 1.0
    if head.lower_ in _SAYING and (not _is_noun(subject) or any(child.dep_ == "ccomp" for child in head.children)):
        return 0.4
    if subject.dep_ == "expl":
        return 1.1
    if subject.dep_ == "csubj":
        return 0.6
    if subject.lower_ in _PRONOUNS:
        return 0.28
    if subject.lower_ in TROUBLE and head.lower_ in ("is", "'s", "was", "are"):
        return 0.6
    if is_headline(subject):
        return 0.65  # it says all by itself: "No refunds for students is a joke"
    if subject.lower_ in PERSONS or subject.lower_ in _KIN:
        return 0.7
    if not is_denied(head) and (head.lower_ in _MENDING or any(child.lower_ == "will" for child in head.children)):
        return 0.7
    return 1.25 if _is_noun(subject) and head.tag_.startswith(("VB", "MD")) else 1.0


def _rate_without_subject(headline: Headline) -> float:
    head = headline.clause.head
    if head.tag_ in ("VBZ", "VBP"):
        return 0.4
    if head.tag_ == "VBD":
        return 0.85
    return 0.6 if head.tag_ == "VB" and head.dep_ == "ROOT" else 1.0


def _rate_speaker(clause: Clause) -> float:
    supposing = any(child.lower_ in ("would", "wo", "should") for child in clause.head.children)
    if supposing:
        return 0.6 if is_denied(clause.head) else 0.8
    if not is_denied(clause.head):
        return 0.6 if clause.head.lower_ in _DEEDS else 0.9
    # "I can't" is a failure, "I don't" a habit.
    return 1.1 if any(child.lower_ in _ABILITY for child in clause.head.children) else 0.75


# What fails when a thing does it, and is a choice when its user does.
_DEEDS = verb_forms(
    {"shut", "delete", "drop", "cut", "wipe", "restart", "reboot", "disconnect", "reset", "stop", "add"}
)
_ABILITY = frozenset({"can", "ca", "could", "able", "cannot", "never"})


def _rate_references(headline: Headline) -> float:
    """Lower the rate for each word that points outside the headline, and where no thing is named."""
    worth = 1.0
    for token in headline.words:
        if token == headline.clause.subject:
            continue
        if token.dep_ == "det":
            worth *= 0.9 if token.lower_ in ("this", "that", "these", "those") else 1.0
        elif token.lower_ in _PRONOUNS:
            worth *= 0.65
        elif token.lower_ in _ADDRESSED:
            worth *= 0.88
        elif token.lower_ in _SUPPOSING and token.dep_ == "aux" and not is_denied(token.head):
            worth *= 0.75
        elif token.lower_ == "if":
            worth *= 0.6
    nouns = sum(_is_noun(token) and token.lower_ not in _PRONOUNS for token in headline.words)
    return worth * (0.35, 0.9, 1.0)[min(nouns, 2)]


_SUPPOSING = frozenset({"would", "could", "might", "may", "'d"})
_ADDRESSED = frozenset({"you", "your", "i", "me", "we", "us", "u"})
_PRONOUNS = frozenset(
    {
        *("it", "they", "he", "she", "this", "that", "these", "those", "them", "him", "her", "his", "its", "their"),
        *("itself", "themselves", "which", "who", "what", "something", "anything", "stuff", "thing", "things", "some"),
        *(
            "there",
            "here",
            "ones",
            "one",
            "someone",
            "mine",
            "ours",
            "yours",
            "theirs",
            "whose",
            "such",
            "same",
            "other",
        ),
    }
)
_MENDING = verb_forms({"help", "fix", "solve", "prevent", "avoid"})
_SAYING = verb_forms({"say", "tell", "mention", "read", "hear", "think", "claim"}) | {"heard"}
_KIN = frozenset(
    {
        *("wife", "husband", "lady", "friend", "friends", "boss", "uncle", "mom", "dad", "sister", "brother", "son"),
        *("daughter", "kid", "kids", "guys", "buddy", "anyone", "anybody"),
    }
)


def _rate_seam(words: Sequence[Token]) -> float:
    """Rate how naturally the text ends where the last word stands, by the word that followed it."""
    last = words[-1]
    for word in words:
        if any(child.dep_ == "relcl" and child.i > last.i for child in word.children):
            return 0.6 if picks_out(word) else 0.8
    if last.i + 1 == len(last.doc) or last.nbor().is_punct:
        return 1.0
    follows = last.nbor()
    if last.tag_ in ("JJR", "RBR") or (follows.lower_ == "as" and last.i > 0 and last.nbor(-1).lower_ == "as"):
        return 0.5
    in_row = any(token.dep_ == "conj" and token.i > words[0].i for token in (last, *last.ancestors) if token in words)
    resumes = follows.tag_ in _RESUMING or follows.dep_ in ("mark", "advmod")
    return 0.97 if resumes and not in_row else 0.6


_RESUMING = frozenset({"CC", "IN", "TO", "WDT", "WP", "WRB", "RB"})


def _is_noun(token: Token) -> bool:
    return token.tag_.startswith("NN")
