"""Deleting a scan: what came after it is then compared with what came before. Light enough for the API's process."""

from __future__ import annotations

from actors.movement import judge_movement
from models.database import exclusive_transaction
from models.deletion import delete_scan
from models.moving import scans_with_states
from models.results import forget_curations
from models.scan import Scan
from models.series import finished_scans, has_scans, series_of


def delete_from_series(scan: Scan) -> None:
    """Delete a scan with all that only it held; with the last of a series, what people made of its pain points.

    Raises:
      models.deletion.ScanIsRunning: Wait until it ends.
    """
    with exclusive_transaction():
        ids = [one.id for one in finished_scans(series_of(scan))]
        following = ids[ids.index(scan.id) + 1 :][:1] if scan.id in ids else []
        delete_scan(scan.id)
        if not has_scans(series_of(scan)):
            forget_curations(series_of(scan))
        judge_movement(finished_scans(series_of(scan)), scans_with_states(following))
