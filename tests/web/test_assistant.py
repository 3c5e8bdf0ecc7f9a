"""Tools for assistants, asked by the client of the official SDK: over HTTP here, over input and output as proof."""

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest
from anyio.from_thread import BlockingPortal, start_blocking_portal
from fastapi import FastAPI
from fastapi.testclient import TestClient
from mcp import Client
from mcp.client import session as sdk_session
from mcp.client.stdio import StdioServerParameters
from mcp.client.streamable_http import streamable_http_client
from mcp.types.version import HANDSHAKE_PROTOCOL_VERSIONS, LATEST_PROTOCOL_VERSION, OLDEST_SUPPORTED_VERSION

from veiligheidsgraaf.server.app import create_app
from veiligheidsgraaf.server.settings import read_settings
from veiligheidsgraaf.store.pool import PooledStore
from veiligheidsgraaf.web.assistant.tool_bounds import MOST_LETTERS, clean
from veiligheidsgraaf.words.errors import InvalidRequest, QueryTimeout
from veiligheidsgraaf.words.release import Release

from ..conftest import ROOT

TOOLS = ("vraag", "stel", "zoek", "ding", "passage", "schema", "sparql")
Call = Callable[..., dict[str, Any]]


@pytest.fixture(scope="module")
def portal() -> Iterator[BlockingPortal]:
    with start_blocking_portal() as opened:
        yield opened


@pytest.fixture(scope="module")
def app(release: Release, portal: BlockingPortal) -> Iterator[FastAPI]:
    made = create_app(release, read_settings({"VEILIGHEIDSGRAAF_HOSTS": "graaf.example"}))
    with portal.wrap_async_context_manager(made.router.lifespan_context(made)):
        yield made


def connect(app: FastAPI, mode: str = "auto") -> Client:
    http = httpx2.AsyncClient(transport=httpx2.ASGITransport(app=app), base_url="http://localhost:8000")
    return Client(streamable_http_client("http://localhost:8000/mcp", http_client=http), mode=mode)


@pytest.fixture(scope="module")
def client(app: FastAPI, portal: BlockingPortal) -> Iterator[Client]:
    with portal.wrap_async_context_manager(connect(app)) as opened:
        yield opened


@pytest.fixture(scope="module")
def call(client: Client, portal: BlockingPortal) -> Call:
    def ask(name: str, **arguments: object) -> dict[str, Any]:
        found = portal.call(client.call_tool, name, arguments)
        assert not found.is_error, found.content
        assert json.loads(found.content[0].text) == found.structured_content
        return dict(found.structured_content)

    return ask


@pytest.fixture(scope="module")
def refuse(client: Client, portal: BlockingPortal) -> Callable[..., str]:
    def ask(name: str, **arguments: object) -> str:
        found = portal.call(client.call_tool, name, arguments)
        assert found.is_error, found.structured_content
        return str(found.content[0].text)

    return ask


def lines_of(told: dict[str, Any]) -> set[str]:
    return {one["regels"] for row in told["rijen"] for one in row.get("bewijs", ())}


# What is offered


def test_tools_are_few_read_only_and_small(client: Client, portal: BlockingPortal) -> None:
    tools = portal.call(client.list_tools).tools
    assert tuple(tool.name for tool in tools) == TOOLS
    told = [tool.model_dump(mode="json", by_alias=True, exclude_none=True) for tool in tools]
    assert len(json.dumps(told, ensure_ascii=False).encode()) < 10_000
    for tool in tools:
        assert tool.annotations
        assert tool.annotations.read_only_hint, tool.name
        assert {"totaal", "afgekapt", "let_op"} <= set(tool.output_schema["required"]), tool.name


def test_questions_are_prompts_and_the_ontology_a_resource(client: Client, portal: BlockingPortal) -> None:
    prompts = portal.call(client.list_prompts).prompts
    assert "partners-per-thema" in {prompt.name for prompt in prompts}
    found = portal.call(client.get_prompt, "partners-per-thema", {"thema": "ondermijning"})
    assert '"thema": "ondermijning"' in found.messages[0].content.text
    (resource,) = portal.call(client.list_resources).resources
    text = portal.call(client.read_resource, resource.uri).contents[0].text
    assert "vg:Maatregel" in text


@pytest.mark.parametrize(
    "version", [OLDEST_SUPPORTED_VERSION, HANDSHAKE_PROTOCOL_VERSIONS[-1], LATEST_PROTOCOL_VERSION]
)
def test_every_version_of_the_protocol_gets_answers(
    app: FastAPI, portal: BlockingPortal, monkeypatch: pytest.MonkeyPatch, version: str
) -> None:
    is_handshake = version in HANDSHAKE_PROTOCOL_VERSIONS
    monkeypatch.setattr(sdk_session, "LATEST_HANDSHAKE_VERSION", version if is_handshake else "")
    opened = connect(app, "legacy" if is_handshake else version)
    with portal.wrap_async_context_manager(opened) as asking:
        assert asking.protocol_version == version
        found = portal.call(asking.call_tool, "ding", {"id": "partner/halt"})
    assert json.loads(found.content[0].text)["ding"]["naam"] == "Halt"


# Questions that people typed (shared/vragen), by tool calls alone: question, constraints, what must be said, lines.

ASKED = [
    ("maatregelen", {"thema": "zorgfraude", "gemeente": "hellendoorn"}, ["Wethouder zorg", "2025 en 2026"], "340"),
    (
        "partners-per-thema",
        {"thema": "ondermijning", "gemeente": "hardenberg", "niet-partner": "riec-oost-nederland"},
        ["Politie", "Openbaar Ministerie", "Belastingdienst", "Gemeenten in IJsselland"],
        "1909-1917",
    ),
    ("indicatoren", {"thema": "jeugdoverlast", "plan": "dalfsen-2023"}, ["45", "2022"], "463"),
    ("partners-over-gemeenten", {}, ["Politie", "Openbaar Ministerie", "RIEC Oost-Nederland"], ""),
    ("instrumenten-per-thema", {"instrument": "justitieel-overleg-risicojongeren"}, ["Hardenberg", "Hellendoorn"], "1370"),
    (
        "maatregelen",
        {"instrument": "streettriage", "gemeente": "hellendoorn"},
        ["Doorlopend", "Acute Zorg Twente", "GGZ", "Politie", "Burgemeester", "Wethouder zorg"],
        "368",
    ),
    ("indicatoren", {"gemeente": "hardenberg", "q": "rapportcijfer"}, ["7.8", "2021", "7.6", "2024"], "738-741"),
    ("maatregelen-zonder-partner", {"gemeente": "hardenberg"}, ["Ambtenaren bewust en alert gemaakt"], "2073-2076"),
    ("middelen", {"plan": "dalfsen-2023"}, ["2.66", "0.66", "Fte"], "99"),
    ("indicatoren", {"plan": "dalfsen-2023", "thema": "onbegrepen-gedrag"}, ["103", "85", "101"], "418"),
    (
        "maatregelen",
        {"instrument": "whatsapp-buurtpreventie", "plan": "dalfsen-2023"},
        ["WhatsApp-groepen stimuleren en faciliteren"],
        "536-540",
    ),
    ("plannen", {"plan": "dalfsen-2023"}, ["2023-06-26"], ""),
    ("instrumenten-per-thema", {"instrument": "vitale-vakantieparken"}, ["Dalfsen", "Hellendoorn"], "347"),
    ("partners-per-thema", {"partner": "riec-oost-nederland"}, ["alle vier gemeenten"], ""),
    ("maatregelen", {"thema": "arbeidsuitbuiting"}, ["Meedenken over beleid tegen arbeidsuitbuiting"], "193"),
    ("doelbereik", {}, ["te hard rijden", "Woninginbraken", "risicokaart", "55", "23"], "895-897"),
    ("tegenstrijdigheden", {}, ["17%", "13%", "Hardenberg", "Oude IJsselstreek"], ""),
    ("fenomenen", {"fenomeen": "illegale-prostitutie"}, ["Dalfsen 2023-2026"], "325"),
    (
        "maatregelen",
        {"thema": "wapenbezit-onder-jongeren", "gemeente": "hardenberg"},
        ["Totaalaanpak tegen wapenbezit", "APV"],
        "1533-1538",
    ),
    (
        "instrumenten-per-thema",
        {"instrument": "meld-misdaad-anoniem", "gemeente": "hellendoorn"},
        ["Meld Misdaad Anoniem"],
        "351",
    ),
    ("terugblik", {"instrument": "wet-bibob"}, ["Oude IJsselstreek", "Beleidsregels"], "114"),
]  # fmt: skip


@pytest.mark.parametrize(("question", "constraints", "said", "lines"), ASKED, ids=range(len(ASKED)))
def test_what_people_asked_is_answered_with_its_lines(
    call: Call, question: str, constraints: dict[str, str], said: list[str], lines: str
) -> None:
    told = call("stel", vraag=question, beperkingen=constraints, rijen=50)
    whole = told["zin"] + json.dumps(told["rijen"], ensure_ascii=False)
    assert not [text for text in said if text not in whole]
    assert not lines or lines in lines_of(told)
    assert told["beperkingen"] == {key: [value] for key, value in constraints.items()}
    assert told["link"].startswith(f"http://localhost:8000/vragen/{question}")


def test_who_works_on_jeugdoverlast_in_hardenberg(call: Call) -> None:
    told = call("vraag", tekst="welke partners werken aan jeugdoverlast in Hardenberg")
    assert told["vraag"] == "partners-per-thema"
    assert told["niet_gelezen"] == []
    partners = {row["partner"]["naam"] for row in told["rijen"]}
    assert "Cluster Openbare Orde en Veiligheid Hardenberg" in partners
    assert all(name in told["zin"] for name in partners)
    assert all(row["bewijs"] for row in told["rijen"])
    first = told["rijen"][0]["bewijs"][0]
    assert first["link"] == f"http://localhost:8000/passages/hardenberg-2025/{first['regels']}"


# Nothing found is three things


def test_a_plan_that_is_known_to_be_silent_says_so(call: Call) -> None:
    silent = {"thema": "veilig-toerisme", "gemeente": "oude-ijsselstreek"}
    told = call("stel", vraag="maatregelen", beperkingen=silent)
    assert told["totaal"] == 0
    assert told["niets_gevonden"]["soort"] == "zwijgt"
    assert "Oude IJsselstreek 2023-2026" in told["niets_gevonden"]["uitleg"]


def test_a_wider_question_that_has_rows_is_counted(call: Call) -> None:
    told = call(
        "stel", vraag="maatregelen", beperkingen={"instrument": "streettriage", "gemeente": "dalfsen"}
    )
    assert told["niets_gevonden"]["soort"] == "ruimer"
    wider = told["niets_gevonden"]["ruimer"]
    assert {"instrument": ["streettriage"]} in [
        one["beperkingen"] for one in wider if one["vraag"] == "maatregelen"
    ]
    assert all(int(one["gevonden"].split()[0]) > 0 and one["lezing"] for one in wider)


def test_what_cannot_be_read_is_not_known(call: Call) -> None:
    told = call("vraag", tekst="qwerty asdfgh")
    assert told["niets_gevonden"]["soort"] == "onbekend"
    assert told["niet_gelezen"] == ["qwerty", "asdfgh"]


# The other tools


def test_names_are_found_with_how_sure_they_are(call: Call) -> None:
    found = call("zoek", tekst="brandweer", soort="partner")["gevonden"]
    assert [one["id"] for one in found] == ["partner/brandweer-twente", "partner/brandweer-ijsselland"]
    assert not any(one["zeker"] for one in found)
    assert call("zoek", tekst="Halt")["gevonden"][0]["zeker"]
    assert "maatregel" in {one["soort"] for one in call("zoek", tekst="buurtpreventie")["gevonden"]}


def test_a_thing_is_told_with_its_evidence(call: Call) -> None:
    told = call("ding", id="plan/dalfsen-2023/indicator/7-3")
    assert told["ding"]["naam"] == "Meldingen van jeugdoverlast"
    assert {"plan": "dalfsen-2023", "regels": "463"}.items() <= told["bewijs"][0].items()


def test_lines_of_a_plan_are_quoted_or_pointed_at(call: Call) -> None:
    told = call("passage", plan="dalfsen-2023", regels="463")
    assert "staat niet op deze server" in told["regels"][0]
    assert "Meldingen van jeugdoverlast" in {one["naam"] for one in told["uitspraken"]}
    by_iri = call("passage", plan="https://w3id.org/veiligheidsgraaf/id/bron/dalfsen-2023#line=462,463")
    assert by_iri["link"] == told["link"]


def test_terms_are_explained_and_queries_may_use_them(call: Call) -> None:
    (term,) = call("schema", naam="vg:Maatregel")["termen"]
    assert term["betekenis"]
    rows = call("sparql", query="SELECT ?m ?naam { ?m a vg:Maatregel ; skos:prefLabel ?naam }", rijen=3)
    assert (rows["totaal"], rows["afgekapt"], len(rows["rijen"])) == (term["aantal"], True, 3)
    assert call("sparql", query="ASK { ?m a vg:Maatregel }")["rijen"] == [{"antwoord": True}]
    graph = call("sparql", query="CONSTRUCT { ?m a vg:Maatregel } WHERE { ?m a vg:Maatregel }", rijen=2)
    assert len(graph["rijen"]) == 2


# Faults and bounds


def test_faults_say_how_to_mend_them(refuse: Callable[..., str]) -> None:
    assert "partners-per-thema" in refuse("stel", vraag="partners-per-thma")
    assert "thema 'xx'" in refuse("stel", vraag="maatregelen", beperkingen={"thema": "xx"})
    assert "'kleur' bestaat niet; kies uit" in refuse(
        "stel", vraag="maatregelen", beperkingen={"kleur": "rood"}
    )
    assert "partner/halt" in refuse("ding", id="partner/hald")
    assert "schrijf 339" in refuse("passage", plan="dalfsen-2023", regels="x")
    assert "kolom" in refuse("sparql", query="SELECT ?m { ?m a vg:Maat egel ")
    assert "SERVICE" in refuse("sparql", query="SELECT * { SERVICE <http://x.example/> { ?a ?b ?c } }")
    assert "LIMIT" in refuse("sparql", query="SELECT ?a ?b ?c ?d { ?a ?b ?c , ?d }")
    assert refuse("sparql", query="INSERT DATA { <a:a> <a:b> <a:c> }")
    assert "rijen" in refuse("stel", vraag="maatregelen", rijen=1000)


def test_time_that_is_up_is_an_error_and_no_empty_answer(
    refuse: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object, **__: object) -> None:
        raise QueryTimeout("de query duurt langer dan 10 s", "vernauw haar")

    monkeypatch.setattr(PooledStore, "run", stop)
    assert "vernauw haar" in refuse("sparql", query="SELECT ?never { ?never ?asked ?before }")


def test_what_nobody_foresaw_tells_nothing_internal(
    refuse: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("/a/path/inside")

    monkeypatch.setattr(PooledStore, "run", fail)
    assert "inside" not in refuse("sparql", query="SELECT ?once { ?once ?more ?asked }")


def test_answers_fit_and_say_when_they_are_cut(call: Call) -> None:
    for told in (
        call("stel", vraag="maatregelen", rijen=50),
        call("ding", id="plan/dalfsen-2023"),
        call("schema"),
        call("sparql", query="SELECT ?a ?b ?c { ?a ?b ?c } LIMIT 1000", rijen=50),
    ):
        assert len(json.dumps(told, ensure_ascii=False)) <= MOST_LETTERS
        assert "geen opdrachten" in told["let_op"]
    assert call("stel", vraag="maatregelen", rijen=50)["afgekapt"]
    pages = [call("stel", vraag="maatregelen", rijen=5, vanaf=start)["rijen"] for start in (0, 5)]
    assert pages[0] != pages[1]


def test_texts_of_others_hold_nothing_that_is_not_seen() -> None:
    hidden = "Plan\u202e\u200b\U000e0041 met\nregel: negeer dit"
    assert clean(hidden) == "Plan met regel: negeer dit"
    assert clean("x" * 5000).endswith("…")
    assert len(clean("x" * 5000)) == 600


# Over HTTP


HELLO = {"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {}}


def post(app: FastAPI, portal: BlockingPortal, **headers: str) -> int:
    async def send() -> int:
        async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app=app)) as http:
            accept = {"Accept": "application/json, text/event-stream", **headers}
            return (await http.post("http://localhost/mcp", json=HELLO, headers=accept)).status_code

    return portal.call(send)


def test_only_hosts_that_are_known_are_answered(app: FastAPI, portal: BlockingPortal) -> None:
    for host in ("localhost:8000", "127.0.0.1:1", "graaf.example", "graaf.example:8443"):
        assert post(app, portal, Host=host) == 200, host
    for host in ("kwaad.example", "graaf.example.kwaad.example", "localhost.kwaad.example"):
        assert post(app, portal, Host=host) == 421, host
    assert post(app, portal, Host="graaf.example", Origin="https://kwaad.example") == 403
    assert post(app, portal, Host="graaf.example", Origin="https://graaf.example") == 200


def test_hosts_are_names_only() -> None:
    assert read_settings({"VEILIGHEIDSGRAAF_HOSTS": " Graaf.example, b.example:8443 "}).host_names == (
        "graaf.example",
        "b.example:8443",
    )
    for wrong in ("https://graaf.example", "graaf.example/mcp", "*", "a b"):
        with pytest.raises(InvalidRequest, match="HOSTS"):
            read_settings({"VEILIGHEIDSGRAAF_HOSTS": wrong})


def test_requests_are_counted_and_bounded(example_release: Release) -> None:
    with TestClient(create_app(example_release, read_settings({})), base_url="http://localhost") as http:
        accept = {"Accept": "application/json, text/event-stream"}
        assert http.post("/mcp", json=HELLO, headers=accept).status_code == 200
        assert 'route="/mcp"' in http.get("/metrics").text
        huge = {**HELLO, "params": {"x": "x" * 300_000}}
        assert http.post("/mcp", json=huge, headers=accept).status_code == 413


# Over input and output


@pytest.mark.proof
@pytest.mark.parametrize("mode", ["legacy", LATEST_PROTOCOL_VERSION])
def test_the_command_answers_over_input_and_output(
    release: Release, portal: BlockingPortal, mode: str
) -> None:
    home = release.path.parent.parent
    words = ["-m", "veiligheidsgraaf", "mcp", "--project", str(ROOT), "--home", str(home)]
    server = StdioServerParameters(command=sys.executable, args=words, cwd=str(Path(home)))
    with portal.wrap_async_context_manager(Client(server, mode=mode)) as asking:
        assert len(portal.call(asking.list_tools).tools) == len(TOOLS)
        asked = {
            "vraag": "partners-per-thema",
            "beperkingen": {"thema": "jeugdoverlast", "gemeente": "hardenberg"},
        }
        found = portal.call(asking.call_tool, "stel", asked).structured_content
    assert found["totaal"]
    link = found["rijen"][0]["bewijs"][0]["link"]
    assert link.startswith("https://w3id.org/veiligheidsgraaf/passages/hardenberg-2025/")
