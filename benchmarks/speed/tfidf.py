"""Time scikit-learn's TF-IDF of words and pairs of words on the documents of an archive: `python -m … FILE`."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from sklearn.feature_extraction.text import TfidfVectorizer

from commands.archive_reading import ArchiveReading
from commands.memory import PeakMemory


def main() -> None:
    texts = [document.text for document in ArchiveReading([Path(sys.argv[1])]).documents()]
    with PeakMemory() as memory:
        began = time.monotonic()
        TfidfVectorizer(ngram_range=(1, 2)).fit_transform(texts)
        seconds = time.monotonic() - began
    print(json.dumps({"seconds": seconds, "peak_mb": memory.peak_mb}))


if __name__ == "__main__":
    main()
