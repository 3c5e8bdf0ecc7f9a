"""Only the browser that was given the token comes in, and only our own pages decide."""

from collections.abc import Iterator

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from veiligheidsgraaf.review.pages.gate import ALWAYS, Gate

PORT, TOKEN = 45678, "geheim-van-deze-keer"
HOME = f"http://127.0.0.1:{PORT}"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


async def answer(request: Request) -> PlainTextResponse:
    return PlainTextResponse(f"{request.method} {request.url.path}?{request.url.query}")


@pytest.fixture
def client() -> Iterator[TestClient]:
    app = Starlette(routes=[Route("/{path:path}", answer, methods=["GET", "POST", "PUT", "DELETE"])])
    with TestClient(Gate(app, PORT, TOKEN, "/static/"), base_url=HOME) as found:
        yield found


@pytest.fixture
def inside(client: TestClient) -> TestClient:
    """Who came in with the token."""
    assert client.get(f"/plan?sleutel={TOKEN}&soort=doel").status_code == 200
    return client


def write(client: TestClient, **headers: str) -> int:
    return client.post(
        "/plan/besluit", content="a=b", headers={**FORM, "Origin": HOME, **headers}
    ).status_code


def test_without_the_token_nothing_is_shown(client: TestClient) -> None:
    for path in ("/", "/plan", "/static/x.css", "/plan?sleutel=geraden", "/plan?sleutel="):
        refused = client.get(path)
        assert refused.status_code == 403
        assert "GET" not in refused.text


def test_token_becomes_a_strict_cookie_and_leaves_the_address(client: TestClient) -> None:
    found = client.get(f"/plan?sleutel={TOKEN}&soort=doel")
    cookie = found.headers["set-cookie"]
    assert f"nalezen-{PORT}=" in cookie
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert 'content="0;url=/plan?soort=doel"' in found.text
    assert TOKEN not in found.text
    assert client.get("/plan").text == "GET /plan?"


def test_way_on_stays_on_this_machine_and_carries_no_markup(client: TestClient) -> None:
    for path in ("//elders.example/", "/\\elders.example/", '/"><script>'):
        found = client.get(f"{HOME}{path}?sleutel={TOKEN}")
        assert "url=//" not in found.text
        assert "url=/\\" not in found.text
        assert "<script>" not in found.text


def test_another_host_is_refused_whatever_it_brings(inside: TestClient) -> None:
    for host in ("elders.example", f"elders.example:{PORT}", f"127.0.0.1:{PORT + 1}", "127.0.0.1", ""):
        assert inside.get("/plan", headers={"Host": host}).status_code == 421
        assert write(inside, Host=host) == 421
    assert inside.get("/plan", headers={"Host": f"127.0.0.1:{PORT}"}).status_code == 200


def test_only_our_own_pages_write(inside: TestClient) -> None:
    assert write(inside) == 200
    for origin in (
        "https://elders.example",
        "null",
        "",
        f"http://127.0.0.1:{PORT + 1}",
        f"https://127.0.0.1:{PORT}",
    ):
        assert write(inside, Origin=origin) == 403
    assert inside.post("/plan/besluit", content="a=b", headers=FORM).status_code == 403  # no origin at all
    assert write(inside, **{"Sec-Fetch-Site": "cross-site"}) == 403
    assert write(inside, **{"Sec-Fetch-Site": "same-origin"}) == 200


def test_write_needs_the_cookie_and_is_a_form(inside: TestClient) -> None:
    assert write(inside, **{"Content-Type": "text/plain"}) == 415
    assert write(inside, **{"Content-Type": "application/json"}) == 415
    assert inside.put("/plan", content="a", headers={**FORM, "Origin": HOME}).status_code == 405
    assert write(inside, Cookie=f"nalezen-{PORT}=geraden") == 403
    assert write(inside, Cookie=f"nalezen-{PORT + 1}={TOKEN}") == 403


@pytest.mark.parametrize("cookie", ["", ";;;=", "a=\xff", f"nalezen-{PORT}", "x" * 5000])
def test_cookie_that_is_none_is_refused_and_breaks_nothing(client: TestClient, cookie: str) -> None:
    assert client.get("/plan", headers={"Cookie": cookie.encode("latin-1")}).status_code == 403


def test_every_answer_carries_the_headers_and_is_kept_by_nobody(inside: TestClient) -> None:
    for found in (inside.get("/plan"), inside.get("/", headers={"Host": "x"}), inside.get("/?sleutel=x")):
        assert {key: found.headers[key] for key in ALWAYS} == ALWAYS
        assert found.headers["cache-control"] == "no-store"
        assert "access-control-allow-origin" not in found.headers
    assert "max-age" in inside.get("/static/x.css").headers["cache-control"]
