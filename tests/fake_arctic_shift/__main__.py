"""Run the stand-in until Ctrl-C, with invented content, and print the setting that makes the program use it."""

from __future__ import annotations

import argparse
import time

from tests.fake_arctic_shift.content import invented_records
from tests.fake_arctic_shift.server import FakeArcticShift


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.fake_arctic_shift", description=__doc__)
    parser.add_argument("--port", type=int, default=8200, help="0 picks a free one")
    fake = FakeArcticShift(list(invented_records(int(time.time()))), port=parser.parse_args().port)
    names = sorted({str(post["subreddit"]) for post in fake.archive.posts})
    print(f"ARCTIC_SHIFT_URL={fake.url}", flush=True)
    print(f"# {len(fake.archive.posts)} posts, {len(fake.archive.comments)} comments in {', '.join(names)}", flush=True)
    try:
        fake.serve_forever()
    except KeyboardInterrupt:
        print("stopped")


if __name__ == "__main__":
    main()
