"""What may change something without a JSON body, and what may not."""

from __future__ import annotations

import pytest

from tests.api.world import World

BODYLESS = ("/api/queue/pause", "/api/queue/resume", "/api/queue/retry-failed", "/api/scans/{running}/cancel")
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
# What a browser sends of itself with a request that a page of another site makes; the first lacks its Origin.
OTHER_SITES = [
    {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"},
    {"Sec-Fetch-Site": "same-site", "Origin": "http://localhost:3000"},
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
]


@pytest.mark.parametrize("path", BODYLESS)
def test_a_program_needs_no_body_and_no_type_where_the_address_says_it_all(world: World, path: str) -> None:
    """`curl -X POST` sends neither; its length of nought, which other programs send, is the same."""
    for headers in ({}, {"Content-Length": "0"}):
        answer = world.client.simulate_post(path.format(running=world.running.id), headers=headers)
        assert answer.status_code == 200, answer.text


@pytest.mark.parametrize("path", BODYLESS)
def test_an_empty_form_of_another_site_is_refused_even_where_the_browser_says_nothing_else(
    world: World, path: str
) -> None:
    before = world.rows()
    address = path.format(running=world.running.id)
    answer = world.client.simulate_post(address, body="", headers={**FORM, "Content-Length": "0"})
    assert answer.status_code == 415
    assert "neither a body nor that header" in answer.json["detail"]
    assert world.rows() == before


@pytest.mark.parametrize("path", BODYLESS)
@pytest.mark.parametrize("headers", OTHER_SITES)
def test_a_script_of_another_site_is_refused_though_it_sends_no_type(
    world: World, path: str, headers: dict[str, str]
) -> None:
    before = world.rows()
    answer = world.client.simulate_post(path.format(running=world.running.id), headers=headers)
    assert answer.status_code == 403
    assert world.rows() == before


def test_our_own_page_may(world: World) -> None:
    headers = {"Origin": "http://127.0.0.1:8000", "Sec-Fetch-Site": "same-origin"}
    assert world.client.simulate_post("/api/queue/pause", headers=headers).status_code == 200


@pytest.mark.parametrize("headers", [{}, {"Content-Type": "text/plain"}, FORM])
def test_a_body_must_say_that_it_is_json(world: World, headers: dict[str, str]) -> None:
    answer = world.client.simulate_post("/api/queue/pause", body="{}", headers=headers)
    assert answer.status_code == 415


def test_a_body_of_unknown_size_is_a_body(world: World) -> None:
    headers = {"Transfer-Encoding": "chunked"}
    assert world.client.simulate_post("/api/queue/pause", headers=headers).status_code == 415


def test_what_needs_fields_says_which_where_there_is_no_body(world: World) -> None:
    answer = world.client.simulate_post("/api/scans")
    assert answer.status_code == 422
    assert [error["field"] for error in answer.json["errors"]] == ["source"]
