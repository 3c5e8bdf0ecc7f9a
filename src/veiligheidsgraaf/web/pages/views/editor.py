"""The SPARQL editor: the named questions as examples, completion from the graph's own terms."""

import json

from fastapi import APIRouter, Request, Response

from ....words.prefixes import PREFIXES
from ....words.questions import Question
from ..library import fill_in
from ..site import Site, asked

_DEFAULT = "plannen"


def mount(router: APIRouter, site: Site) -> None:
    """Add /sparql-editor and what it completes from."""

    @router.get("/sparql-editor")
    def editor(request: Request) -> Response:
        return query_page(site, request)

    @router.get("/sparql-editor/termen.json")
    def terms() -> Response:
        return Response(json.dumps(_terms(site), ensure_ascii=False), media_type="application/json")


def query_page(site: Site, request: Request) -> Response:
    """The editor as a page; `vraag` names the example to open with (its parameters may be filled in), `query`
    gives a query.
    """
    return _editor(site, request, asked(request))


def _editor(site: Site, request: Request, values: dict[str, str]) -> Response:
    query, name = values.pop("query", "")[:20_000], values.pop("vraag", _DEFAULT)
    text = query or fill_in(site.answers.find_question(name), values)
    return site.render(
        request,
        "editor.html",
        query=text,
        chosen="" if query else name,
        questions=site.answers.listed,
        prefixes=PREFIXES,
    )


def _terms(site: Site) -> dict[str, object]:
    """Classes and properties with their meaning, things with their name, prefixes and examples: what the
    editor offers.
    """
    terms = site.library.rows("pagina-termen")
    return {
        "prefixes": PREFIXES,
        "klassen": [
            [row["term"], row["naam"], row["definitie"]] for row in terms if row["soort"] == "klasse"
        ],
        "eigenschappen": [
            [row["term"], row["naam"], row["definitie"]] for row in terms if row["soort"] != "klasse"
        ],
        "voorbeelden": [_example(question) for question in site.answers.listed],
    }


def _example(question: Question) -> dict[str, str]:
    return {"naam": question.name, "vraag": question.question, "query": question.sparql}
