"""Ask a question of a running PainPointRadar and print the pains it finds.

Start the program with `make run` in another terminal, then run `.venv/bin/python examples/client.py` here.
"""

from __future__ import annotations

import argparse
import sys
import time
from typing import Any

import httpx

FINAL = ("completed", "partial", "failed", "cancelled")
POLL_S = 0.5


class Trouble(Exception):
    """What went wrong, as a sentence for the person at the terminal."""


def main() -> int:
    options = read_options()
    question: dict[str, Any] = {
        "source": options.source,
        "subreddits": options.subreddits,
        "keywords": options.keywords,
    }
    try:
        with httpx.Client(base_url=options.url, timeout=30) as api:
            scan_id = ask(api, "POST", "/api/scans", json=question)["id"]
            scan = follow(api, scan_id)
            print_pain_points(api, scan, most=options.most)
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        return 1
    return 0


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", default="http://127.0.0.1:8000", help="where the API listens")
    parser.add_argument("--source", default="sample", help="GET /api/sources lists them")
    parser.add_argument("--subreddits", nargs="*", default=[])
    parser.add_argument("--keywords", nargs="*", default=[])
    parser.add_argument("--most", type=int, default=5, help="pain points to print")
    return parser.parse_args()


def follow(api: httpx.Client, scan_id: str) -> dict[str, Any]:
    """Poll the scan until it ends, and return it with its counts and coverage.

    Raises:
      Trouble: It found nothing because it failed or was cancelled.
    """
    shown = ""
    while True:
        scan = ask(api, "GET", f"/api/scans/{scan_id}")
        state = f"{scan['status']} {scan['stage'] or ''} {scan['progress']} %"
        if state != shown:
            print(state, file=sys.stderr)
            shown = state
        if scan["status"] in FINAL:
            break
        time.sleep(POLL_S)
    if scan["status"] in ("failed", "cancelled"):
        raise Trouble(scan["error"]["message"] if scan["error"] else f"The scan was {scan['status']}.")
    return scan


def print_pain_points(api: httpx.Client, scan: dict[str, Any], *, most: int) -> None:
    """Print the best, each with a quote and the address where it was said."""
    found = ask(api, "GET", f"/api/scans/{scan['id']}/pain-points", params={"limit": most})
    print(f"{scan['counts']['pain_points']} pain points, the best {len(found['items'])}:")
    for pain_point in found["items"]:
        best = pain_point["quotes"][0]
        print(f"{pain_point['score']:5.1f}  {pain_point['name']} ({pain_point['mentions']} mentions)")
        print(f'       "{" ".join(best["text"].split())}"\n       {best["permalink"]}')


def ask(api: httpx.Client, method: str, path: str, **request: Any) -> dict[str, Any]:
    """Send one request and return the answer's JSON.

    Raises:
      Trouble: Nothing of ours listens there, or the answer is a problem; it names each field with what would do.
    """
    try:
        answer = api.request(method, path, **request)
        content: dict[str, Any] = answer.json()
    except (httpx.TransportError, ValueError) as error:
        raise Trouble(f"There is no PainPointRadar at {api.base_url} ({error}). Is `make run` running?") from error
    if answer.is_success:
        return content
    wrong = "".join(f"\n  {field['field']} {field['message']}" for field in content.get("errors", ()))
    raise Trouble(f"{method} {path}: {content['detail']}{wrong}")


if __name__ == "__main__":
    sys.exit(main())
