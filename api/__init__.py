"""HTTP in, JSON out: reads, enqueues, curates. What is heavy is loaded only where two scans are compared."""

from __future__ import annotations

import sys
from typing import Any, cast

# Else spectree, when imported, makes pages of its own from it: 40 MB, and `api/docs.py` needs none of them.
sys.modules.setdefault("offapi", cast(Any, None))
