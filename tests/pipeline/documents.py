"""Documents and mentions for the engine's tests."""

from __future__ import annotations

from typing import Any

from pipeline.types import Document, Evidence, Mention

DAY_S = 86_400


def post(id: str, title: str, body: str = "", **fields: Any) -> Document:
    defaults: dict[str, Any] = {"subreddit": "tools", "created_utc": 1_700_000_000, "permalink": f"/r/tools/{id}"}
    return Document(id=f"t3_{id}", title=title, body=body, **(defaults | fields))


def comment(id: str, body: str, **fields: Any) -> Document:
    defaults: dict[str, Any] = {"subreddit": "tools", "created_utc": 1_700_000_000, "permalink": f"/r/tools/{id}"}
    return Document(id=f"t1_{id}", body=body, **(defaults | fields))


def mention(document_id: str, text: str = "The export fails every time", **fields: Any) -> Mention:
    defaults: dict[str, Any] = {
        "start": 0,
        "end": len(text),
        "category": "broken",
        "probability": 0.9,
        "intensity": 0.5,
        "intent_to_pay": 0.0,
    }
    return Mention(document_id=document_id, text=text, **(defaults | fields))


def evidence(document_id: str, author: str | None = "ada", **fields: Any) -> Evidence:
    defaults: dict[str, Any] = {
        "subreddit": "tools",
        "created_utc": 1_700_000_000,
        "upvotes": 3,
        "permalink": f"/r/tools/{document_id}",
    }
    return Evidence(document_id, author, **(defaults | fields))
