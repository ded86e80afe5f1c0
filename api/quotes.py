"""All quotes of a pain point, each in its context."""

from __future__ import annotations

from falcon import Request, Response

from api.contract import endpoint
from api.pagination import QuotePosition, bad_cursor, cut_page, read_cursor
from api.pain_point_requests import QuoteListQuery
from api.pain_points import require_observation
from api.render import render_quote
from api.responses.quote import QuoteInContext, QuoteList
from models.document import titles_of
from models.pain_point import Mention
from models.quote_list import QuotePlace, list_quotes, number_authors, quote_place_of

CONTEXT = 300


class Quotes:
    """`/api/scans/{scan_id}/pain-points/{pain_point_id}/quotes`."""

    @endpoint("pain points", answers={200: QuoteList, 304: None}, problems=(404, 503))
    def on_get(self, req: Request, resp: Response, query: QuoteListQuery, scan_id: str, pain_point_id: str) -> None:
        """List the quotes of a pain point, each between the words around it."""
        after = _read_place(query)
        require_observation(scan_id, pain_point_id)
        mentions = list_quotes(scan_id, pain_point_id, sort=query.sort, after=after, limit=query.limit + 1)
        page, following = cut_page(
            mentions, req.path, query, lambda item: QuotePosition(query.sort, *quote_place_of(item))
        )
        resp.media = QuoteList(items=_show(scan_id, pain_point_id, page), next=following)


def _read_place(query: QuoteListQuery) -> QuotePlace | None:
    """Return the place that the cursor names.

    Raises:
      Problem: It is none of this list.
    """
    position = read_cursor(query.cursor, QuotePosition)
    if position is None:
        return None
    if position.sort != query.sort:
        raise bad_cursor()
    return QuotePlace(position.value, position.mention_id)


def _show(scan_id: str, pain_point_id: str, mentions: list[Mention]) -> list[QuoteInContext]:
    authors = number_authors(scan_id, pain_point_id)
    answered = {mention.document.post_id for mention in mentions if mention.document.post_id}
    titles = titles_of(scan_id, answered)
    return [
        QuoteInContext(
            **dict(render_quote(mention)),
            before=text_before(mention.document.text, mention.start),
            after=text_after(mention.document.text, mention.end),
            title=mention.document.title or titles.get(mention.document.post_id or ""),
            author_number=authors.get(mention.document.author or ""),
        )
        for mention in mentions
    ]


def text_before(text: str, end: int) -> str:
    """Return what stands before a place, without the part of a word that it would begin with."""
    start = max(end - CONTEXT, 0)
    before = text[start:end]
    if start == 0 or text[start - 1].isspace():
        return before
    cut = next((place for place, character in enumerate(before) if character.isspace()), len(before))
    return before[cut:].lstrip()


def text_after(text: str, start: int) -> str:
    """Return what stands behind a place, without the part of a word that it would end with."""
    end = start + CONTEXT
    after = text[start:end]
    if end >= len(text) or text[end].isspace():
        return after
    cut = next((place for place in range(len(after), 0, -1) if after[place - 1].isspace()), 0)
    return after[:cut].rstrip()
