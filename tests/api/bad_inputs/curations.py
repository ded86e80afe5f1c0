"""What cannot be done to pain points."""

from __future__ import annotations

from tests.api.bad_inputs.bad_input import FOUND, BadInput, bodyless, change, cursor, get

CURATIONS = FOUND + "/{finished}-pain1/curations"
LOG = "/api/scans/{finished}/curations"
RUNNING = "/api/scans/{running}/pain-points"
HALF = {"document_id": "t3_1", "start": 0}
ELSEWHERE = {"document_id": "t3_1", "start": 0, "end": 9}

BAD_CURATIONS = [
    # curating pain points
    change("a star in no scan", 404, "/api/scans/nope/pain-points/x/curations", action="star", starred=True),
    change("a star for nothing", 404, FOUND + "/nope/curations", action="star", starred=True),
    change("a star while the scan runs", 409, RUNNING + "/x/curations", action="star", starred=True),
    change("no action", 422, CURATIONS, "action", starred=True),
    change("an action that does not exist", 422, CURATIONS, "action", action="delete"),
    change("a list of actions", 422, CURATIONS, "action", action=["star", "reject"]),
    BadInput("a list of curations", 422, "body", path=CURATIONS, body=b'[{"action": "star"}]'),
    change("a star that says nothing", 422, CURATIONS, "starred", action="star"),
    change("a star of one", 422, CURATIONS, "starred", action="star", starred=1),
    change("a star with a name", 422, CURATIONS, "name", action="star", starred=True, name="Kilns"),
    change("a rejection in words", 422, CURATIONS, "rejected", action="reject", rejected="no"),
    change("a name that is missing", 422, CURATIONS, "name", action="rename"),
    change("a name of spaces", 422, CURATIONS, "name", action="rename", name="   "),
    change("a name of 201 characters", 422, CURATIONS, "name", action="rename", name="k" * 201),
    change("a name with a bell in it", 422, CURATIONS, "name", action="rename", name="kiln\u0007"),
    change("a note of 5,001 characters", 422, CURATIONS, "note", action="note", note="k" * 5_001),
    change("a note with a NUL in it", 422, CURATIONS, "note", action="note", note="kiln\u0000"),
    change("a merge with nothing", 422, CURATIONS, "others", action="merge", others=[]),
    change("a merge with what is not there", 422, CURATIONS, "others[0]", action="merge", others=["nope"]),
    change("a merge with a NUL", 422, CURATIONS, "others[0]", action="merge", others=["\u0000"]),
    change("a merge of the same twice", 422, CURATIONS, "others[1]", action="merge", others=["nope", "nope"]),
    change("a merge of 201", 422, CURATIONS, "others", action="merge", others=[f"p{n}" for n in range(201)]),
    change("a split of nothing", 422, CURATIONS, "mentions", action="split", mentions=[], name="Part"),
    change("a split without a name", 422, CURATIONS, "name", action="split", mentions=[ELSEWHERE]),
    change(
        "a split of what is elsewhere", 422, CURATIONS, "mentions[0]", action="split", mentions=[ELSEWHERE], name="P"
    ),
    change(
        "a split of half a mention", 422, CURATIONS, "mentions[0].end", action="split", mentions=[HALF], name="Part"
    ),
    get("curations of no scan", 404, "/api/scans/nope/curations"),
    get("a cursor of another list for curations", 422, LOG + "?cursor=" + cursor('["x"]'), "cursor"),
    bodyless("undoing nothing", 404, "/api/curations/0/undo"),
    bodyless("undoing a word", 404, "/api/curations/last/undo"),
    bodyless("undoing what is beyond all numbers", 404, "/api/curations/99999999999999999999/undo"),
    change("a reason for undoing", 422, "/api/curations/1/undo", "reason", reason="a mistake"),
]
