"""`cli.py scan`: create a scan on a running stack, follow it, show its pain points."""

from __future__ import annotations

from typing import Annotated, Any

from rich.console import Console
from typer import Exit, Option

from commands.client import ScanClient
from commands.report import print_pain_points
from settings import load_settings

INTERRUPTED = 130  # what a shell calls a program that SIGINT ended


def scan(
    source: Annotated[str, Option(help="reddit, arctic_shift, archive or sample")] = "archive",
    file: Annotated[list[str] | None, Option(help="a file in ARCHIVE_DIR; repeat for more; none means all")] = None,
    keyword: Annotated[list[str] | None, Option(help="a word or phrase; any of them matches")] = None,
    subreddit: Annotated[list[str] | None, Option(help="only this subreddit; repeat for more")] = None,
    audience: Annotated[str | None, Option(help="name or id of an audience, whose subreddits are read too")] = None,
    range_: Annotated[
        str | None, Option("--range", help="7d, 30d, 90d or all; default: 30d for live sources, else all")
    ] = None,
    limit_posts: Annotated[int | None, Option(help="the newest so many posts")] = None,
    limit_comments: Annotated[int | None, Option(help="so many comments of each post")] = None,
    priority: Annotated[str, Option(help="low, standard or premium")] = "standard",
    show: Annotated[int, Option(help="how many pain points to print")] = 20,
    url: Annotated[str | None, Option(help="address of the API; default: HOST and PORT")] = None,
) -> None:
    """Create a scan on a running stack (`cli.py up`), follow it, and print its pain points."""
    settings = load_settings()
    body: dict[str, Any] = {
        "source": source,
        "files": file,
        "keywords": keyword,
        "subreddits": subreddit,
        "audience": audience,
        "range": range_,
        "limit_posts": limit_posts,
        "limit_comments": limit_comments,
        "priority": priority,
    }
    client = ScanClient(url or f"http://{settings.host}:{settings.port}")
    created = client.create_scan({name: value for name, value in body.items() if value is not None})
    console = Console()
    try:
        ended = client.follow(created["id"])
    except KeyboardInterrupt as interrupt:
        console.print(_goes_on(created["id"], url), highlight=False, markup=False, soft_wrap=True)
        raise Exit(INTERRUPTED) from interrupt
    for entry in ended["coverage"]:
        if entry["reason"]:
            console.print(f"{entry['target']}: {entry['reason']}", highlight=False, markup=False)
    skipped = ended["counts"]["other_languages"]
    if skipped and len(ended["coverage"]) > 1:  # of a single target, its reason says so
        console.print(f"In all, {skipped} documents are not in English and were not read.", highlight=False)
    if ended["error"]:
        console.print(f"{ended['status']}: {ended['error']['message']}", style="red", highlight=False, markup=False)
        raise Exit(1)
    shown = [item for item, _ in zip(client.pain_points(ended["id"]), range(show), strict=False)]
    print_pain_points(console, shown)
    console.print(f"\n{ended['counts']['pain_points']} pain points in scan {ended['id']}.")


def _goes_on(scan_id: str, url: str | None) -> str:
    # The queue's own commands work on the database of this installation.
    program = f"curl -X POST {url}/api/scans/{scan_id}/cancel" if url else f"python cli.py queue cancel {scan_id}"
    return f"\nThe scan {scan_id} goes on. To cancel it: {program}"
