"""The main flow of every source that reads files: survey them, judge each record, hand out pages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from pipeline.types import Document
from sources.errors import NothingInRange, NothingToRead
from sources.faults import DamagedFile, UnreadableFile
from sources.fields import Record
from sources.file_set import FileSet
from sources.records import document_from
from sources.refusals import Refusal
from sources.selection import Selection
from sources.survey import Survey, needs_survey
from sources.tally import Tally
from sources.types import HashAuthor, Page, Query

# A page is due after so many records (less than 1 s) even if empty: the caller may want to save, stop or renew a lease.
RECORDS_PER_PAGE = 10_000


def read_pages(
    files: FileSet, query: Query, cursor: dict[str, Any] | None, *, hash_author: HashAuthor, page_size: int
) -> Iterator[Page]:
    """Yield what a query finds in files, in file order.

    The cursor counts the records behind it. To resume, the files are read again from the start with nothing handed out
    before that point: dearer than a seek, but limits, repeats and coverage come out as if there had been no break.

    Raises:
      NothingToRead: There are no files, or none holds a record that can be read.
      NothingInRange: There are documents, all of them outside the range.
    """
    resumed_at = int(cursor["records"]) if cursor else 0
    passes = 2 if needs_survey(query) else 1
    survey = Survey()
    for surveyed, _ in enumerate(survey.read(files, query), start=1):
        if surveyed % RECORDS_PER_PAGE == 0:
            yield Page([], {"records": resumed_at}, [], done=files.share_read(passes))

    tallies: list[Tally] = []
    selection = Selection(query, survey)
    page: list[Document] = []
    position = 0
    for document in _judge(files, selection, hash_author, tallies):
        position += 1
        if document and position > resumed_at:
            page.append(document)
        if len(page) == page_size or position % RECORDS_PER_PAGE == 0:
            yield _page(page, max(position, resumed_at), tallies, done=files.share_read(passes))
            page = []
    _refuse_if_nothing(tallies, selection)
    yield _page(page, max(position, resumed_at), tallies, done=1)


def _judge(
    files: FileSet, selection: Selection, hash_author: HashAuthor, tallies: list[Tally]
) -> Iterator[Document | None]:
    """Yield once a record, the document or None where there is none to hand out, and add a tally for each file."""
    for target in files.paths:
        tally = Tally(target)
        tallies.append(tally)
        try:
            for line, record in files.records(target):
                yield _judge_record(record, line, selection, hash_author, tally)
        except FileNotFoundError:
            tally.fault = ("missing", "there is no such file")
        except UnreadableFile as fault:
            tally.fault = ("unreadable", str(fault))
        except DamagedFile as fault:
            tally.fault = ("damaged", f"{fault}; what came before is kept")


def _judge_record(
    record: Record | None, line: int, selection: Selection, hash_author: HashAuthor, tally: Tally
) -> Document | None:
    found = Refusal.UNREADABLE if record is None else document_from(record, hash_author)
    judged = selection.judge(found) if isinstance(found, Document) else found
    if isinstance(judged, Refusal):
        tally.refuse(judged, line)
        return None
    tally.keep(judged)
    return judged


def _page(documents: list[Document], position: int, tallies: list[Tally], done: float) -> Page:
    return Page(documents, {"records": position}, [tally.coverage() for tally in tallies], done)


def _refuse_if_nothing(tallies: list[Tally], selection: Selection) -> None:
    if all(tally.is_unread for tally in tallies):
        told = "; ".join(f"{tally.target}: {tally.coverage().reason}" for tally in tallies)
        raise NothingToRead(f"not one file could be read ({told})" if tallies else "there are no files to read")
    if span := selection.span_outside_range:
        first, last = map(_rfc3339, span)
        raise NothingInRange(f"nothing is dated inside the range; the documents run from {first} to {last}")


def _rfc3339(utc: int) -> str:
    return datetime.fromtimestamp(utc, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
