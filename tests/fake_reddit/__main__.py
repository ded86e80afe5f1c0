"""`python -m tests.fake_reddit`: a Reddit to scan without an account. Ctrl-C ends it."""

from __future__ import annotations

import argparse
import threading
import time

from tests.fake_reddit.content import SUBREDDITS, generate
from tests.fake_reddit.faults import KINDS
from tests.fake_reddit.server import CLIENT_ID, CLIENT_SECRET, FakeReddit


def main() -> None:
    options = _parser().parse_args()
    records = generate(
        subreddits=options.subreddits, posts=options.posts, comments=options.comments, newest_utc=int(time.time())
    )
    with FakeReddit(records, port=options.port, quota=options.quota or None) as reddit:
        print(f"REDDIT_BASE_URL={reddit.url}")
        print(f"REDDIT_CLIENT_ID={CLIENT_ID}")
        print(f"REDDIT_CLIENT_SECRET={CLIENT_SECRET}")
        print(f"# subreddits: {', '.join(list(SUBREDDITS)[: options.subreddits])}")
        print(f"# subreddits with a fault: {', '.join(KINDS)}", flush=True)
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            print()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.fake_reddit", description=__doc__)
    parser.add_argument("--port", type=int, default=8100)
    parser.add_argument("--subreddits", type=int, default=3, choices=range(1, len(SUBREDDITS) + 1))
    parser.add_argument("--posts", type=int, default=1_200)
    parser.add_argument("--comments", type=int, default=5_000)
    parser.add_argument("--quota", type=int, default=0, help="queries in ten minutes, 1000 on Reddit; 0 is no limit")
    return parser


if __name__ == "__main__":
    main()
