"""What each stage does: reads rows, calls sources and the engine, writes rows."""

from __future__ import annotations

from pkgutil import resolve_name
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from actors.run import Run

# By name, since they load the engine and the sources: that happens where a stage runs. A drill puts its own here.
implementations = {
    "fetch_reddit": "actors.stages.fetch:fetch",
    "preprocess_nlp": "actors.stages.preprocess:preprocess",
    "cluster": "actors.stages.cluster:group",
    "persist": "actors.stages.persist:store_pain_points",
}


def run_stage(run: Run) -> None:
    """Do the work of the run's stage, which ends by handing over or completing."""
    resolve_name(implementations[run.claim.stage])(run)
