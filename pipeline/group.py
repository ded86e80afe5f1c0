"""Brings together the mentions that state the same pain, leaving out what copies say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from pipeline.cluster import cluster
from pipeline.deduplicate import find_copies
from pipeline.embed import Encoder, EncoderName, Vectors, load_encoder, to_unit_length
from pipeline.types import Document, Mention

# How much the thread's title weighs beside the sentence. "Same here, twice this week" means little without it; with
# more than about half, everything said in one thread falls into one group.
TITLE_WEIGHT = 0.4

Groups = list[int | None]


def group_mentions(
    mentions: Sequence[Mention],
    documents_with_mentions: Mapping[str, Document],
    encoder: EncoderName = "auto",
    thread_titles: Mapping[str, str] | None = None,
) -> tuple[Groups, dict[str, str]]:
    """Give the group of each mention, None where its document is a copy, and the copies with their originals.

    `thread_titles` names the posts, by id, that comments answer; posts among the documents need not be in it.
    """
    copies = find_copies(documents_with_mentions.values())
    kept = [i for i, mention in enumerate(mentions) if mention.document_id not in copies]
    order = sorted(kept, key=lambda i: (mentions[i].text, mentions[i].document_id, mentions[i].start))
    sentences = [" ".join(mentions[i].text.split()) for i in order]
    known = titles_of(documents_with_mentions.values()) | dict(thread_titles or {})
    titles = [_title(documents_with_mentions[mentions[i].document_id], known) for i in order]
    vectors = encode_in_thread(sentences, titles, load_encoder(encoder, len(order)))
    groups: Groups = [None] * len(mentions)
    for i, group in zip(order, cluster(vectors), strict=True):
        groups[i] = group
    return groups, copies


def titles_of(documents: Iterable[Document]) -> dict[str, str]:
    """Map the ids of posts to their titles."""
    return {document.id: document.title for document in documents if document.title is not None}


def encode_in_thread(sentences: list[str], titles: list[str], encoder: Encoder) -> Vectors:
    """Encode sentences with a share of their thread's title: float32 (n, d), unit length. No title adds nothing."""
    distinct = sorted(set(titles))
    row_of = {title: row for row, title in enumerate(distinct)}
    rows = np.array([row_of[title] for title in titles], dtype=np.int64)
    titled = np.array([title != "" for title in titles]).reshape(-1, 1)
    return to_unit_length(encoder.encode(sentences) + TITLE_WEIGHT * titled * encoder.encode(distinct)[rows])


def _title(document: Document, known: Mapping[str, str]) -> str:
    return document.title or known.get(document.post_id or "", "")
