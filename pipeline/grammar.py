"""What a sentence's grammar says about its pain: who suffers, whether it is denied, asked for, or only imagined."""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain

from spacy.tokens import Span, Token

from pipeline.inflect import noun_forms, verb_forms
from pipeline.wordlists import words

FAILING = verb_forms(words("grammar", "failing"))
BAD = words("grammar", "bad")
TROUBLE = noun_forms(words("grammar", "trouble"))
PERSONS = words("grammar", "persons")
FIRST_PERSON = frozenset({"i", "we", "me", "us", "my", "our"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_PREDICATES = frozenset({"acomp", "attr", "oprd"})


def read_grammar(sentence: Span) -> dict[str, float]:
    """Name what the parse shows; a feature is 1 when some word of the sentence shows it."""
    found: dict[str, float] = {}
    for token in sentence:
        tag = token.tag_
        features = (_BY_WORD.get(token.lower_, ()), _BY_TAG.get(tag, ()), _OF_ROOTS if token.dep_ == "ROOT" else ())
        for name, shows in chain(*features):
            if name not in found and shows(token):
                found[name] = 1.0
    return found


def can_stand_alone(sentence: Span) -> bool:
    """Say whether the sentence names what it is about: "I hate it" does not."""
    things = {token.lower_ for token in sentence if _is_noun(token) and token.lower_ not in _EMPTY_NOUNS}
    deeds = {token.lower_ for token in sentence if _is_verb(token) and token.lower_ not in _EMPTY_VERBS}
    return len(sentence) >= 4 and len(things) + len(deeds) >= 2 and bool(things)


_EMPTY_NOUNS = noun_forms(words("grammar", "empty_nouns"))
_EMPTY_VERBS = verb_forms(words("grammar", "empty_verbs"))


def _own_inability(token: Token) -> bool:
    return _is_negated_modal(token) and _subject_words(token) <= FIRST_PERSON and bool(_subject_words(token))


def _thing_fails_to(token: Token) -> bool:
    return (
        _is_verb(token)
        and token.lower_ not in FAILING
        and _is_negated(token)
        and _has_thing_subject(token)
        and not _is_supposed(token)
    )


def _thing_fails(token: Token) -> bool:
    return (
        token.lower_ in FAILING
        and _is_verb(token)
        and not _is_negated(token)
        and _has_thing_subject(token)
        and not _is_supposed(token)
    )


def _fails_now(token: Token) -> bool:
    return (
        token.lower_ in FAILING
        and token.tag_ in ("VBZ", "VBP", "VBG")
        and not _is_negated(token)
        and not _is_supposed(token)
    )


def _thing_is_bad(token: Token) -> bool:
    head = token.head
    return (
        token.dep_ in _PREDICATES
        and token.lower_ in BAD
        and not _is_negated(head)
        and not _is_supposed(head)
        and not _subject_words(head) & PERSONS
    )


def _bad_is_denied(token: Token) -> bool:
    if token.lower_ in TROUBLE and _is_noun(token):
        determiners = {child.lower_ for child in token.children if child.dep_ == "det"}
        return "no" in determiners or ("any" in determiners and _is_negated(token.head))
    if token.lower_ in BAD and token.dep_ in _PREDICATES | {"amod"}:
        return _is_negated(token.head) or _is_negated(token)
    return token.lower_ in FAILING and _is_verb(token) and _is_negated(token) and not _is_modal_negation(token)


def _own_trouble(token: Token) -> bool:
    if token.lower_ not in TROUBLE or token.head.lower_ not in _MEETING:
        return False
    return bool(_subject_words(token.head) & FIRST_PERSON) and not _is_negated(token.head)


_MEETING = verb_forms(["have", "get", "experience", "run", "face"])


def _own_toil(token: Token) -> bool:
    return (
        token.lower_ in _TOILING
        and bool(_subject_words(token) & FIRST_PERSON)
        and token.tag_ in ("VBP", "VBZ", "VBD", "VBG", "VBN")
        and any(child.dep_ in ("xcomp", "dobj", "npadvmod", "advcl", "prt") for child in token.children)
    )


_TOILING = verb_forms(["have", "need", "force", "spend", "waste", "try", "struggle", "end"])


def _lacks(token: Token) -> bool:
    if token.lower_ == "no" and token.dep_ == "det":
        return token.head.lower_ not in TROUBLE and token.head.dep_ in ("attr", "dobj", "nsubj", "ROOT")
    return token.lower_ in _LACKING and _is_verb(token) and not _is_negated(token)


_LACKING = verb_forms(["lack", "miss"])


def _excess(token: Token) -> bool:
    return token.lower_ in ("too", "way", "so") and token.dep_ == "advmod" and token.head.lower_ in BAD


def _orders(token: Token) -> bool:
    return (
        token.dep_ == "ROOT"
        and token.tag_ == "VB"
        and token.i - token.sent.start < 3
        and not any(child.dep_ in _SUBJECTS | {"aux", "intj"} for child in token.children)
    )


def _pleads(token: Token) -> bool:
    return token.lower_ == "please" and _is_verb(token.head)


def _addresses_you(token: Token) -> bool:
    return token.lower_ == "you" and token.dep_ in _SUBJECTS and token.head.dep_ in ("ROOT", "ccomp", "conj")


def _speaks_of_others(token: Token) -> bool:
    return token.dep_ == "nsubj" and token.head.dep_ == "ROOT" and token.lower_ in PERSONS


def _own_subject(token: Token) -> bool:
    return token.dep_ in _SUBJECTS and token.head.dep_ == "ROOT" and token.lower_ in ("i", "we")


def _supposes(token: Token) -> bool:
    return token.lower_ in ("if", "unless") and token.dep_ == "mark"


def _past_root(token: Token) -> bool:
    return token.dep_ == "ROOT" and token.tag_ in ("VBD", "VBN") and not any(c.dep_ == "aux" for c in token.children)


def _present_root(token: Token) -> bool:
    return token.dep_ == "ROOT" and token.tag_ in ("VBZ", "VBP")


def _would_want(token: Token) -> bool:
    return token.lower_ in ("would", "'d", "could", "should") and token.dep_ == "aux" and token.head.dep_ == "ROOT"


def _asks_how(token: Token) -> bool:
    return token.tag_ in ("WRB", "WP") and token.i - token.sent.start < 2


# Each feature is looked for only where it can be: at certain words, at words of certain tags, or at the root.
Feature = tuple[str, Callable[[Token], bool]]
_VERB_TAGS = ("VB", "VBD", "VBG", "VBN", "VBP", "VBZ")
_BY_TAG: dict[str, tuple[Feature, ...]] = {
    **dict.fromkeys(_VERB_TAGS, (("own_inability", _own_inability), ("thing_fails_to", _thing_fails_to))),
    **dict.fromkeys(("WRB", "WP"), (("asks_how", _asks_how),)),
}
_OF_ROOTS: tuple[Feature, ...] = (
    ("orders", _orders),
    ("past_root", _past_root),
    ("present_root", _present_root),
)
_OF_WORDS: tuple[tuple[str, Callable[[Token], bool], frozenset[str]], ...] = (
    ("thing_fails", _thing_fails, FAILING),
    ("fails_now", _fails_now, FAILING),
    ("thing_is_bad", _thing_is_bad, BAD),
    ("bad_is_denied", _bad_is_denied, FAILING | BAD | TROUBLE),
    ("own_trouble", _own_trouble, TROUBLE),
    ("own_toil", _own_toil, _TOILING),
    ("lacks", _lacks, _LACKING | {"no"}),
    ("excess_of_bad", _excess, frozenset({"too", "way", "so"})),
    ("pleads", _pleads, frozenset({"please"})),
    ("addresses_you", _addresses_you, frozenset({"you"})),
    ("speaks_of_others", _speaks_of_others, PERSONS),
    ("own_subject", _own_subject, frozenset({"i", "we"})),
    ("supposes", _supposes, frozenset({"if", "unless"})),
    ("would", _would_want, frozenset({"would", "'d", "could", "should"})),
)
_BY_WORD: dict[str, tuple[Feature, ...]] = {
    word: tuple((name, shows) for name, shows, places in _OF_WORDS if word in places)
    for word in frozenset().union(*(places for _, _, places in _OF_WORDS))
}


# Penn tags say enough; the coarse parts of speech and the lemmas would take a third of the parsing time again.
def _is_verb(token: Token) -> bool:
    return token.tag_.startswith("VB")


def _is_noun(token: Token) -> bool:
    return token.tag_.startswith("NN")


def _is_negated(token: Token) -> bool:
    return any(child.dep_ == "neg" or child.lower_ == "never" for child in token.children)


def _is_negated_modal(token: Token) -> bool:
    return _is_verb(token) and _is_negated(token) and _is_modal_negation(token)


def _is_modal_negation(token: Token) -> bool:
    return any(child.dep_ == "aux" and child.lower_ in ("can", "could", "ca", "will", "wo") for child in token.children)


def _is_supposed(token: Token) -> bool:
    return any(
        (child.dep_ == "aux" and child.lower_ in ("may", "might", "could", "would", "'d"))
        or (child.dep_ == "mark" and child.lower_ in ("if", "unless", "whether"))
        for child in token.children
    )


def _subject_words(token: Token) -> set[str]:
    return {child.lower_ for child in token.children if child.dep_ in _SUBJECTS}


def _has_thing_subject(token: Token) -> bool:
    subjects = [child for child in token.children if child.dep_ in _SUBJECTS]
    return any(
        (_is_noun(subject) and subject.lower_ not in PERSONS) or subject.lower_ in ("it", "this", "that", "which")
        for subject in subjects
    )
