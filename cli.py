"""The command line of PainPointRadar."""

from __future__ import annotations

import typer

from commands.analyse import analyse
from commands.demo import demo
from commands.doctor import doctor
from commands.evaluate import evaluate
from commands.exits import clear_exits
from commands.explain import explain
from commands.export import export
from commands.migrate import migrate
from commands.queue import queue
from commands.scan import scan
from commands.up import up

app = typer.Typer(
    help="Scans Reddit for what people struggle with, and ranks the pains by how much they are worth solving.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for command in (demo, up, migrate, scan, analyse, explain, export, doctor):
    app.command()(clear_exits(command))
app.add_typer(evaluate, name="evaluate")
app.add_typer(queue, name="queue")

if __name__ == "__main__":
    app()
