"""`cli.py queue`: the queue, read and changed in the database, so that it also answers when nothing runs.

Nothing is started from here: a command line that sent messages would wait for a broker that is away, and mark scans as
running where no worker is. Workers and schedulers look at the database themselves, every few seconds.
"""

from __future__ import annotations

from typer import Typer

from commands.exits import clear_exits
from commands.queue.control import clean, pause, resume, retry_failed
from commands.queue.jobs import jobs
from commands.queue.scans import cancel, events, priority, retry
from commands.queue.status import status

queue = Typer(help="Look at the queue and change it.", no_args_is_help=True)
for command in (status, jobs, pause, resume, clean, retry_failed, cancel, retry, priority, events):
    queue.command()(clear_exits(command))
