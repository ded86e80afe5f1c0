"""Files that are served as they are.

All are read and compressed once, so that one version is served until the process ends, and only what was listed then
can be asked for: an address never becomes a path.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from falcon import ETag, Request, Response

from api.content_encoding import accepts_gzip, compress
from api.problems import not_found

MEDIA_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".webmanifest": "application/manifest+json",
    ".png": "image/png",
    ".ico": "image/vnd.microsoft.icon",
    ".woff2": "font/woff2",
}
BEST_COMPRESSION = 9


@dataclass(frozen=True)
class StaticFile:
    """`compressed` is None where compression gains nothing."""

    content: bytes
    compressed: bytes | None
    media_type: str
    tag: str

    def send(self, req: Request, resp: Response) -> None:
        """Answer with this file; `ETags` leaves it out where the client has it."""
        resp.content_type = self.media_type
        if self.compressed is None or not accepts_gzip(req):
            resp.data, tag = self.content, self.tag
        else:
            resp.data, tag = self.compressed, f"{self.tag}-gzip"
            resp.set_header("Content-Encoding", "gzip")
        resp.etag = ETag(tag).dumps()


class StaticFiles:
    """One folder's files by their names below it, such as `lib/dom.js`."""

    def __init__(self, files: Mapping[str, StaticFile]) -> None:
        self._files = files

    def on_get(self, req: Request, resp: Response, name: str) -> None:
        file = self._files.get(name)
        if file is None:
            raise not_found(f"file {name!r}", "GET / is the page that names those there are.")
        file.send(req, resp)

    on_head = on_get


def read_folder(folder: Path) -> dict[str, StaticFile]:
    """Read every file below `folder` that browsers are served, by its name there."""
    paths = sorted(path for path in folder.rglob("*") if path.suffix in MEDIA_TYPES and path.is_file())
    return dict(read_files(paths, below=folder))


def read_files(paths: Iterable[Path], *, below: Path) -> Iterable[tuple[str, StaticFile]]:
    for path in paths:
        yield path.relative_to(below).as_posix(), _read(path)


def _read(path: Path) -> StaticFile:
    content = path.read_bytes()
    compressed = compress(content, level=BEST_COMPRESSION)
    return StaticFile(
        content=content,
        compressed=compressed if len(compressed) < len(content) else None,
        media_type=MEDIA_TYPES[path.suffix],
        tag=blake2b(content, digest_size=12).hexdigest(),
    )
