"""`diff` tells what a change means: exact Dutch sentences for made-up
changes, and nothing for what means nothing.
"""

import json
import os
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from veiligheidsgraaf.check.passages import write_passages
from veiligheidsgraaf.history.diff import Difference, compare
from veiligheidsgraaf.history.revision import read_now, read_revision
from veiligheidsgraaf.history.telling import as_json, as_markdown, as_text
from veiligheidsgraaf.turtle.layout import format_text
from veiligheidsgraaf.turtle.read import SourceFile, Stated, Term, read_file, read_project
from veiligheidsgraaf.words import iris
from veiligheidsgraaf.words.errors import CannotRead, InvalidRequest
from veiligheidsgraaf.words.namespaces import DCTERMS, RDF, SKOS
from veiligheidsgraaf.words.project import Project

from ..cli.test_cli import run

FIRST, SECOND = "graphs/plannen/voorbeeldstad-2020.ttl", "graphs/plannen/voorbeeldstad-2024.ttl"
SHARED = "graphs/referentie/voorbeeldstad.ttl"


def git(root: Path, *words: str) -> str:
    identity = {
        "GIT_AUTHOR_NAME": "x",
        "GIT_AUTHOR_EMAIL": "x@x",
        "GIT_COMMITTER_NAME": "x",
        "GIT_COMMITTER_EMAIL": "x@x",
    }
    return subprocess.run(
        ["git", *words], cwd=root, env={**os.environ, **identity}, capture_output=True, text=True, check=True
    ).stdout


@pytest.fixture
def kept(example: Project) -> Project:
    """The made-up project in a git repository, with one commit."""
    git(example.root, "init", "-q", "-b", "main")
    git(example.root, "add", "-A")
    git(example.root, "commit", "-qm", "eerste")
    return example


def difference(project: Project) -> Difference:
    _, before = read_revision(project, "main")
    names = [
        read_file(name, path, iris.graph_of(name) or "") for name, path in project.files("ontology", ".ttl")
    ]
    return compare(before, read_now(project), names)


def sentences(found: Difference) -> list[str]:
    return [change["zin"] for change in json.loads(as_json(found, "", ""))["wijzigingen"]]


def edit(project: Project, name: str, *changes: tuple[str, str]) -> None:
    path = project.root / name
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")


MEASURE = """
maatregel:1-5 a vg:Maatregel ;
    skos:prefLabel "Praten op de kade"@nl ;
    vg:betrekt partner:politie , partner:jeugdwerk ;
    vg:status status:lopend ;
    vg:bewijs <#line=11,12> .
"""

CHANGES: dict[str, tuple[str, list[tuple[str, str]], list[str]]] = {
    "partner left": (
        FIRST,
        [("partner:politie , gemeente:voorbeeldstad", "gemeente:voorbeeldstad")],
        ["Maatregel “Door de haven lopen”: partner Politie vervallen"],
    ),
    "one partner for another": (
        SECOND,
        [("vg:betrekt gemeente:voorbeeldstad", "vg:betrekt partner:politie")],
        ["Maatregel “Hennepteelt volgen”: partner Gemeente Voorbeeldstad wordt Politie"],
    ),
    "one of more partners for another": (
        FIRST,
        [("partner:politie , gemeente:voorbeeldstad", "partner:politie , partner:ondernemers")],
        [
            "Maatregel “Door de haven lopen”: partner Gemeente Voorbeeldstad vervallen",
            "Maatregel “Door de haven lopen”: partner Ondernemers toegevoegd",
        ],
    ),
    "status and planning": (
        SECOND,
        [("status:verkenning", "status:voorgenomen"), ('"Q4 2024, daarna elk kwartaal"', '"Vanaf 2025"')],
        [
            "Maatregel “Gesprek van jeugdwerk en school”: planning “Q4 2024, daarna elk kwartaal” wordt “Vanaf 2025”",
            "Maatregel “Hennepteelt volgen”: status Verkenning wordt Voorgenomen",
        ],
    ),
    "name": (
        SECOND,
        [('"Hennepteelt volgen"', '"Hennepteelt in het oog houden"')],
        ["Maatregel “Hennepteelt in het oog houden”: naam “Hennepteelt volgen” wordt “Hennepteelt in het oog houden”"],
    ),
    "measure came": (
        SECOND,
        [("maatregel:1-4 , maatregel:2-1 ;", "maatregel:1-4 , maatregel:1-5 , maatregel:2-1 ;"), ("\ninzet:1-1", MEASURE + "\ninzet:1-1")],
        ["Maatregel “Praten op de kade” toegevoegd: partner Jeugdwerk, Politie; status Lopend; regel 12"],
    ),
    "measure went": (
        SECOND,
        [
            ("    vg:heeftMaatregel maatregel:1-2 ;\n", ""),
            (
                """maatregel:1-2 a vg:Maatregel ;
    skos:prefLabel "Hennepteelt volgen"@nl ;
    vg:betrekt gemeente:voorbeeldstad ;
    vg:fenomeen fenomeen:hennepteelt ;
    vg:status status:verkenning ;
    vg:bewijs <#line=5,6> .
""",
                "",
            ),
        ],
        ["Maatregel “Hennepteelt volgen” vervallen: fenomeen Hennepteelt; partner Gemeente Voorbeeldstad; status Verkenning; regel 6"],
    ),
    "measure under another theme": (
        SECOND,
        [("vg:heeftMaatregel maatregel:1-2 ;", "vg:heeftMaatregel maatregel:1-2 , maatregel:1-4 ;"), (" , maatregel:1-4 , maatregel:2-1 ;", " , maatregel:2-1 ;")][::-1],
        ["Maatregel “Meer licht bij de haven in 2027”: verplaatst van prioriteit “Jeugd” naar planthema “Drugs”"],
    ),
    "figure": (
        FIRST,
        [("vg:waarde 40.0", "vg:waarde 41.5")],
        ["Indicator “Inwoners die hinder zien”: waarneming 2019 van 40 naar 41,5 procent"],
    ),
    "target of another year": (
        FIRST,
        [
            ("streefwaarde:1-1-2023 ;", "streefwaarde:1-1-2022 ;"),
            ("streefwaarde:1-1-2023 a", "streefwaarde:1-1-2022 a"),
            ('"2023"^^xsd:gYear ;\n    vg:waarde', '"2022"^^xsd:gYear ;\n    vg:waarde'),
        ],
        [
            "Indicator “Inwoners die hinder zien”: streefwaarde 2022 toegevoegd: 30 procent; regel 8",
            "Indicator “Inwoners die hinder zien”: streefwaarde 2023 vervallen: 30 procent; regel 8",
        ],
    ),
    "another address, same thing": (
        SECOND,
        [("maatregel:1-2 ;", "maatregel:9-1 ;"), ("maatregel:1-2 a", "maatregel:9-1 a")],
        ["Maatregel “Hennepteelt volgen”: adres voorbeeldstad-2024/maatregel/1-2 wordt voorbeeldstad-2024/maatregel/9-1"],
    ),
    "another passage": (
        SECOND,
        [("status:verkenning ;\n    vg:bewijs <#line=5,6>", "status:verkenning ;\n    vg:bewijs <#line=4,6>")],
        ["Maatregel “Hennepteelt volgen”: passage van regel 6 naar regels 5-6 (andere tekst)"],
    ),
    "shared thing": (
        SHARED,
        [('"Wie in de stad een bedrijf heeft."', '"Bedrijven in de stad."')],
        ["Groep “Ondernemers”: definitie “Wie in de stad een bedrijf heeft.” wordt “Bedrijven in de stad.”"],
    ),
    "label in another language": (
        SHARED,
        [('"Politie"@nl', '"Politie"@nl , "Police"@en')],
        ["Organisatie “Politie”: naam (en) “Police” toegevoegd"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("name", "changes", "expected"), CHANGES.values(), ids=CHANGES.keys())
def test_change_in_words(
    kept: Project, name: str, changes: list[tuple[str, str]], expected: list[str]
) -> None:
    edit(kept, name, *changes)
    found = difference(kept)
    assert sentences(found) == expected
    for sentence in expected:
        assert f"    {sentence}\n" in as_text(found, "a", "b") or f"\n  {sentence}\n" in as_text(
            found, "a", "b"
        )


def test_every_change_is_grouped_by_plan_and_theme(kept: Project) -> None:
    edit(
        kept,
        FIRST,
        ("partner:politie , gemeente:voorbeeldstad", "gemeente:voorbeeldstad"),
        ('"2020-02-01"', '"2020-02-02"'),
    )
    edit(kept, SECOND, ("status:verkenning", "status:lopend"))
    edit(kept, SHARED, ('"Politie"@nl', '"Nationale politie"@nl'))
    assert as_text(difference(kept), "main", "nu") == (
        "main → nu: 0 toegevoegd, 1 vervallen, 3 gewijzigd\n"
        "\n"
        "Veiligheidsplan Voorbeeldstad 2020-2023 (voorbeeldstad-2020)\n"
        "  Hele plan\n"
        "    Veiligheidsplan “Veiligheidsplan Voorbeeldstad 2020-2023”: vastgesteld op 2020-02-01 wordt 2020-02-02\n"
        "  Ondermijning\n"
        "    Maatregel “Door de haven lopen”: partner Politie vervallen\n"
        "\n"
        "Veiligheidsplan Voorbeeldstad 2024-2027 (voorbeeldstad-2024)\n"
        "  Drugs\n"
        "    Maatregel “Hennepteelt volgen”: status Verkenning wordt Lopend\n"
        "\n"
        "Gedeeld door plannen\n"
        "  Organisatie “Nationale politie”: naam “Politie” wordt “Nationale politie”\n"
    )


def test_layout_order_and_blank_nodes_are_no_change(kept: Project) -> None:
    blank = 'partner:politie org:hasSite [ skos:note "a" ; skos:member ( [ skos:note "b" ] "c" ) ] , _:x . _:x skos:note "d" .'
    edit(kept, SHARED, ("\nagent:redactie", f"\n{blank}\nagent:redactie"))
    git(kept.root, "commit", "-qam", "met blanke knopen")
    turned = '_:andere skos:note "d" . partner:politie org:hasSite _:andere , [ skos:member ( [ skos:note "b" ] "c" ) ; skos:note "a" ] .'
    edit(kept, SHARED, (f"\n{blank}", ""))
    path = kept.root / SHARED
    path.write_text(path.read_text() + turned)
    for name in (FIRST, SECOND):
        text = (kept.root / name).read_text()
        head, *statements = re.split(r"\n\n(?=\S)", text.rstrip())
        (kept.root / name).write_text(
            format_text("\n\n".join([head, *reversed(statements)]).replace(" ;\n", ";\n\n"))
        )
    assert sentences(difference(kept)) == []
    edit(kept, SHARED, ('"b"', '"B"'))
    assert (
        sentences(difference(kept))
        == [
            "Organisatie “Politie”: hasSite (zonder naam) toegevoegd",
            "Organisatie “Politie”: hasSite (zonder naam) vervallen",
        ][::-1]
    )


def test_plan_that_came_or_went_is_one_sentence(kept: Project) -> None:
    (kept.root / "graphs/plannen/voorbeelddorp-2022.ttl").unlink()
    (kept.root / "graphs/passages/voorbeelddorp-2022.ttl").unlink()
    found = sentences(difference(kept))
    assert len(found) == 1
    assert found[0].startswith(
        "Veiligheidsplan “Veiligheidsplan Voorbeelddorp 2022-2025” vervallen: 2× curatie, 1× bron"
    )


def test_lines_that_moved_with_the_same_text_are_told_once(kept: Project) -> None:
    source = kept.root / "bronnen" / "tweede.txt"
    source.write_text("Een regel ervoor.\n" + source.read_text())
    write_passages(read_project(kept), kept.root, kept.root / "bronnen")
    found = difference(kept)
    evidence = (kept.root / SECOND).read_text().count("vg:bewijs")
    assert found.count()["verplaatst"] == evidence > 10
    told = [sentence for sentence in sentences(found) if "sha256" not in sentence]
    assert {sentence.split(" (")[-1] for sentence in told} == {"zelfde tekst)"}
    assert "passages staan op andere regels, met dezelfde tekst" in as_text(found, "a", "b")


def test_source_that_says_something_else_is_told_at_the_source(kept: Project) -> None:
    source = kept.root / "bronnen" / "tweede.txt"
    source.write_text(source.read_text().replace("De wethouder gaat erover.", "De burgemeester gaat erover."))
    changed = {iris.source("voorbeeldstad-2024") + "#line=2,4"}
    write_passages(read_project(kept), kept.root, kept.root / "bronnen", changed)
    write_passages(read_project(kept), kept.root, kept.root / "bronnen")
    told = sentences(difference(kept))
    assert [sentence for sentence in told if "sha256" not in sentence] == [
        "Bron “Veiligheidsplan Voorbeeldstad 2024-2027”: andere tekst in regels 3-4"
    ]


def test_text_from_the_graph_is_no_markup_and_no_terminal_command(kept: Project) -> None:
    evil = r"`a` ``b @ieder <!-- [x](http://y) #1 \u001B[31m\u202Erood \n# kop"
    edit(kept, SECOND, ('"Hennepteelt volgen"', f'"{evil}"'))
    found = difference(kept)
    for told in (as_text(found, "a", "b"), as_markdown(found, "a", "b")):
        assert "\x1b" not in told
        assert "\u202e" not in told
        assert "\n# kop" not in told
    inline = [
        child
        for token in MarkdownIt("commonmark").parse(as_markdown(found, "a", "b"))
        for child in token.children or ()
    ]
    assert {token.type for token in inline} == {"text", "code_inline", "strong_open", "strong_close"}
    ours = "".join(token.content for token in inline if token.type == "text")
    assert ours.endswith("Maatregel : naam  wordt ")
    assert not set("@#<[") & set(ours)


def test_markdown_fits_in_a_comment(kept: Project) -> None:
    things = "".join(
        f'partner:p{number} a vg:Organisatie ; skos:prefLabel "Partner {number} {"x" * 80}"@nl .\n'
        for number in range(900)
    )
    path = kept.root / SHARED
    path.write_text(path.read_text() + things)
    text = as_markdown(difference(kept), "main", "nu")
    assert len(text) < 65_536
    shown = text.count("\n- ")
    assert f"En nog {900 - shown} wijzigingen: zie alles met `veiligheidsgraaf diff main`." in text


def test_output_is_the_same_bytes_each_time(kept: Project) -> None:
    edit(
        kept,
        FIRST,
        ("vg:waarde 40.0", "vg:waarde 41.5"),
        ("partner:politie , gemeente:voorbeeldstad", "partner:ondernemers"),
    )
    edit(kept, SHARED, ('"Politie"@nl', '"P"@nl'), ('"Jeugdwerk"@nl', '"J"@nl'))
    options = ["diff", "main", "--project", str(kept.root), "--format", "json"]
    outputs = {run(*options, env={**os.environ, "PYTHONHASHSEED": seed}).stdout for seed in ("1", "2", "3")}
    assert len(outputs) == 1
    assert json.loads(outputs.pop())["aantallen"] == {
        "toegevoegd": 1,
        "vervallen": 2,
        "gewijzigd": 3,
        "verplaatst": 0,
    }


def test_command_compares_with_the_folder_and_with_a_later_revision(kept: Project) -> None:
    options = ["--project", str(kept.root)]
    commit = git(kept.root, "rev-parse", "main").strip()
    assert run("diff", "main", *options).stdout == f"Geen verschillen in de graaf. ({commit[:12]} → nu)\n"
    edit(kept, FIRST, ("vg:waarde 40.0", "vg:waarde 41.5"))
    assert "van 40 naar 41,5 procent" in run("diff", "main", *options).stdout
    git(kept.root, "commit", "-qam", "tweede")
    assert "van 41,5 naar 40 procent" in run("diff", "main", "HEAD~1", *options).stdout
    assert run("diff", "HEAD~1", "--format", "markdown", *options).stdout.startswith(
        "**Wat er verandert:** 0 toegevoegd, 1 gewijzigd"
    )


RENAMED = "graphs/plannen/voorbeeldstad-2021.ttl"


def test_renamed_plan_file_is_a_change(kept: Project) -> None:
    (kept.root / FIRST).rename(kept.root / RENAMED)
    found = difference(kept)
    assert sentences(found) == [f"Bestand {FIRST} heet nu {RENAMED}"]
    (change,) = found.changes
    assert (change.section, change.before, change.after) == ("voorbeeldstad-2020", (FIRST,), (RENAMED,))


def test_renamed_plan_file_with_an_edit_is_both(kept: Project) -> None:
    (kept.root / FIRST).rename(kept.root / RENAMED)
    edit(kept, RENAMED, ("partner:politie , gemeente:voorbeeldstad", "gemeente:voorbeeldstad"))
    assert sentences(difference(kept)) == [
        f"Bestand {FIRST} heet nu {RENAMED}",
        "Maatregel “Door de haven lopen”: partner Politie vervallen",
    ]


def test_renamed_passages_are_a_change(kept: Project) -> None:
    old, new = (f"graphs/passages/voorbeeldstad-{year}.ttl" for year in (2020, 2021))
    (kept.root / old).rename(kept.root / new)
    assert sentences(difference(kept)) == [f"Bestand {old} heet nu {new}"]


def test_file_of_a_graph_of_many_files_may_have_any_name(kept: Project) -> None:
    path = next((kept.root / "graphs" / "referentie").glob("*.ttl"))
    path.rename(path.with_name("anders.ttl"))
    assert sentences(difference(kept)) == []


def test_thing_that_stands_in_another_graph_is_a_change(kept: Project) -> None:
    path = kept.root / FIRST
    head, *statements = path.read_text(encoding="utf-8").split("\n\n")
    (moved,) = (text for text in statements if text.startswith("doel:1-0 "))
    path.write_text("\n\n".join([head, *(text for text in statements if text != moved)]), encoding="utf-8")
    (kept.root / "graphs" / "referentie" / "los.ttl").write_text(f"{head}\n\n{moved}\n", encoding="utf-8")
    (sentence,) = sentences(difference(kept))
    assert sentence.endswith(f": staat in graphs/referentie/ in plaats van {FIRST}")


def test_relative_addresses_are_the_same_at_every_revision(kept: Project) -> None:
    (kept.root / "graphs" / "referentie" / "los.ttl").write_text("<#a> <#b> <c> .\n")
    git(kept.root, "add", "-A")
    git(kept.root, "commit", "-qm", "tweede")
    assert sentences(difference(kept)) == []


def test_project_in_a_folder_of_the_repository(tmp_path: Path, example: Project) -> None:
    root = tmp_path / "repo"
    (root / "graaf").parent.mkdir()
    example.root.rename(root / "graaf")
    git(root, "init", "-q", "-b", "main")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "eerste")
    inner = Project(root / "graaf")
    edit(inner, FIRST, ("vg:waarde 40.0", "vg:waarde 41.5"))
    assert sentences(difference(inner)) == [
        "Indicator “Inwoners die hinder zien”: waarneming 2019 van 40 naar 41,5 procent"
    ]


@pytest.mark.parametrize(
    "revision",
    [
        "--output=x",
        "-p",
        "main:graphs",
        "a b",
        "main..HEAD",
        "nergens",
        "",
        "x" * 300,
        "\x1b[31m",
        "HEAD^{tree}",
    ],
)
def test_hostile_or_unknown_revision_is_refused(kept: Project, revision: str) -> None:
    before = sorted(kept.root.rglob("*"))
    with pytest.raises(InvalidRequest):
        read_revision(kept, revision)
    assert sorted(kept.root.rglob("*")) == before


def test_settings_of_a_hostile_repository_run_nothing(kept: Project, tmp_path: Path) -> None:
    mark = tmp_path / "uitgevoerd"
    for setting in (
        "core.fsmonitor",
        "core.pager",
        "filter.x.smudge",
        "filter.x.clean",
        "core.sshCommand",
        "diff.external",
    ):
        git(kept.root, "config", setting, f"touch {mark}")
    (kept.root / ".gitattributes").write_text("*.ttl filter=x export-subst\n")
    git(kept.root, "-c", "core.fsmonitor=", "-c", "filter.x.clean=cat", "add", ".gitattributes")
    git(kept.root, "-c", "core.fsmonitor=", "-c", "filter.x.clean=cat", "commit", "-qm", "x")
    mark.unlink(missing_ok=True)
    assert len(read_revision(kept, "HEAD")[1]) == 7
    assert not mark.exists()


def test_link_in_the_old_revision_is_not_followed(kept: Project) -> None:
    (kept.root / "graphs/plannen/anders.ttl").symlink_to("/etc/hostname")
    git(kept.root, "add", "-A")
    git(kept.root, "commit", "-qm", "link")
    assert not [file.name for file in read_revision(kept, "HEAD")[1] if "anders" in file.name]


def break_turtle(project: Project) -> None:
    (project.root / FIRST).write_text("@prefix")
    git(project.root, "commit", "-qam", "stuk")


def leave_git(project: Project) -> None:
    (project.root / ".git").rename(project.root.parent / "weg")


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (break_turtle, "HEAD:graphs/plannen/voorbeeldstad-2020.ttl:1: geen geldige Turtle"),
        (leave_git, "is geen git-repository"),
    ],
)
def test_what_cannot_be_compared_is_named(
    kept: Project, change: Callable[[Project], None], expected: str
) -> None:
    change(kept)
    with pytest.raises(CannotRead, match=expected):
        read_revision(kept, "HEAD")


def test_object_that_was_not_fetched_is_named(kept: Project) -> None:
    blob = git(kept.root, "rev-parse", f"HEAD:{SECOND}").strip()
    (kept.root / ".git/objects" / blob[:2] / blob[2:]).unlink()
    with pytest.raises(CannotRead, match="is hier niet aanwezig"):
        read_revision(kept, "HEAD")


# Whatever a graph says, in whatever shape, is told without a fault, and a graph is no different from itself.
VG = "https://w3id.org/veiligheidsgraaf/def#"
BASES = [
    "id/plan/x-2020",
    "id/plan/x-2020/maatregel/1",
    "id/plan/x-2020/prioriteit/1",
    "id/plan/",
    "id/bron/X",
    "id/bron/x-2020#line=0,1",
    "def#Doel",
]
THINGS = [
    ox.NamedNode(iris.BASE + name)
    for name in (*BASES, "graph/plan/x-2020", "graph/plan/A/b", "id/partner/p", "id/thema/t")
]
BLANKS = [ox.BlankNode(f"b{number}") for number in range(4)]
LITERALS = [ox.Literal(text) for text in ("", "²", "9" * 5000, "1.50", "\x1b")] + [
    ox.Literal("a b", language="nl"),
    ox.Literal("c", language="en"),
]
WORDS = "heeftMaatregel gemetenMet planthema rangorde waarneming waarde jaar bewijs sha256 eenheid kernbeleidthema"
PREDICATES = [ox.NamedNode(VG + name) for name in WORDS.split()] + [
    ox.NamedNode(str(name)) for name in (RDF.type, SKOS.prefLabel, DCTERMS.title)
]
KINDS = [ox.NamedNode(VG + name) for name in ("Prioriteit", "Maatregel", "Waarneming")]
triple = st.builds(
    Stated,
    st.sampled_from(THINGS + BLANKS),
    st.sampled_from(PREDICATES),
    st.sampled_from(THINGS + BLANKS + LITERALS + KINDS),
)
graphs = st.sampled_from(["plan/x-2020", "referentie", "vocabulaire", "passages/x-2020"])
version = st.lists(st.tuples(graphs, st.lists(triple, max_size=12)), max_size=4)


def as_files(parts: list[tuple[str, list[Stated]]], blanks: str = "") -> list[SourceFile]:
    def renamed(term: Term) -> Term:
        return ox.BlankNode(blanks + term.value) if isinstance(term, ox.BlankNode) else term

    return [
        SourceFile(
            f"{number}.ttl",
            Path(),
            iris.GRAPH + graph,
            tuple(Stated(*map(renamed, t)) for t in reversed(triples)),
            "",
        )
        for number, (graph, triples) in enumerate(parts)
    ]


@settings(max_examples=300, deadline=None)
@given(version, version)
def test_any_two_graphs_can_be_told_apart(
    before: list[tuple[str, list[Stated]]], after: list[tuple[str, list[Stated]]]
) -> None:
    found = compare(as_files(before), as_files(after))
    for tell in (as_text, as_markdown, as_json):
        assert tell(found, "a", "b")
    assert compare(as_files(before), as_files(before, "x")).changes == ()
