"""`dramatiq actors` as a child of the stack: deaf to Ctrl-C, which the terminal sends to every process of the group.

The stack answers Ctrl-C and sends SIGTERM. Dramatiq would count the two as a first and a second signal, and at the
second kill its workers in the middle of a stage instead of letting them hand it back.
"""

from __future__ import annotations

import signal
import sys

from dramatiq import cli


def main() -> int:
    """Run Dramatiq's own command line with the arguments given."""
    # It unblocks and handles the signals of this set; SIGINT stays blocked, as the stack started this process.
    cli.HANDLED_SIGNALS = cli.HANDLED_SIGNALS - {signal.SIGINT}
    return int(cli.main() or 0)


if __name__ == "__main__":
    sys.exit(main())
