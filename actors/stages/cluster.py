"""Cluster: from mentions to groups of the same problem."""

from __future__ import annotations

from actors.run import Run
from actors.stages.engine_values import to_document, to_mention
from actors.vector_cache import vector_cache
from models.document import documents_by_id, titles_of
from models.grouping import replace_centroids, set_copies, set_groups
from models.pain_point import mentions_of
from pipeline.analyse import group_mentions
from pipeline.embed import load_encoder
from settings import load_settings


def group(run: Run) -> None:
    rows = mentions_of(run.scan.id)
    documents = {row.id: to_document(row) for row in documents_by_id({row.document_id for row in rows})}
    mentions = [to_mention(row, documents[row.document_id]) for row in rows]
    threads = {document.post_id for document in documents.values() if document.post_id}
    encoder = load_encoder("auto", len(mentions)).name
    titles = titles_of(run.scan.id, threads)
    groups, copies, centres, similarities = group_mentions(
        mentions, documents, encoder, titles, checkpoint=run.checkpoint, cache=vector_cache(load_settings())
    )
    placed = [
        (row.id, number, similarity)
        for row, number, similarity in zip(rows, groups, similarities, strict=True)
        if number is not None and similarity is not None
    ]
    with run.handing_over(encoder=encoder, duplicates=len(copies), mentions=len(placed)):
        set_groups(placed)
        set_copies(run.scan.id, copies)
        replace_centroids(run.scan.id, (vector.tobytes() for vector in centres.astype("<f2")))
