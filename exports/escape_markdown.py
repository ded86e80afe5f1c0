"""Text of strangers in Markdown, where it must stay text."""

from __future__ import annotations

import re
from urllib.parse import quote

# What CommonMark and GitHub give a meaning anywhere in a line; a backslash takes it from any of them.
_ANYWHERE = re.compile(r"[\\`*_\[\]<>&|~^$@{]")
# What means something at the start of a line only: headings, lists, rules, underlines, fences.
_AT_START = re.compile(r"^(\d*)([#+=:.)-])")
# GitHub makes links of bare addresses; a colon behind a backslash begins none, nor does a dot.
_ADDRESS = re.compile(r"\b(https?|ftp)(:)(?=//)|\b(www)(\.)|\b(mailto|xmpp)(:)", re.IGNORECASE)
_SAFE_IN_ADDRESS = "/:?#@!&=+,;%-._~"


def escape_line(text: str) -> str:
    """Write a text on one line."""
    return _escape(" ".join(text.split()))


def escape_block(text: str, *, prefix: str) -> str:
    """Write a text with its line breaks, each line behind `prefix`."""
    paragraphs = [[_escape(line.strip()) for line in part.split("\n") if line.strip()] for part in _paragraphs(text)]
    return f"\n{prefix.rstrip()}\n".join(
        "\\\n".join(f"{prefix}{line}" for line in lines) for lines in paragraphs if lines
    )


def link(words: str, address: str) -> str:
    """Link to an address on the web; of any other address only the words are left."""
    if not address.lower().startswith(("https://", "http://")):
        return escape_line(words)
    return f"[{escape_line(words)}]({quote(address, safe=_SAFE_IN_ADDRESS)})"


def _paragraphs(text: str) -> list[str]:
    lines = "\n".join(line if line.strip() else "" for line in text.splitlines())
    return re.split(r"\n{2,}", lines.strip("\n"))


def _escape(line: str) -> str:
    escaped = _ANYWHERE.sub(r"\\\g<0>", line)
    return _AT_START.sub(r"\1\\\2", _ADDRESS.sub(_split_address, escaped))


def _split_address(match: re.Match[str]) -> str:
    word, mark = (part for part in match.groups() if part)
    return f"{word}\\{mark}"
