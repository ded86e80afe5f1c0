"""Every answer as a table in Markdown, as it stands in docs/bad-inputs.md."""

from __future__ import annotations

import tempfile
from pathlib import Path

from tests.api.bad_inputs import BAD_INPUTS
from tests.api.bad_inputs.preparation import take_names, use_key
from tests.api.world import a_world


def table() -> str:
    """Send everything and return the answers as a table in Markdown."""
    lines = ["| What is sent | Status | What the answer says |", "|---|---|---|"]
    with tempfile.TemporaryDirectory() as folder, a_world(Path(folder)) as world:
        use_key(world)
        take_names()
        for bad in BAD_INPUTS:
            result = bad.send(world)
            words = [f"`{error['field']}` {error['message']}" for error in result.json.get("errors", ())]
            said = ("; ".join(words) or result.json["detail"]).replace(folder, "data").replace("|", "\\|")
            said = said.replace(world.finished.id, "…").replace(world.running.id, "…")
            lines.append(f"| {bad.what} | {result.status_code} | {said} |")
    return "\n".join(lines) + "\n"
