"""Leaves only the writer's own prose, without moving a character."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.token import Token

from pipeline.types import DELETED_MARKS, Document


def own_prose(document: Document) -> str:
    """Mask a document's text: as long as `document.text`, so that offsets into the one are offsets into the other."""
    if document.title is None:
        return mask(document.body)
    title = _blank_inline_marks(document.title)
    return f"{title}\n\n{mask(document.body)}" if document.body else title


def mask(markdown: str) -> str:
    """Replace what is not the writer's own prose by spaces: quotes, code, tables, addresses, markup, bot footers.

    Newlines stay, and so does the length.
    """
    if not _MARKUP.search(markdown):
        return markdown
    text = _ENTITY_QUOTE.sub(lambda match: match[0].replace("&gt;", ">   "), markdown)
    if _BLOCK_MARKUP.search(text):
        text = _blank_blocks(text)
    text = _blank_inline_marks(text)
    return _BOT_FOOTER.sub(_blank_match, text) if _may_own_up(text) else text


def is_deleted(document: Document) -> bool:
    """Say whether the body was deleted or removed; what is left of such a post (its title) is not evidence."""
    return document.body.strip().lower() in DELETED_MARKS


def is_bot(document: Document) -> bool:
    """Say whether a program wrote the document, by the source's word or by its own."""
    return document.is_bot or (_may_own_up(document.body) and bool(_BOT_SELF.search(document.body)))


def _may_own_up(text: str) -> bool:
    """Say at little cost whether a program could name itself one in the text."""
    folded = text.lower()
    return "bot" in folded or "automat" in folded


_MARKUP = re.compile(r"[>`\[\]*_~^\\|#&<]|https?:|www\.|^(?: {4}|\t)|^\s*(?:[-+]|\d+[.)])\s|bot", re.M | re.I)
_BLOCK_MARKUP = re.compile(r"^ {0,3}>|```|~~~|^(?: {4}|\t)|\|.*\n.*-|^\s*(?:[-+*#]|\d+[.)])", re.M)
_ENTITY_QUOTE = re.compile(r"^[ \t]*(?:&gt;[ \t]*)+", re.M)
_BOT_SELF = re.compile(
    r"\b(?:i am|i'm|i’m|beep boop,? i'?m) (?:just )?a bot\b(?!,? but)|this action was performed automatically"
    r"|\bthis (?:comment|message|reply) was (?:posted|generated|written) (?:automatically|by a bot)",
    re.I,
)
_BOT_FOOTER = re.compile(r"^.*(?:" + _BOT_SELF.pattern + r").*$", re.I | re.M)

# One pass over the marks inside a line. markdown-it reports where blocks stand but not where inline marks do, so these
# few are found here. Groups named `keep` are the writer's words and stay.
_INLINE = re.compile(
    r"(?P<code>(?P<tick>`+)(?:(?!(?P=tick)).|\n(?!\n))+?(?P=tick))"
    r"|!?\[(?P<keep>[^\[\]\n]*)\]\((?:[^()\s]|\([^()\s]*\))*(?:\s+\"[^\"\n]*\")?\)"
    r"|<?(?:https?://|www\.)[^\s<>\])]+>?"
    r"|&(?:[a-z]{2,8}|#x?[0-9a-f]{1,6});"
    r"|\\(?=[^\w\s])"
    r"|\*{1,3}|~~|`+|\^\(?|(?<!\w)_{1,3}(?=\w)|(?<=[\w.,!?])_{1,3}(?!\w)|>!|!<"
    r"|^[ \t]*(?:>+|[-+]|\#{1,6}|\d{1,3}[.)])(?=\s)",
    re.I | re.M,
)
_WORDLIKE_ADDRESS = re.compile(r"^\s*(?:https?://|www\.)", re.I)


def _blank_inline_marks(text: str) -> str:
    return _INLINE.sub(_blank_all_but_words, text)


def _blank_all_but_words(match: re.Match[str]) -> str:
    words = match["keep"]
    if words is None or _WORDLIKE_ADDRESS.match(words):
        return _blank_match(match)
    before = match.start("keep") - match.start()
    after = match.end() - match.end("keep")
    return " " * before + words + " " * after


def _blank_match(match: re.Match[str]) -> str:
    return _blank(match[0])


def _blank(text: str) -> str:
    return _NOT_NEWLINE.sub(" ", text)


_NOT_NEWLINE = re.compile(r"[^\r\n]")
_LINE_END = re.compile(r"\r\n?|\n")
_FOREIGN_BLOCKS = frozenset({"blockquote_open", "fence", "code_block", "table_open", "hr"})
_PARSER = MarkdownIt("commonmark", {"html": False}).enable("table").disable("inline")


def _blank_blocks(text: str) -> str:
    starts = [0, *(match.end() for match in _LINE_END.finditer(text)), len(text)]
    pieces = []
    done = 0
    for first, last in _foreign_line_ranges(_PARSER.parse(text)):
        start, end = starts[first], starts[min(last, len(starts) - 1)]
        if start < done:
            continue
        pieces += [text[done:start], _blank(text[start:end])]
        done = end
    return "".join(pieces) + text[done:]


def _foreign_line_ranges(tokens: list[Token]) -> list[tuple[int, int]]:
    ranges = [(token.map[0], token.map[1]) for token in tokens if token.type in _FOREIGN_BLOCKS and token.map]
    return sorted(ranges, key=lambda lines: (lines[0], -lines[1]))
