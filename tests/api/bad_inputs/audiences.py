"""Audiences that cannot be kept."""

from __future__ import annotations

from tests.api.bad_inputs.bad_input import BadInput, change, get

AUDIENCES = "/api/audiences"
IMPORT = "/api/audiences/import"
BAKERS, NOBODY = "/api/audiences/bakers", "/api/audiences/nope"
POTTERS = {"name": "Potters", "subreddits": ["pottery"]}
WEAVERS = {"name": "Weavers", "subreddits": ["weaving"]}

BAD_AUDIENCES = [
    # audiences
    change("an audience without a name", 422, AUDIENCES, "name", subreddits=["pottery"]),
    change("an audience with an empty name", 422, AUDIENCES, "name", name=" ", subreddits=["pottery"]),
    change("a name of 81 characters", 422, AUDIENCES, "name", name="n" * 81, subreddits=["pottery"]),
    change("an invisible character in a name", 422, AUDIENCES, "name", name="Pot\u200bters", subreddits=["pottery"]),
    change("an audience without subreddits", 422, AUDIENCES, "subreddits", name="Weavers"),
    change("an audience of no subreddits", 422, AUDIENCES, "subreddits", name="Weavers", subreddits=[]),
    change("an audience with a user's page", 422, AUDIENCES, "subreddits[0]", name="Weavers", subreddits=["u/weaver"]),
    change("a name that is taken", 409, AUDIENCES, "name", name="POTTERS", subreddits=["pottery"]),
    change(
        "a change to a name that is taken", 409, BAKERS, "name", method="PUT", name="potters", subreddits=["baking"]
    ),
    change("half a change of an audience", 422, BAKERS, "subreddits", method="PUT", name="Bakers"),
    change("a change of no audience", 404, NOBODY, method="PUT", name="Weavers", subreddits=["weaving"]),
    get("an audience that is not there to see", 404, NOBODY),
    BadInput("deleting no audience", 404, method="DELETE", path=NOBODY, headers={}),
    change("an import of nothing", 422, IMPORT, "audiences"),
    change("an import of one that is no audience", 422, IMPORT, "audiences[0]", audiences=["Weavers"]),
    change("an import with an id", 422, IMPORT, "audiences[0].id", audiences=[{**WEAVERS, "id": "1"}]),
    change(
        "an import of a name twice", 422, IMPORT, "audiences[1]", audiences=[WEAVERS, {**WEAVERS, "name": "WEAVERS"}]
    ),
    change(
        "an import with a subreddit that cannot be",
        422,
        IMPORT,
        "audiences[1].subreddits[1]",
        audiences=[WEAVERS, {"name": "Dyers", "subreddits": ["dyeing", "to dye"]}],
    ),
    change("an import of a name that is taken", 409, IMPORT, "audiences[1].name", audiences=[WEAVERS, POTTERS]),
    change("an import that may overwrite", 422, IMPORT, "on_conflict", audiences=[WEAVERS], on_conflict="overwrite"),
    change("an import of 501 audiences", 422, IMPORT, "audiences", audiences=[WEAVERS] * 501),
    get("a cursor of another list for audiences", 422, AUDIENCES + "?cursor=WzNd", "cursor"),
]
