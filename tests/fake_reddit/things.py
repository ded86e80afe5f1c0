"""Records in the form of Reddit's answers."""

from __future__ import annotations

from typing import Any

from tests.fake_reddit.store import Record

Thing = dict[str, Any]


def listing(children: list[Thing], after: str | None = None) -> Thing:
    data = {"after": after, "before": None, "dist": len(children), "children": children, "modhash": ""}
    return {"kind": "Listing", "data": data}


def post(record: Record, comments: int) -> Thing:
    path = f"/r/{record['subreddit']}/comments/{record['id']}/"
    more = {"name": f"t3_{record['id']}", "permalink": path, "num_comments": comments, "is_self": True, "edited": False}
    return {"kind": "t3", "data": more | {"url": f"https://www.reddit.com{path}"} | record}


def comment(record: Record) -> Thing:
    path = f"/r/{record['subreddit']}/comments/{record['link_id'].removeprefix('t3_')}/_/{record['id']}/"
    more = {"name": f"t1_{record['id']}", "parent_id": record["link_id"], "permalink": path, "edited": False}
    return {"kind": "t1", "data": more | {"replies": ""} | record}


def comment_tree(records: list[Record], link_id: str, folded: list[Record]) -> list[Thing]:
    """Nest comments under those they answer; one whose parent is not among them stands at the top."""
    things = {f"t1_{record['id']}": comment(record) for record in records}
    top: list[Thing] = []
    replies: dict[str, list[Thing]] = {}
    for thing in things.values():
        parent = thing["data"]["parent_id"]
        (replies.setdefault(parent, []) if parent in things else top).append(thing)
    for name, children in replies.items():
        things[name]["data"]["replies"] = listing(children)
    return top + ([_more(folded, link_id)] if folded else [])


def _more(folded: list[Record], parent: str) -> Thing:
    ids = [record["id"] for record in folded]
    return {
        "kind": "more",
        "data": {"id": ids[0], "name": f"t1_{ids[0]}", "parent_id": parent, "count": len(ids), "children": ids},
    }
