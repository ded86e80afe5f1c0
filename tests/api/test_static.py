"""The dashboard's pages and files: what is served, to whom, and what a browser may do with it."""

from __future__ import annotations

import gzip
from pathlib import Path

import falcon
import pytest
from falcon.testing import TestClient

from api.middleware.etag import ETags
from api.pages import ADDRESSES, FOLDER, add_pages
from api.problems import handle_errors
from api.static_files import MEDIA_TYPES

BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
GZIP = {"Accept-Encoding": "gzip, deflate, br"}
PROBLEM = "application/problem+json"
MAY_LOAD_FROM_HERE = ("script-src", "style-src", "connect-src", "font-src", "manifest-src")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    static = tmp_path / "static"
    (static / "lib").mkdir(parents=True)
    (static / "index.html").write_text("<!doctype html><title>The page</title>" + " " * 500)
    (static / "lib" / "app.js").write_text("export const answer = 42;\n" * 50)
    (static / "style.css").write_text("body { margin: 0; }\n" * 50)
    (static / "icon.svg").write_text("<svg/>")
    (static / "site.webmanifest").write_text("{}")
    (static / "notes.txt").write_text("not for browsers")
    (tmp_path / "secret.js").write_text("not of the folder")
    return static


@pytest.fixture
def pages(folder: Path) -> TestClient:
    app = falcon.App(middleware=[ETags()])
    add_pages(app, folder)
    handle_errors(app)
    return TestClient(app)


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_address_of_the_dashboard_answers_the_page(client: TestClient, address: str) -> None:
    answer = client.simulate_get(address.format(scan_id="a1", pain_point_id="b2"), headers=BROWSER)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == MEDIA_TYPES[".html"]
    assert answer.content == (FOLDER / "index.html").read_bytes()


def test_everything_that_the_page_names_is_served(client: TestClient) -> None:
    page = client.simulate_get("/").text
    named = [part.partition('"')[0] for part in page.replace('src="', 'href="').split('href="')[1:]]
    files = [name for name in named if name.startswith("/static/")]
    assert files
    assert {client.simulate_get(file).status_code for file in files} == {200}


def test_the_page_may_load_only_what_comes_from_here(client: TestClient) -> None:
    policy = client.simulate_get("/").headers["content-security-policy"]
    allowed = dict(directive.strip().split(" ", 1) for directive in policy.split(";"))
    assert all(allowed[directive] == "'self'" for directive in MAY_LOAD_FROM_HERE)
    assert allowed["default-src"] == allowed["frame-ancestors"] == allowed["base-uri"] == "'none'"
    assert "unsafe" not in policy
    assert "http" not in policy


@pytest.mark.parametrize("address", ["/", "/static/app.js", "/docs", "/api/scans", "/api/scans/nope", "/metrics"])
def test_every_answer_tells_browsers_to_guess_nothing_and_to_tell_nobody(client: TestClient, address: str) -> None:
    headers = client.simulate_get(address).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "camera=()" in headers["permissions-policy"]
    assert "default-src 'none'" in headers["content-security-policy"]


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("lib/app.js", "text/javascript; charset=utf-8"),
        ("style.css", "text/css; charset=utf-8"),
        ("icon.svg", "image/svg+xml"),
        ("site.webmanifest", "application/manifest+json"),
    ],
)
def test_files_say_what_they_are(pages: TestClient, folder: Path, name: str, media_type: str) -> None:
    answer = pages.simulate_get(f"/static/{name}")
    assert answer.headers["content-type"] == media_type
    assert answer.headers["cache-control"] == "no-cache"
    assert answer.content == (folder / name).read_bytes()


def test_files_travel_compressed_to_those_who_can_read_them_so(pages: TestClient, folder: Path) -> None:
    plain = pages.simulate_get("/static/style.css")
    small = pages.simulate_get("/static/style.css", headers=GZIP)
    assert "content-encoding" not in plain.headers
    assert small.headers["content-encoding"] == "gzip"
    assert gzip.decompress(small.content) == plain.content
    assert len(small.content) < len(plain.content) / 5
    assert small.headers["etag"] != plain.headers["etag"]  # strong tags name the bytes that travel


def test_a_file_that_compression_would_lengthen_travels_as_it_is(pages: TestClient) -> None:
    assert "content-encoding" not in pages.simulate_get("/static/icon.svg", headers=GZIP).headers


@pytest.mark.parametrize("headers", [{}, GZIP])
def test_a_file_that_the_browser_has_is_not_sent_again(pages: TestClient, headers: dict[str, str]) -> None:
    first = pages.simulate_get("/static/style.css", headers=headers)
    again = pages.simulate_get("/static/style.css", headers={**headers, "If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    assert "content-encoding" not in again.headers


@pytest.mark.parametrize("address", ["/", "/static/lib/app.js"])
def test_head_answers_what_get_would_without_the_body(pages: TestClient, address: str) -> None:
    get, head = pages.simulate_get(address), pages.simulate_head(address)
    assert head.status_code == 200
    assert head.content == b""
    assert head.headers == get.headers
    assert int(head.headers["content-length"]) == len(get.content)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "nothing.js",
        "notes.txt",
        "lib",
        "lib/",
        "../secret.js",
        "lib/../../secret.js",
        "%2e%2e/secret.js",
        "..%2fsecret.js",
        "....//secret.js",
        "/etc/passwd",
        "lib/%2e%2e/style.css",
    ],
)
def test_only_listed_files_can_be_asked_for(pages: TestClient, name: str) -> None:
    answer = pages.simulate_get(f"/static/{name}")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == PROBLEM
    assert "not of the folder" not in answer.text


def test_a_link_that_appears_later_is_not_followed(pages: TestClient, folder: Path) -> None:
    (folder / "late.js").symlink_to(folder.parent / "secret.js")
    assert pages.simulate_get("/static/late.js").status_code == 404


@pytest.mark.parametrize("address", ["/nonsense", "/scans", "/scans/a1/nonsense", "/compare/"])
def test_a_browser_that_is_lost_gets_the_page_with_404(client: TestClient, address: str) -> None:
    answer = client.simulate_get(address, headers=BROWSER)
    assert answer.status_code == 404
    assert answer.headers["content-type"] == MEDIA_TYPES[".html"]
    assert "script-src 'self'" in answer.headers["content-security-policy"]
    assert "etag" not in answer.headers


@pytest.mark.parametrize("headers", [{}, {"Accept": "*/*"}, {"Accept": "application/json"}])
def test_a_program_that_is_lost_gets_a_problem(client: TestClient, headers: dict[str, str]) -> None:
    answer = client.simulate_get("/nonsense", headers=headers)
    assert answer.status_code == 404
    assert answer.headers["content-type"] == PROBLEM
    assert answer.headers["vary"] == "Accept, Accept-Encoding"


@pytest.mark.parametrize("address", ["/api/nonsense", "/static/nonsense.js", "/docs/nonsense"])
def test_below_the_api_and_the_files_browsers_get_problems_too(client: TestClient, address: str) -> None:
    answer = client.simulate_get(address, headers=BROWSER)
    assert (answer.status_code, answer.headers["content-type"]) == (404, PROBLEM)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_pages_take_nothing(client: TestClient, method: str) -> None:
    answer = client.simulate_request(method, "/compare", headers={**BROWSER, "Content-Type": "application/json"})
    assert (answer.status_code, answer.headers["content-type"]) == (405, PROBLEM)


def test_pages_are_for_this_machine_only(client: TestClient) -> None:
    assert client.simulate_get("/", headers={"Host": "evil.example:8000"}).status_code == 403
