"""A small plan of our own invention, and what a program might suggest on it."""

from collections.abc import Sequence
from pathlib import Path

from veiligheidsgraaf.cli.draft import draft
from veiligheidsgraaf.draft.suggestion import Kind, Mark, Suggestion, give_keys
from veiligheidsgraaf.review.session import Review
from veiligheidsgraaf.review.steps import Decide
from veiligheidsgraaf.words import iris
from veiligheidsgraaf.words.project import Project

SLUG = "voorbeeldstad-2028"
TEXT = """\
Veiligheidsplan Voorbeeldstad 2028-2031

1 Inleiding

De gemeenteraad stelt dit plan vast. De afgelopen jaren nam het aantal inbraken af.
Het college vraagt 2 fte voor toezicht.

2 Prioriteiten

2.1 Ondermijning

Ondermijning heeft onze voorrang. Het doel is dat criminelen hier geen voet aan de grond krijgen.
Wij lopen met de politie een rondgang door de haven.
De burgemeester kiest voor sluiting van een drugspand op grond van artikel 13b Opiumwet.
In 2022 organiseerden ondernemers een avond over meldingen.

2.2 Jeugd en veiligheid

Wij willen dat jongeren minder overlast geven.
Het jeugdwerk praat elk kwartaal met jongeren op de kade. Planning: Q2 2028.
Het Buurtlab Zuid denkt mee over jeugd.

3 Meten

Volgens de Stadspeiling zag 28% in 2027 hinder. In 2031 moet dat 20% zijn.
"""


def thing(kind: str, slug: str) -> str:
    return iris.thing(kind, slug)


def lines_of(words: str) -> int:
    """The line on which words of the plan stand."""
    return next(n for n, line in enumerate(TEXT.splitlines(), 1) if words in line)


def suggest(kind: Kind, words: str, within: str = "", **values: str | Sequence[str]) -> Suggestion:
    line = lines_of(words)
    start = TEXT.splitlines()[line - 1].index(words)
    found = {
        name.replace("_", "-"): (given,) if isinstance(given, str) else tuple(given)
        for name, given in values.items()
    }
    return Suggestion(
        kind, line, line, (Mark(line, start, start + len(words)),), found, "bij hand", 0.9, within
    )


def make_suggestions() -> list[Suggestion]:
    """Suggestions, with parts in the measures on their lines."""
    return give_keys(
        [
            suggest(Kind.PRIORITEIT, "2.1 Ondermijning", naam="Ondermijning", thema=thing("thema", "ondermijning")),
            suggest(Kind.PRIORITEIT, "2.2 Jeugd", naam="Jeugd", thema=thing("thema", "jeugd-en-veiligheid")),
            suggest(Kind.DOEL, "Het doel is", naam="Geen plek voor criminelen", soort="doelstelling"),
            suggest(Kind.MAATREGEL, "Wij lopen", naam="Rondgang door de haven", status="lopend"),
            suggest(Kind.PARTNER, "politie", partner=thing("partner", "politie")),
            suggest(Kind.INSTRUMENT, "rondgang", instrument=thing("instrument", "rondgang")),
            suggest(Kind.INSTRUMENT, "sluiting van een drugspand", instrument=thing("instrument", "sluiting")),
            suggest(Kind.RECHTSGROND, "13b", rechtsgrond=thing("rechtsgrond", "opiumwet-13b")),
            suggest(Kind.MAATREGEL, "In 2022 organ", naam="Meldavond", status="uitgevoerd"),
            suggest(Kind.DOEL, "jongeren minder", naam="Minder hinder van jeugd", soort="kwalitatief", richting="omlaag"),
            suggest(Kind.MAATREGEL, "Het jeugdwerk praat", naam="Gesprek op de kade"),
            suggest(Kind.PARTNER, "jeugdwerk praat", partner=thing("partner", "jeugdwerk")),
            suggest(Kind.PLANNING, "Q2 2028", planning="Q2 2028", kwartaal="2028-Q2"),
            suggest(Kind.STATUS, "praat elk", status="lopend"),
            suggest(Kind.CIJFER, "28%", naam="Hinder", waarde="28", jaar="2027", eenheid="procent", bron="stadspeiling"),
            suggest(Kind.CIJFER, "20%", naam="Hinder", waarde="20", jaar="2031", eenheid="procent", streef="ja"),
            suggest(Kind.ONTWIKKELING, "nam het aantal", naam="Minder inbraken", richting="omlaag"),
            suggest(Kind.MIDDEL, "2 fte", naam="Toezicht", soort="capaciteit", status="gevraagd", waarde="2", eenheid="fte"),
            suggest(Kind.NIEUW, "Buurtlab Zuid", naam="Buurtlab Zuid"),
        ],
        TEXT.splitlines(),
    )  # fmt: skip


def begin(project: Project, text: str = TEXT, again: bool = False) -> None:
    """Read the plan into a project, as a user does."""
    file = project.root.parent / "plan.txt"
    file.write_text(text, encoding="utf-8")
    draft(file, ["Voorbeeldstad"], 2028, project.root, again)


def open_review(project: Project, suggestions: Sequence[Suggestion] | None = None) -> Review:
    return Review(project, SLUG, suggestions=make_suggestions() if suggestions is None else suggestions)


def accept_all(review: Review) -> None:
    """Accept what is suggested, name what is new, and give the facts of the plan."""
    new = next(item for item in review.state().open if item.kind == "nieuw")
    about = {"wat": "samenwerkingsverband", "naam": "Buurtlab Zuid", "soort": "samenwerkingsverband"}
    about |= {"omschrijving": "Waar buurt en stad samen iets proberen."}
    review.decide_all(
        [Decide("curator", "accepteer", item.key) for item in review.state().open if item.kind != "nieuw"]
    )
    review.decide(Decide("curator", "verander", new.key, values={name: (v,) for name, v in about.items()}))
    facts = {"naam": "Veiligheidsplan Voorbeeldstad 2028-2031", "begin": "2028", "einde": "2031"}
    facts |= {"kernbeleid": "kbv-5velden"}
    review.decide(
        Decide("curator", "voeg-toe", kind="plan", values={name: (v,) for name, v in facts.items()}, first=1)
    )
    line = lines_of("Buurtlab")
    partner = {"partner": ("https://w3id.org/veiligheidsgraaf/id/partner/buurtlab-zuid",), "rol": ("advies",)}
    more = {"naam": ("Meedenken over jeugd",), "toelichting": ("Denkt mee over de jeugd.",)}
    review.decide(Decide("curator", "voeg-toe", kind="inzet", values={**partner, **more}, first=line))


def write_path(review: Review) -> Path:
    return review.draft.project.root / "graphs" / "plannen" / f"{SLUG}.ttl"
