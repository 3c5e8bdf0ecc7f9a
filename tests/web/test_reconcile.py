"""The reconciliation service as OpenRefine asks it (version 0.2) and as the draft of 1.0 does.

Shapes of answers are checked against what the specification says, section by section:
https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/
"""

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from fastapi.testclient import TestClient

from veiligheidsgraaf.server.app import create_app
from veiligheidsgraaf.server.settings import read_settings
from veiligheidsgraaf.words import iris
from veiligheidsgraaf.words.release import Release

AT, NEXT = "/reconcile", "/reconcile/1.0"


@pytest.fixture(scope="module")
def client(release: Release) -> Iterator[TestClient]:
    app = create_app(release, read_settings({}))
    with TestClient(
        app, base_url="https://graaf.example", follow_redirects=False, raise_server_exceptions=False
    ) as opened:
        yield opened


def match(client: TestClient, **queries: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    found = client.post(AT, data={"queries": json.dumps(queries)})
    assert found.status_code == 200, found.text
    return {key: of["result"] for key, of in found.json().items()}


def problem(response: Any, status: int) -> str:
    assert response.status_code == status, response.text[:300]
    assert response.headers["content-type"] == "application/problem+json"
    return str(response.json()["detail"])


# 0.2 section 3.2, 1.0-draft "Service Manifest"


def test_manifest_says_what_the_service_can_and_where(client: TestClient) -> None:
    found = client.get(AT).json()
    assert found["versions"] == ["0.2"]
    assert found["identifierSpace"] == iris.THINGS
    assert found["schemaSpace"] == iris.DEF
    assert found["view"]["url"] == "https://graaf.example/doc/{{id}}"
    assert "{{id}}" in found["preview"]["url"]
    assert {"width", "height"} <= set(found["preview"])
    for what in ("entity", "type", "property"):
        suggest = found["suggest"][what]
        address = suggest["service_url"] + suggest["service_path"]
        assert client.get(address, params={"prefix": "p"}).json()["result"], what
    propose = found["extend"]["propose_properties"]
    proposed = client.get(
        propose["service_url"] + propose["service_path"], params={"type": "partner", "limit": 2}
    )
    assert len(proposed.json()["properties"]) == 2


def test_identifiers_lead_to_pages_and_previews(client: TestClient) -> None:
    found = client.get(AT).json()
    for where in (found["view"]["url"], found["preview"]["url"]):
        page = client.get(where.replace("{{id}}", "partner%2Fpolitie"), headers={"Accept": "text/html"})
        assert page.status_code == 200, where
        assert "Politie" in page.text


def test_manifest_of_the_next_version_has_no_addresses_of_its_parts(client: TestClient) -> None:
    found = client.get(NEXT).json()
    assert found["versions"] == ["1.0-draft"]
    assert found["suggest"] == {"entity": True, "type": True, "property": True}
    assert found["extend"]["proposeProperties"] is True
    assert found["standardizedScore"] is True
    assert not {"identifierSpace", "schemaSpace"} & set(found)


# 0.2 sections 4.2 to 4.4


def test_a_column_of_partners_is_tied_as_openrefine_asks(client: TestClient) -> None:
    """First a look at ten rows to guess the type, then batches with that type, then a table to extend."""
    column = ["politie", "OM", "GGD IJsselland", "brandweer", "Halt", "Vechtdal Wonen", "Rijkswaterstaat"]
    guess = match(client, **{f"q{n}": {"query": name, "limit": 3} for n, name in enumerate(column)})
    types = [of[0]["type"][0]["id"] for of in guess.values() if of]
    assert max(set(types), key=types.count) == "partner"
    batch = {
        f"q{n}": {"query": name, "type": "partner", "type_strict": "should", "limit": 10}
        for n, name in enumerate(column)
    }
    tied = match(client, **batch)
    sure = [next((one["id"] for one in of if one["match"]), "") for of in tied.values()]
    assert sure == [
        *("partner/politie", "partner/openbaar-ministerie", "partner/ggd-ijsselland", ""),
        *("partner/halt", "partner/vechtdal-wonen", ""),
    ]
    asked = {"ids": [one for one in sure if one], "properties": [{"id": "plan"}, {"id": "elders"}]}
    table = client.post(AT, data={"extend": json.dumps(asked)}).json()
    assert list(table["rows"]) == asked["ids"]
    assert {"id": "plan/dalfsen-2023", "name": "Dalfsen 2023-2026"} in table["rows"]["partner/politie"][
        "plan"
    ]
    assert all("str" in cell for row in table["rows"].values() for cell in row["elders"])


def test_candidates_have_what_the_specification_asks(client: TestClient) -> None:
    for of in match(client, a={"query": "brandweer"}, b={"query": "ondermijning", "limit": 2}).values():
        assert of
        assert [one["score"] for one in of] == sorted((one["score"] for one in of), reverse=True)
        for one in of:
            assert set(one) <= {"id", "name", "description", "score", "features", "match", "type"}
            assert 0 <= one["score"] <= 100
            assert isinstance(one["match"], bool)
            assert all(set(kind) == {"id", "name"} for kind in one["type"])
            assert all(isinstance(feature["value"], bool | int | float) for feature in one["features"])
    assert len(match(client, b={"query": "ondermijning", "limit": 2})["b"]) == 2


def test_batches_come_by_get_form_and_json_alike(client: TestClient) -> None:
    batch = {"q0": {"query": "Halt", "type": "partner"}}
    answers = [
        client.get(f"{AT}?{urlencode({'queries': json.dumps(batch)})}"),
        client.post(AT, data={"queries": json.dumps(batch)}),
        client.post(AT, json={"queries": batch}),
        client.post(AT, json=batch),
    ]
    assert [answer.status_code for answer in answers] == [200] * 4
    assert len({answer.text for answer in answers}) == 1
    assert answers[0].headers["access-control-allow-origin"] == "*"


def test_an_identifier_is_its_thing(client: TestClient) -> None:
    for name in ("partner/politie", iris.thing("partner", "politie")):
        (one,) = match(client, q={"query": name})["q"]
        assert (one["id"], one["score"], one["match"]) == ("partner/politie", 100, True)


def test_a_type_that_should_be_goes_first_and_one_that_must_be_goes_alone(client: TestClient) -> None:
    found = match(
        client,
        must={"query": "ondermijning", "type": "instrument"},
        should={"query": "ondermijning", "type": "instrument", "type_strict": "should"},
    )
    assert {one["type"][0]["id"] for one in found["must"]} == {"instrument"}
    assert {one["type"][0]["id"] for one in found["should"]} > {"instrument"}


def test_hints_tell_namesakes_apart(client: TestClient) -> None:
    def ask(place: object) -> list[dict[str, Any]]:
        hint = [{"pid": "gemeente", "v": place}]
        return match(client, q={"query": "GGD", "type": "partner", "properties": hint})["q"]

    assert ask("Hellendoorn")[0]["id"] == "partner/ggd-twente"
    assert ask({"id": "gemeente/dalfsen", "name": "Dalfsen"})[0]["id"] == "partner/ggd-ijsselland"
    first, second = ask("Hellendoorn")[:2]
    assert first["score"] > second["score"]
    assert {"id": "gemeente", "name": "Eigenschap gemeente", "value": False} in second["features"]


def test_a_hint_that_speaks_against_a_name_makes_it_unsure(client: TestClient) -> None:
    of = {
        place: match(
            client,
            q={"query": "GGD Twente", "type": "partner", "properties": [{"pid": "gemeente", "v": place}]},
        )["q"][0]
        for place in ("Hellendoorn", "Dalfsen")
    }
    assert of["Hellendoorn"]["match"]
    assert not of["Dalfsen"]["match"]


def test_things_can_be_found_by_properties_alone(client: TestClient) -> None:
    query = {"type": "partner", "properties": [{"pid": "thema", "v": "jeugdoverlast"}]}
    found = match(client, q=query)["q"]
    assert found
    assert not any(one["match"] for one in found)


# 1.0-draft: "Reconciliation Queries", "Reconciliation Query Responses"


def ask_next(client: TestClient, *conditions: dict[str, Any]) -> list[dict[str, Any]]:
    body = {"queries": [{"type": "partner", "conditions": list(conditions)}]}
    found = client.post(f"{NEXT}/match", json=body)
    assert found.status_code == 200, found.text
    (result,) = found.json()["results"]
    return list(result["candidates"])


GGD = {"matchType": "name", "propertyValue": "GGD"}


def place(name: str, **more: object) -> dict[str, Any]:
    return {"matchType": "property", "propertyId": "gemeente", "propertyValue": name, **more}


def test_next_version_answers_the_same_names(client: TestClient) -> None:
    old = match(client, q={"query": "GGD", "type": "partner"})["q"]
    assert ask_next(client, GGD) == old
    assert [one["id"] for one in ask_next(client, {"matchType": "id", "propertyValue": "partner/halt"})] == [
        "partner/halt"
    ]


def test_next_version_leaves_out_what_lacks_a_required_property(client: TestClient) -> None:
    def ids(*conditions: dict[str, Any]) -> set[str]:
        return {one["id"] for one in ask_next(client, *conditions)}

    assert {"partner/ggd-twente", "partner/ggd-ijsselland"} <= ids(GGD, place("Hellendoorn"))
    assert "partner/ggd-ijsselland" not in ids(GGD, place("Hellendoorn", required=True))
    not_there = ids(GGD, place("Hellendoorn", required=True, matchQuantifier="none"))
    assert "partner/ggd-twente" not in not_there
    both = place(["Dalfsen", "Hellendoorn"], required=True, matchQuantifier="all")
    assert not {"partner/ggd-twente", "partner/ggd-ijsselland"} & ids(GGD, both)


# 0.2 section 6, 1.0-draft "Suggest Services"


@pytest.mark.parametrize("root", [AT, NEXT])
def test_suggestions_begin_with_what_is_typed(client: TestClient, root: str) -> None:
    found = client.get(f"{root}/suggest/entity", params={"prefix": "brandw", "type": "partner"}).json()[
        "result"
    ]
    assert [one["id"] for one in found] == ["partner/brandweer-ijsselland", "partner/brandweer-twente"]
    assert all(one["notable"] == [{"id": "partner", "name": "Partner"}] for one in found)
    rest = client.get(f"{root}/suggest/entity", params={"prefix": "brandw", "type": "partner", "offset": 1})
    assert rest.json()["result"] == found[1:]
    (itself,) = client.get(f"{root}/suggest/entity", params={"prefix": "partner/halt"}).json()["result"]
    assert itself["id"] == "partner/halt"


def test_all_types_and_properties_are_suggested_for_nothing_typed(client: TestClient) -> None:
    types = client.get(f"{AT}/suggest/type", params={"prefix": ""}).json()["result"]
    assert {"partner", "instrument", "thema", "gemeente", "rechtsgrond"} < {one["id"] for one in types}
    properties = client.get(f"{AT}/suggest/property", params={"prefix": ""}).json()["result"]
    proposed = client.get(f"{AT}/extend/propose").json()["properties"]
    assert properties == proposed


# 0.2 section 5 and 7


def test_preview_may_stand_in_a_frame_and_runs_nothing(client: TestClient) -> None:
    page = client.get(f"{AT}/preview", params={"id": "partner/politie"})
    assert "x-frame-options" not in page.headers
    policy = page.headers["content-security-policy"]
    assert "frame-ancestors *" in policy
    assert "default-src 'none'" in policy
    assert "script" not in page.text
    assert problem(client.get(f"{AT}/preview", params={"id": "partner/politi"}), 404)
    assert problem(client.get(f"{AT}/preview", params={"id": "<b>"}), 400)


def test_every_property_of_every_type_can_be_asked(client: TestClient) -> None:
    for kind in (one["id"] for one in client.get(f"{AT}/suggest/type").json()["result"]):
        proposed = client.get(f"{AT}/extend/propose", params={"type": kind}).json()["properties"]
        some = client.get(f"{AT}/suggest/entity", params={"prefix": "a", "type": kind, "limit": 2}).json()[
            "result"
        ]
        asked = {"ids": [one["id"] for one in some], "properties": proposed}
        old = client.post(AT, json={"extend": asked}).json()
        new = client.post(f"{NEXT}/extend", json=asked).json()
        assert old["meta"] == new["meta"]
        assert old["rows"] == {
            row["id"]: {of["id"]: of["values"] for of in row["properties"]} for row in new["rows"]
        }
        assert all(row["naam"] for row in old["rows"].values()), kind


def test_what_is_no_thing_has_no_values(client: TestClient) -> None:
    asked = {"ids": ["partner/niemand", "geen id"], "properties": [{"id": "plan"}]}
    found = client.post(AT, json={"extend": asked}).json()
    assert found["rows"] == {"partner/niemand": {"plan": []}, "geen id": {"plan": []}}


# Faults and bounds


def test_faults_say_what_and_how(client: TestClient) -> None:
    def post(body: object) -> str:
        return problem(client.post(AT, json=body), 400)

    assert "teken" in problem(client.get(f"{AT}?queries=%7B"), 400)
    assert "type 'partnr'" in post({"queries": {"q0": {"query": "x", "type": "partnr"}}})
    assert "bedoelt u partner" in post({"queries": {"q0": {"query": "x", "type": "partnr"}}})
    assert "queries.q7" in post({"queries": {"q7": {"limit": 3}}})
    assert "limit" in post({"queries": {"q0": {"query": "x", "limit": -1}}})
    assert "eigenschap 'plannen'" in post(
        {"queries": {"q": {"query": "x", "properties": [{"pid": "plannen", "v": 1}]}}}
    )
    assert "geen v" in post({"queries": {"q": {"query": "x", "properties": [{"pid": "plan"}]}}})
    assert "queries of extend" in problem(client.get(f"{AT}?vraag=1"), 400)
    assert "allebei" in post({"queries": {}, "extend": {}})
    assert "ids" in post({"extend": {"ids": "partner/halt", "properties": []}})
    assert problem(client.post(AT, content="x", headers={"Content-Type": "text/plain"}), 415)
    assert "matchType" in problem(
        client.post(f"{NEXT}/match", json={"queries": [{"conditions": [{"matchType": "naam"}]}]}), 400
    )


def test_batches_names_and_windows_are_bounded(client: TestClient) -> None:
    many = {f"q{n}": {"query": "x"} for n in range(51)}
    assert "50" in problem(client.post(AT, json={"queries": many}), 413)
    ids = {"ids": ["partner/halt"] * 101, "properties": [{"id": "plan"}]}
    assert problem(client.post(AT, json={"extend": ids}), 413)
    assert match(client, q={"query": "politie " * 200})["q"] == []
    assert len(match(client, q={"query": "veiligheid", "limit": 10**9})["q"]) <= 50
    assert problem(client.get(f"{AT}/suggest/entity", params={"prefix": "x" * 500}), 400)
    assert problem(client.get(f"{AT}/suggest/entity", params={"prefix": "a", "offset": 10**6}), 400)
    deep = "[" * 100_000
    assert problem(client.post(AT, content=deep, headers={"Content-Type": "application/json"}), 400)
