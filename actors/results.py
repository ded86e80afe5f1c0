"""What a scan found, as the engine matches it with another scan's."""

from __future__ import annotations

import numpy as np

from models.grouping import centroids_of
from models.pain_point import places_of
from models.scan import Scan
from pipeline.match import Found, Result


def result_of(scan: Scan) -> Result:
    """Read a scan's pain points, best first, with the places of their mentions and their centres."""
    centroids = centroids_of(scan.id)
    found = [
        Found(id_, tuple(places), to_vector(centroids[id_]) if id_ in centroids else None)
        for id_, places in places_of(scan.id).items()
    ]
    return Result(found, scan.posts + scan.comments, scan.encoder)


def to_vector(stored: bytes) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    """Read a centre as `models.grouping` keeps it."""
    vector = np.frombuffer(stored, dtype="<f2").astype(np.float32)
    return vector / np.linalg.norm(vector)
