"""Brings together the mentions that state the same pain, leaving out what copies say."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from pipeline.cached_encoder import VectorCache, remember
from pipeline.centres import find_centres
from pipeline.cluster import cluster
from pipeline.deduplicate import find_copies
from pipeline.embed import Encoder, EncoderName, Vectors, load_encoder, to_unit_length
from pipeline.offer import leave_out_offers
from pipeline.subject import find_subjects, leave_out
from pipeline.types import Document, Mention

# How much the thread's title weighs beside a sentence. "Same here, twice this week" means little without it; beside a
# sentence that speaks for itself it would bring together all that was said in one thread.
TITLE_WEIGHT = 0.4
WORDS_THAT_NEED_TITLE, WORDS_THAT_DO_WITHOUT = 6, 16

# Texts between two checkpoints: a second or two of the slower encoder's work.
TEXTS_PER_STEP = 128

Groups = list[int | None]
Checkpoint = Callable[[], None]


class Grouping(NamedTuple):
    """The group of each mention, None where its document is a copy, and the copies with their originals.

    `centres` is float32 (groups, d), unit length; `similarities` holds each mention's cosine with its group's centre,
    None for copies.
    """

    groups: Groups
    copies: dict[str, str]
    centres: Vectors
    similarities: list[float | None]


def go_on() -> None:
    """Do nothing: the checkpoint of a caller that never stops early."""


def group_mentions(
    mentions: Sequence[Mention],
    documents_with_mentions: Mapping[str, Document],
    encoder: EncoderName = "auto",
    thread_titles: Mapping[str, str] | None = None,
    *,
    checkpoint: Checkpoint = go_on,
    cache: VectorCache | None = None,
) -> Grouping:
    """Group the mentions.

    `thread_titles` names the posts, by id, that comments answer; posts among the documents need not be in it.
    `checkpoint` is called about once a second and may raise, to stop. `cache` saves time, and changes nothing else.
    """
    copies = find_copies(documents_with_mentions.values())
    kept = [i for i, mention in enumerate(mentions) if mention.document_id not in copies]
    order = sorted(kept, key=lambda i: (mentions[i].text, mentions[i].document_id, mentions[i].start))
    sentences = [" ".join(mentions[i].text.split()) for i in order]
    known = titles_of(documents_with_mentions.values()) | dict(thread_titles or {})
    titles = [_title(documents_with_mentions[mentions[i].document_id], known) for i in order]
    model = remember(load_encoder(encoder, len(order)), cache)
    subjects = find_subjects(sentences)
    compared = leave_out(leave_out_offers(sentences), subjects)
    vectors = encode_in_thread(compared, leave_out(titles, subjects), model, checkpoint)
    checkpoint()
    found = cluster(vectors)
    centres, likeness = find_centres(vectors, found)
    groups: Groups = [None] * len(mentions)
    similarities: list[float | None] = [None] * len(mentions)
    for i, group, similarity in zip(order, found, likeness, strict=True):
        groups[i], similarities[i] = group, similarity
    return Grouping(groups, copies, centres, similarities)


def titles_of(documents: Iterable[Document]) -> dict[str, str]:
    """Map the ids of posts to their titles."""
    return {document.id: document.title for document in documents if document.title is not None}


def encode_in_thread(
    sentences: list[str], titles: list[str], encoder: Encoder, checkpoint: Checkpoint = go_on
) -> Vectors:
    """Encode sentences with a share of their thread's title: float32 (n, d), unit length. No title adds nothing."""
    distinct = sorted(set(titles))
    row_of = {title: row for row, title in enumerate(distinct)}
    rows = np.array([row_of[title] for title in titles], dtype=np.int64)
    weights = np.array(
        [_title_weight(sentence) if title else 0.0 for sentence, title in zip(sentences, titles, strict=True)]
    )
    spoken = _encode(sentences, encoder, checkpoint)
    return to_unit_length(spoken + weights.reshape(-1, 1) * _encode(distinct, encoder, checkpoint)[rows])


def _title_weight(sentence: str) -> float:
    spare = (WORDS_THAT_DO_WITHOUT - len(sentence.split())) / (WORDS_THAT_DO_WITHOUT - WORDS_THAT_NEED_TITLE)
    return TITLE_WEIGHT * min(max(spare, 0.0), 1.0)


def _encode(texts: list[str], encoder: Encoder, checkpoint: Checkpoint) -> Vectors:
    # Texts of like length go together, which an encoder reads fastest; a row does not depend on its company.
    order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
    vectors = encoder.encode([]) if not texts else None
    for start in range(0, len(order), TEXTS_PER_STEP):
        checkpoint()
        rows = order[start : start + TEXTS_PER_STEP]
        encoded = encoder.encode([texts[i] for i in rows])
        vectors = np.zeros((len(texts), encoded.shape[1]), dtype=np.float32) if vectors is None else vectors
        vectors[rows] = encoded
    assert vectors is not None
    return vectors


def _title(document: Document, known: Mapping[str, str]) -> str:
    return document.title or known.get(document.post_id or "", "")
