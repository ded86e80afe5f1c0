"""The page that shows the API to people."""

from __future__ import annotations

import gzip
import re

import pytest
from falcon.testing import TestClient

from api.docs import PAGE

SWAGGER_UI = {
    "/docs/assets/swagger_bundle.js": "text/javascript; charset=utf-8",
    "/docs/assets/swagger_style.css": "text/css; charset=utf-8",
}
MOST_BYTES_COMPRESSED = 500_000


def test_the_page_has_no_script_or_style_of_its_own(client: TestClient) -> None:
    answer = client.simulate_get("/docs")
    assert answer.status_code == 200
    assert "<style" not in answer.text
    assert " style=" not in answer.text
    assert all(not inside for inside in re.findall(r"<script[^>]*>(.*?)</script>", answer.text, re.DOTALL))
    assert answer.headers["content-security-policy"] == client.simulate_get("/").headers["content-security-policy"]


def test_everything_that_it_loads_comes_from_here(client: TestClient) -> None:
    page = client.simulate_get("/docs").text
    loaded = re.findall(r'<(?:script src|link [^>]*href)="([^"]+)"', page)
    assert set(SWAGGER_UI) < set(loaded)
    assert all(client.simulate_get(address).status_code == 200 for address in loaded)


def test_it_draws_the_description_that_validates_and_asks_no_validator_elsewhere() -> None:
    boot = (PAGE / "boot.js").read_text()
    assert 'url: "/openapi.json"' in boot
    assert "validatorUrl: null" in boot


@pytest.mark.parametrize(("address", "media_type"), SWAGGER_UI.items())
def test_swagger_ui_is_served_compressed(client: TestClient, address: str, media_type: str) -> None:
    answer = client.simulate_get(address, headers={"Accept-Encoding": "gzip"})
    assert answer.headers["content-type"] == media_type
    assert len(answer.content) < MOST_BYTES_COMPRESSED
    assert gzip.decompress(answer.content) == client.simulate_get(address).content


@pytest.mark.parametrize("name", ["redoc.js", "__init__.py", "..%2f..%2fapp.py", "../docs/assets/nope"])
def test_nothing_else_of_that_package_is_served(client: TestClient, name: str) -> None:
    assert client.simulate_get(f"/docs/assets/{name}").status_code == 404
