"""`dramatiq tests.chaos.drill`: the real workers, broker, claims and clocks, with stages that only pretend to think.

Each stage does its durable work as the real ones do, through `Run`; what it meets on its way is written in the scan's
keywords (`tests/chaos/plan.py`). DRILL_WINDOW_SECONDS scales the window that limits starts, DRILL_DUPLICATE is
the share of messages that are sent twice.
"""

from __future__ import annotations

import os
from datetime import timedelta

from models import waiting_line

# Before `actors`, whose parts take the window's length over as they are imported.
waiting_line.WINDOW = timedelta(seconds=float(os.environ.get("DRILL_WINDOW_SECONDS", "60")))

import actors  # noqa: E402
from actors.middleware.preflight import Preflight  # noqa: E402
from actors.stages import implementations  # noqa: E402
from tests.chaos.drill.mishaps import DieAt, SendTwice  # noqa: E402

implementations.update(
    fetch_reddit="tests.chaos.drill.stages:fetch",
    preprocess_nlp="tests.chaos.drill.stages:think",
    cluster="tests.chaos.drill.stages:think",
    persist="tests.chaos.drill.stages:store",
)

broker = actors.broker
for middleware in broker.middleware:
    if isinstance(middleware, Preflight):
        middleware.warm_up = lambda: None  # a drill detects nothing, and its workers start often

# Hooks after a message run from the last middleware to the first.
broker.add_middleware(DieAt("handoff"))
broker.middleware.insert(0, DieAt("ack"))
broker.add_middleware(SendTwice(share=float(os.environ.get("DRILL_DUPLICATE", "0"))))
