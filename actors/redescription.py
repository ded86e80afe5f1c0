"""What a scan shows of a pain point whose mentions people moved; light enough for the API's process."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from peewee import chunked

from actors.stages.engine_values import to_columns, to_document, to_mention
from models.document import documents_by_id
from models.pain_point import ROWS_PER_INSERT, Mention
from pipeline.describe import describe, evidence_of
from pipeline.name_words import shared_words, stands_in
from pipeline.rank_quotes import order_quotes
from pipeline.types import CorpusStats


def describe_anew(
    name: str, mention_ids: Sequence[int], stats: CorpusStats, as_of_utc: int
) -> tuple[dict[str, Any], list[int]]:
    """Return the columns of an observation, and the mentions in the order of their quotes.

    The name is looked for in the mentions in their order. What quotes share is counted in themselves alone: weighing
    words by how rare they are would take all texts of the scan.
    """
    rows = [
        row for batch in chunked(mention_ids, ROWS_PER_INSERT) for row in Mention.select().where(Mention.id.in_(batch))
    ]
    documents = {row.id: to_document(row) for row in documents_by_id({row.document_id for row in rows})}
    evidence = {id_: evidence_of(document) for id_, document in documents.items()}
    members = {int(row.id): to_mention(row, documents[row.document_id]) for row in rows}
    id_of = {mention: id_ for id_, mention in members.items()}
    named_by = next((members[id_] for id_ in mention_ids if stands_in(name, members[id_].text)), None)
    ordered = sorted(members.values(), key=lambda mention: (mention.document_id, mention.start))
    quotes = order_quotes(ordered, evidence, shared_words([mention.text for mention in ordered], {}), named_by)
    return to_columns(describe(name, quotes, evidence, stats, as_of_utc)), [id_of[quote] for quote in quotes]
