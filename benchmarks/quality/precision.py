"""How many of the likeliest mentions in real threads state a pain or a wish, judged by reading them.

`judgements.tsv` keeps `document_id, start, end, code` of each mention read, never its text. `python -m
benchmarks.quality.precision` shows the mentions that nobody has judged yet.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.quality.sets import DATA
from benchmarks.queue.figures import header, row
from commands.archive_reading import ArchiveReading
from pipeline.detect import Detector
from pipeline.types import Document, Mention

THREADS = DATA / "reddit"
DUMPS = ("notion", "pcfix", "everlane", "top2013")
JUDGEMENTS = Path(__file__).with_name("judgements.tsv")
COUNTED = 100
LEAST_PRECISION = 0.9
# Broken, missing, slow, expensive, confusing, tedious, another pain, asked in vain, switching, wish.
RIGHT = frozenset("bmsectoqxw")
# None, and undecidable.
WRONG = frozenset("nu")
Place = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Counted:
    """Mentions by judgement; those of a dump are fewer than 100 where it has no more."""

    right: int
    wrong: int
    unjudged: int

    @property
    def precision(self) -> float | None:
        """Of those judged."""
        judged = self.right + self.wrong
        return self.right / judged if judged else None


def measure_precision() -> list[tuple[str, bool]]:
    """Print the table and return each bar in words with whether it holds."""
    judgements = read_judgements(JUDGEMENTS.read_text(encoding="utf-8").splitlines())
    print(header("dump", "likeliest mentions", "right", "wrong", "unjudged", "precision of those judged"))
    counted = {}
    for name in DUMPS:
        found = counted[name] = count_judgements(map(_place, _likeliest_of(name)), judgements)
        shown = "–" if found.precision is None else f"{found.precision:.2f}"
        total = found.right + found.wrong + found.unjudged
        print(row(name, total, found.right, found.wrong, found.unjudged, shown), flush=True)
    print()
    return [bar(name, found) for name, found in counted.items()]


def read_judgements(lines: Iterable[str]) -> dict[Place, bool]:
    """Say of each place whether it states a pain or a wish.

    Raises:
      ValueError: A line has a code that is none.
    """
    judgements = {}
    for line in lines:
        document_id, start, end, code = line.split("\t")
        if code not in RIGHT | WRONG:
            raise ValueError(f"{code!r} is no code of a judgement: {line!r}")
        judgements[document_id, int(start), int(end)] = code in RIGHT
    return judgements


def likeliest(mentions: Iterable[Mention], count: int = COUNTED) -> list[Mention]:
    """Choose the likeliest mentions: one a document, and no wording twice."""
    chosen: list[Mention] = []
    documents, wordings = set(), set()
    for mention in sorted(mentions, key=lambda each: (-each.probability, each.document_id, each.start)):
        if mention.document_id not in documents and mention.text not in wordings:
            documents.add(mention.document_id)
            wordings.add(mention.text)
            chosen.append(mention)
    return chosen[:count]


def count_judgements(places: Iterable[Place], judgements: Mapping[Place, bool]) -> Counted:
    verdicts = [judgements.get(place) for place in places]
    return Counted(verdicts.count(True), verdicts.count(False), verdicts.count(None))


def bar(name: str, counted: Counted) -> tuple[str, bool]:
    """State the bar, which holds only where every mention has been read."""
    if counted.precision is None:
        return f"{name}: no mention judged", False
    what = f"{name}: precision {counted.precision:.2f} (at least {LEAST_PRECISION})"
    if counted.unjudged:
        return f"{what}, {counted.unjudged} unjudged: read them with `python -m benchmarks.quality.precision`", False
    return what, counted.precision >= LEAST_PRECISION


def show_unjudged() -> None:
    """Print rows for `judgements.tsv`, with the words, which must not be stored, in place of the code."""
    judgements = read_judgements(JUDGEMENTS.read_text(encoding="utf-8").splitlines())
    for name in DUMPS:
        for mention in _likeliest_of(name):
            if _place(mention) not in judgements:
                print(*_place(mention), " ".join(mention.text.split()), sep="\t")


def _likeliest_of(name: str) -> Sequence[Mention]:
    return likeliest(Detector.load().detect(_documents(name)))


def _documents(name: str) -> Iterator[Document]:
    seen = set()
    for document in ArchiveReading(sorted(THREADS.glob(f"{name}_*.zst"))).documents():
        if document.id not in seen:
            seen.add(document.id)
            yield document


def _place(mention: Mention) -> Place:
    return mention.document_id, mention.start, mention.end


if __name__ == "__main__":
    show_unjudged()
