"""The real scheduler, sending messages as the drill does."""

from __future__ import annotations

import tests.chaos.drill  # noqa: F401 - sets the drill up
from actors.scheduler import main

if __name__ == "__main__":
    main()
