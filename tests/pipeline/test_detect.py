from __future__ import annotations

import random
from itertools import islice

import pytest

from pipeline.detect import DOCUMENTS_AT_ONCE, Detector
from tests.pipeline.documents import comment, post

PAINS = [
    "The app keeps crashing whenever I open a large file and I lose my work.",
    "I can't export my notes to PDF since the last update.",
    "I waste hours every week copying invoices into the spreadsheet by hand.",
    "They doubled the price of the team plan, it is way too expensive for us.",
]
NO_PAINS = [
    "You should restart the router and check the cable first.",
    "It works great for me, no problems at all.",
    "Thanks, that fixed my problem!",
    "Lovely photo, where was it taken?",
    "He said that he hates his job.",
]


@pytest.fixture(scope="module")
def detector() -> Detector:
    return Detector.load()


@pytest.mark.parametrize("body", PAINS)
def test_it_finds_a_stated_pain(detector: Detector, body: str):
    assert [mention.text for mention in detector.detect([comment("a", body)])] == [body]


@pytest.mark.parametrize("body", NO_PAINS)
def test_it_passes_over_advice_praise_thanks_and_talk(detector: Detector, body: str):
    assert not list(detector.detect([comment("a", body)]))


def test_a_wish_is_a_mention_of_its_own_category(detector: Detector):
    (mention,) = detector.detect([comment("a", "I wish there was a way to lock a single column.")])
    assert mention.category == "wish"


@pytest.mark.parametrize(
    "document",
    [
        post("a", "[For Hire] I fix apps that keep crashing", PAINS[0]),
        post("b", "We are hiring", PAINS[0]),
        post("c", "My app keeps crashing", "[removed]"),
        comment("d", PAINS[0] + "\n\nI am a bot, and this action was performed automatically."),
        comment("e", PAINS[0], is_bot=True),
        comment("f", "> " + PAINS[0]),
    ],
)
def test_what_nobody_suffers_yields_nothing(detector: Detector, document):
    assert not list(detector.detect([document]))


def test_quotes_are_verbatim_spans_of_the_raw_text(detector: Detector):
    documents = [post("a", PAINS[1], f"> quoted\n\n**{PAINS[0]}** &amp; more\n\n- {PAINS[2]}")]
    mentions = list(detector.detect(documents))
    assert len(mentions) == 3
    assert all(mention.text == documents[0].text[mention.start : mention.end] for mention in mentions)


def test_mentions_come_by_document_in_the_order_given(detector: Detector):
    documents = [comment(str(number), f"{PAINS[0]} {PAINS[1]}") for number in range(5)]
    random.Random(1).shuffle(documents)
    found = [mention.document_id for mention in detector.detect(documents)]
    assert found == [document.id for document in documents for _ in range(2)]


def test_a_sentence_is_judged_alike_in_any_company(detector: Detector):
    documents = [comment(str(number), body) for number, body in enumerate(PAINS * 3 + NO_PAINS * 3)]
    alone = [mention for document in documents for mention in detector.detect([document])]
    assert list(detector.detect(documents)) == alone


def test_it_reads_no_further_ahead_than_a_batch(detector: Detector):
    read = 0

    def endless():
        nonlocal read
        while True:
            read += 1
            yield comment(str(read), PAINS[read % len(PAINS)])

    assert len(list(islice(detector.detect_by_document(endless()), 10))) == 10
    assert read <= DOCUMENTS_AT_ONCE
