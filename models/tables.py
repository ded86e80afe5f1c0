"""Every table, in an order in which they can be made."""

from __future__ import annotations

from models.audience import Audience
from models.curation import Curation
from models.database import Table
from models.document import Document, ScanDocument
from models.event import Event
from models.grouping import Centroid
from models.idempotency import IdempotencyKey
from models.installation import Installation
from models.job import Job
from models.original import Original
from models.owner import Owner
from models.pain_point import Mention, Observation, PainPoint
from models.scan import Coverage, Scan
from models.tally import Tally
from models.waiting_line import ScanStart
from models.worker import Worker

TABLES: tuple[type[Table], ...] = (
    Owner,
    Installation,
    Scan,
    Coverage,
    Job,
    ScanStart,
    Worker,
    Event,
    Tally,
    Document,
    ScanDocument,
    PainPoint,
    Observation,
    Mention,
    Original,
    Centroid,
    Curation,
    Audience,
    IdempotencyKey,
)
