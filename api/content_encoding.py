"""Compressed answers. No answer holds a secret, so that their lengths can give none away (BREACH)."""

from __future__ import annotations

import gzip
import re

from falcon import Request

GZIP = re.compile(r"(?:x-)?gzip")
NOUGHT = re.compile(r"q=0(?:\.0*)?")


def accepts_gzip(req: Request) -> bool:
    """Tell whether the client says that it reads gzip; who says nothing, or `*`, is sent what everybody reads."""
    for part in (req.get_header("Accept-Encoding") or "").lower().split(","):
        coding, _, weight = part.replace(" ", "").partition(";")
        if GZIP.fullmatch(coding):
            return NOUGHT.fullmatch(weight) is None
    return False


def compress(content: bytes, *, level: int) -> bytes:
    """Compress, the same content always to the same bytes."""
    return gzip.compress(content, compresslevel=level, mtime=0)
