"""What a sentence's words give away before anything is parsed: counts of turns of phrase, each with a name.

The patterns stand in `language/cues.toml` and read lower-cased text with straight apostrophes (`plain`).
"""

from __future__ import annotations

import re

from pipeline.pattern_index import PatternIndex
from pipeline.wordlists import cue_patterns

_PATTERNS = cue_patterns()
# The cues that name a trouble; with those that state a wish or a search they make a sentence worth a look. All others
# (praise, advice, jokes …) only qualify it.
TROUBLES = (
    "inability",
    "not_working",
    "failure",
    "trouble",
    "slow",
    "waiting",
    "money",
    "confusing",
    "tedious",
    "annoyance",
    "poor",
    "excess",
    "lack",
    "in_vain",
    "workaround",
    "switching",
)
_STATING = (*TROUBLES, "wish", "seeking", "payment")
_CUES = PatternIndex(_PATTERNS)
_STATED = PatternIndex({name: _PATTERNS[name] for name in _STATING})
_MOST = 2
# "No problems", "never crashed", "without a single error": the trouble named is not there, so it is not counted.
_DENIED_TROUBLE = re.compile(
    r"\b(?:no|zero|without|not (?:a|one|an?y)(?: single)?|never|nothing|hasn't|haven't|nor|free of|minus the)"
    r" (?:(?!thing|matter|one|way)[\w%-]+,? ){0,2}?"
    r"(?:problems?|issues?|troubles?|errors?|bugs?|crash\w*|glitch\w*|fail\w*|complain\w*|lag|lost|loses?|drop\w*|hassle"
    r"|hiccups?|headaches?|broken?|froze\w*|stutter\w*|disconnect\w*|surprises|conflicts?|struggl\w*|disappoint\w*|died"
    r"|stuck|delays?|downtime|drama|nags?|stick\w*)\b"
)
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'"})


def plain(sentence: str) -> str:
    """Lower the case, straighten apostrophes and close up blanks."""
    return " ".join(sentence.translate(_APOSTROPHES).lower().split())


def states_trouble(plain_sentence: str) -> bool:
    """Say whether any cue of a pain or a wish occurs."""
    return _STATED.occurs(plain_sentence)


def count_cues(plain_sentence: str) -> dict[str, float]:
    """Count each cue, at most twice; only cues that occur are named."""
    asserted, denials = _DENIED_TROUBLE.subn(" ", plain_sentence)
    counts = {name: float(min(count, _MOST)) for name, count in _CUES.count(asserted).items()}
    signs = {
        "denied_trouble": denials > 0,
        "question_mark": "?" in plain_sentence,
        "exclamation": "!" in plain_sentence,
        "very_short": plain_sentence.count(" ") < 4,
        "very_long": plain_sentence.count(" ") >= 30,
    }
    return counts | {name: 1.0 for name, shown in signs.items() if shown}
