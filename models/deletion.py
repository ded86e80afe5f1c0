"""Deleting a scan with all that only it held."""

from __future__ import annotations

from models.database import exclusive_transaction
from models.document import ScanDocument, forget_unseen_documents
from models.job import Job
from models.pain_point import Mention
from models.results import forget_results
from models.scan import Scan


class ScanIsRunning(Exception):
    """A running scan cannot be deleted."""


def delete_scan(scan_id: str) -> None:
    """Delete a scan, its job, its results, and the documents that no other scan saw.

    Raises:
      ScanIsRunning: Wait until it ends.
    """
    with exclusive_transaction():
        if Job.select().where(Job.scan == scan_id, Job.state == "active").exists():
            raise ScanIsRunning(scan_id)
        forget_results(scan_id)
        Mention.delete().where(Mention.scan == scan_id).execute()
        rows = ScanDocument.select(ScanDocument.document).where(ScanDocument.scan == scan_id)
        document_ids = [row.document_id for row in rows]
        Scan.delete().where(Scan.id == scan_id).execute()
        forget_unseen_documents(document_ids)
