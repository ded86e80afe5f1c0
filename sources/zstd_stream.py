"""Zstandard as a plain byte stream that notices a cut end."""

from __future__ import annotations

import io
import math
from typing import TYPE_CHECKING, BinaryIO

import zstandard

from sources.faults import DamagedFile, UnreadableFile

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

# Small, because one KiB of input may become 32 MiB (a repeated byte costs 4 bytes per 128 KiB block).
COMPRESSED_CHUNK_BYTES = 4096
LARGEST_HEADER_BYTES = 18


class ZstdStream(io.RawIOBase):
    """Decompresses frame after frame.

    `zstandard.stream_reader` ends quietly where a file is cut off; here reading then raises DamagedFile, after all that
    came before has been handed out.

    Raises:
      UnreadableFile: It is no zstandard file, or its window is above `max_window_bytes`.
    """

    def __init__(self, file: BinaryIO, max_window_bytes: int) -> None:
        self._file = file
        self._decompressor = zstandard.ZstdDecompressor(max_window_size=max_window_bytes)
        self._frame: zstandard.ZstdDecompressionObj | None = None
        self._compressed = file.read(COMPRESSED_CHUNK_BYTES)
        self._ready = memoryview(b"")
        _check_window(self._compressed[:LARGEST_HEADER_BYTES], max_window_bytes)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        while not self._ready:
            self._compressed = self._compressed or self._file.read(COMPRESSED_CHUNK_BYTES)
            if not self._compressed:
                return self._end()
            self._ready = memoryview(self._decompress_on())
        free = memoryview(buffer)
        count = min(len(free), len(self._ready))
        free[:count] = self._ready[:count]
        self._ready = self._ready[count:]
        return count

    def _decompress_on(self) -> bytes:
        if self._frame is None:
            self._frame = self._decompressor.decompressobj()
        try:
            plain = self._frame.decompress(self._compressed)
        except zstandard.ZstdError as error:
            raise DamagedFile(f"its compressed stream is corrupt ({error})") from error
        self._compressed = b""
        if self._frame.eof:
            self._compressed = self._frame.unused_data
            self._frame = None
        return plain

    def _end(self) -> int:
        if self._frame is not None:
            raise DamagedFile("its compressed stream ends early")
        return 0


def _check_window(header: bytes, max_window_bytes: int) -> None:
    if not header:
        return
    try:
        window_bytes = zstandard.get_frame_parameters(header).window_size
    except zstandard.ZstdError as error:
        raise UnreadableFile("it is not a zstandard file") from error
    if window_bytes > max_window_bytes:
        needed, allowed = math.ceil(window_bytes / 2**20), max_window_bytes // 2**20
        raise UnreadableFile(
            f"decompressing it needs a window of {needed} MiB, and {allowed} MiB are allowed; "
            f"set ARCHIVE_MAX_WINDOW_MB={needed} if there is that much memory"
        )
