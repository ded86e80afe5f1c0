"""What has to stand in the database for some of the bad inputs to be bad."""

from __future__ import annotations

from models.audience import Audience
from models.clock import now
from models.owner import LOCAL_OWNER_ID
from tests.api.bad_inputs.bad_input import USED_KEY
from tests.api.world import World


def use_key(world: World) -> None:
    """Make a scan under the key that one of the bad inputs uses again."""
    body = {"source": "sample", "keywords": ["kiln"]}
    made = world.client.simulate_post("/api/scans", json=body, headers={"Idempotency-Key": USED_KEY})
    assert made.status_code == 202, made.text


def take_names() -> None:
    """Make the audiences whose names some of the bad inputs want."""
    for name in ("Potters", "Bakers"):
        columns = {"name": name, "key": name.lower(), "subreddits": ["pottery"]}
        at = {"created_at": now(), "updated_at": now()}
        Audience.create(id=name.lower(), owner=LOCAL_OWNER_ID, **columns, **at)
