"""From a published plan by decisions to a graph that conforms, is built and answers."""

import os
import shutil
from pathlib import Path

import pytest

from veiligheidsgraaf.answers.answers import Answers
from veiligheidsgraaf.check.plans import read_statements
from veiligheidsgraaf.check.project import check_for_people
from veiligheidsgraaf.release.build import build
from veiligheidsgraaf.review.drafts import open_draft
from veiligheidsgraaf.review.steps import Decide
from veiligheidsgraaf.store.pool import PooledStore
from veiligheidsgraaf.turtle.layout import format_text
from veiligheidsgraaf.turtle.read import read_project
from veiligheidsgraaf.words.errors import CannotRead, DoesNotConform, InvalidRequest
from veiligheidsgraaf.words.project import Project

from .invented import SLUG, lines_of, open_review, thing, write_path


def test_decided_plan_is_written_conforms_and_answers(decided: Project, tmp_path: Path) -> None:
    outcome = open_review(decided).write()
    assert outcome.written
    assert set(outcome.files) == {
        f"graphs/plannen/{SLUG}.ttl",
        f"graphs/passages/{SLUG}.ttl",
        "graphs/referentie/voorbeeldstad.ttl",
    }
    (decided.root / "bronnen" / "voorbeeldstad-2028.txt").rename(tmp_path / "voorbeeldstad-2028.txt")
    report = check_for_people(decided, sources=tmp_path)
    own = [one for one in report.findings if one.file in outcome.files]
    assert {one.rule for one in own} == {"plan-vastgesteld", "themadekking-volledig"}
    for name in outcome.files:
        text = (decided.root / name).read_text()
        assert name.startswith("graphs/referentie") or format_text(text) == text
    release = build(decided, tmp_path / "home")[0]
    with PooledStore(release, 1) as store:
        asked = Answers.of(release, store).rows("maatregelen", {"plan": SLUG})
    assert {"Rondgang door de haven", "Gesprek op de kade"} <= {row["naam"].value for row in asked}


def test_parts_become_values_of_the_measure_that_they_stand_in_and_statements_alone(decided: Project) -> None:
    made = {one.address: one for one in open_review(decided).assemble().made}
    measure = made["maatregel/2.2-1"].values
    assert measure["partner"] == (thing("partner", "jeugdwerk"),)
    assert (measure["status"], measure["kwartaal"]) == (("lopend",), ("2028-Q2",))
    assert made["toepassing/2.1-1"].values["instrument"] == (thing("instrument", "sluiting"),)
    assert made["vermelding/2.1-1"].values["naam"] == ("Artikel 13b Opiumwet",)
    assert made["maatregel/2.1-2"].chapters == ("prioriteit/1",)
    assert made["streefwaarde/3-1-2031"].chapters == ("indicator/3-1",)


def test_same_decisions_give_the_same_files(decided: Project) -> None:
    open_review(decided).write()
    before = write_path(open_review(decided)).read_bytes()
    again = open_review(decided).write()
    assert again.written
    assert (again.files, write_path(open_review(decided)).read_bytes()) == ((), before)


def test_key_that_was_given_stays_when_something_comes_before_it(decided: Project) -> None:
    review = open_review(decided)
    review.write()
    line = lines_of("Het doel is")
    values = {"naam": ("Meer toezicht",), "status": ("voorgenomen",)}
    review.decide(Decide("curator", "voeg-toe", kind="maatregel", values=values, first=line))
    review.write()
    made = {one.values["naam"][0]: one.address for one in review.assemble().made if one.kind == "maatregel"}
    assert made["Rondgang door de haven"] == "maatregel/2.1-1"
    assert made["Meer toezicht"] == "maatregel/2.1-3"
    assert 'owl:versionInfo "1.1.0"' in write_path(review).read_text()


def test_key_of_what_was_rejected_is_given_to_nothing_else(decided: Project) -> None:
    review = open_review(decided)
    review.write()
    gone = next(item for item in review.state().accepted if item.values.get("naam") == ("Meldavond",))
    review.decide(Decide("curator", "verwerp", gone.key))
    values = {"naam": ("Nieuwe avond",), "status": ("voorgenomen",)}
    review.decide(Decide("curator", "voeg-toe", kind="maatregel", values=values, first=gone.first))
    addresses = {one.values["naam"][0]: one.address for one in review.assemble().made}
    assert addresses["Nieuwe avond"] == "maatregel/2.1-3"


def test_what_does_not_conform_is_told_at_its_decision_and_nothing_is_written(decided: Project) -> None:
    review = open_review(decided)
    values = {"naam": ("Iets doen",)}
    state = review.decide(
        Decide("curator", "voeg-toe", kind="maatregel", values=values, first=lines_of("Wij lopen"))
    )
    added = state.history.decisions[-1].key
    before = {path: path.read_bytes() for path in (decided.root / "graphs").rglob("*.ttl")}
    outcome = review.write()
    assert not outcome.written
    assert {(one.item, one.finding.rule) for one in outcome.stops} == {(added, "maatregel-status")}
    assert {path: path.read_bytes() for path in (decided.root / "graphs").rglob("*.ttl")} == before


def test_part_that_stands_in_nothing_is_told_before_writing(decided: Project) -> None:
    review = open_review(decided)
    values = {"planning": ("Q3 2028",)}
    review.decide(Decide("curator", "voeg-toe", kind="planning", values=values, first=lines_of("Wij lopen")))
    with pytest.raises(DoesNotConform, match="kies waar deze planning bij hoort"):
        review.write()


def test_reread_says_so_until_something_is_decided_after_it(decided: Project) -> None:
    review = open_review(decided)
    with pytest.raises(InvalidRequest, match="nalezer"):
        review.decide(Decide("curator", "voeg-toe", kind="nagelezen"))
    review.decide(Decide("nalezer", "voeg-toe", kind="nagelezen"))
    assert review.write().written
    text = write_path(review).read_text()
    assert "beoordelingsstaat:nagelezen" in text
    assert "rol:nalezer" in text
    item = next(item for item in review.state().accepted if item.kind == "middel")
    review.decide(Decide("curator", "verwerp", item.key))
    assert not review.state().is_reread


def test_what_another_hand_changed_stays_when_decisions_are_written_again(decided: Project) -> None:
    review = open_review(decided)
    review.write()
    path = write_path(review)
    changed = (
        path.read_text()
        .replace('"Rondgang door de haven"@nl', '"Lopen door de haven"@nl')
        .replace("vg:betrekt partner:politie ;", "vg:betrekt partner:politie , partner:ondernemers ;")
        .replace("inzet:2.2-1 a", "# met de hand\ninzet:2.2-1 a")
    )
    path.write_text(changed)
    values = {"naam": ("Meer toezicht",), "status": ("voorgenomen",)}
    review.decide(
        Decide("curator", "voeg-toe", kind="maatregel", values=values, first=lines_of("Het doel is"))
    )
    for _ in range(2):
        assert open_review(decided).write().written
        text = path.read_text()
        assert '"Lopen door de haven"@nl' in text
        assert "vg:betrekt partner:politie , partner:ondernemers ;" in text
        assert "# met de hand\ninzet:2.2-1 a" in text
        assert "vg:heeftMaatregel maatregel:2.1-3 , maatregel:2.1-1 ;" in text
        assert "maatregel:2.1-3 a vg:Maatregel ;" in text


def test_what_both_changed_is_told_and_nothing_is_written(decided: Project) -> None:
    review = open_review(decided)
    review.write()
    path = write_path(review)
    path.write_text(path.read_text().replace('"Rondgang door de haven"@nl', '"Lopen door de haven"@nl'))
    before = path.read_bytes()
    item = next(i for i in review.state().accepted if i.values.get("naam") == ("Rondgang door de haven",))
    review.decide(Decide("curator", "verander", item.key, values={**item.values, "naam": ("Haven in",)}))
    with pytest.raises(InvalidRequest, match=r"maatregel/2\.1-1 is met de hand veranderd"):
        review.write()
    assert path.read_bytes() == before


def test_plan_that_another_hand_made_is_not_written_over(decided: Project) -> None:
    review = open_review(decided)
    path = write_path(review)
    shutil.copyfile(path.with_name("voorbeeldstad-2024.ttl"), path)
    before = path.read_bytes()
    with pytest.raises(InvalidRequest, match="met de hand gemaakt"):
        review.write()
    assert path.read_bytes() == before


def test_decision_taken_while_the_check_ran_is_not_passed_over(
    decided: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    review, other = open_review(decided), open_review(decided)

    def decide_meanwhile(*_: object) -> tuple[()]:
        other.undo()
        return ()

    monkeypatch.setattr("veiligheidsgraaf.review.session.check_files", decide_meanwhile)
    with pytest.raises(InvalidRequest, match="intussen meer besloten"):
        review.write()
    assert not write_path(review).exists()


_STEPS = 14  # of a write: the log, three files, their list, three names, and each on disk


class _Killed(BaseException):
    """Stands for the end of the process: nothing catches it."""


@pytest.mark.proof
@pytest.mark.parametrize("fatal", range(1, _STEPS + 2))
def test_kill_at_any_step_loses_no_decision_and_leaves_no_half_plan(
    decided: Project, monkeypatch: pytest.MonkeyPatch, fatal: int
) -> None:
    review = open_review(decided)
    monkeypatch.setattr("veiligheidsgraaf.review.session.check_files", lambda *_: ())
    before = {path: path.read_bytes() for path in (decided.root / "graphs").rglob("*.ttl")}
    decisions = review.state().accepted
    steps = 0

    def step(real: object) -> object:
        def run(*given: object, **named: object) -> object:
            nonlocal steps
            steps += 1
            if steps == fatal:
                raise _Killed
            return real(*given, **named)  # type: ignore[operator]

        return run

    monkeypatch.setattr(os, "fsync", step(os.fsync))
    monkeypatch.setattr(Path, "replace", step(Path.replace))
    monkeypatch.setattr(Path, "unlink", _survive(Path.unlink, lambda: steps >= fatal))
    try:
        review.write()
        assert fatal > _STEPS >= steps
    except _Killed:
        pass
    monkeypatch.undo()
    after = open_review(decided)
    assert after.state().accepted == decisions
    now = {path: path.read_bytes() for path in (decided.root / "graphs").rglob("*.ttl")}
    written = write_path(after).is_file()
    assert now == before or written
    if written:
        assert (decided.root / f"graphs/passages/{SLUG}.ttl").is_file()
        assert b"buurtlab-zuid" in now[decided.root / "graphs/referentie/voorbeeldstad.ttl"]
    assert after.write().written
    assert not list(decided.root.rglob("*.wordt"))


def _survive(real: object, is_dead: object) -> object:
    """A dead process takes nothing away."""

    def run(*given: object, **named: object) -> object:
        return None if is_dead() else real(*given, **named)  # type: ignore[operator]

    return run


def test_full_disk_leaves_the_graph_as_it_was(decided: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    review = open_review(decided)
    before = {path: path.read_bytes() for path in decided.root.rglob("*.ttl")}
    real = Path.open

    def full(path: Path, mode: str = "r", *more: object, **named: object) -> object:
        if path.name == f"{SLUG}.ttl.wordt" and "plannen" in path.parts:
            raise OSError(28, "No space left on device", str(path))
        return real(path, mode, *more, **named)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", full)
    with pytest.raises(CannotRead, match="niets half geschreven"):
        review.write()
    monkeypatch.undo()
    assert {path: path.read_bytes() for path in decided.root.rglob("*.ttl")} == before
    assert not list(decided.root.rglob("*.wordt"))
    assert open_draft(decided, SLUG).log.read().alive


def test_plan_that_municipalities_made_together_is_of_each_of_them(decided: Project) -> None:
    settings = decided.root / "concepten" / SLUG / "plan.toml"
    written = settings.read_text(encoding="utf-8")
    together = written.replace('["voorbeeldstad"]', '["voorbeeldstad", "elzenrade", "nieuwdorp"]')
    assert together != written
    settings.write_text(together, encoding="utf-8")
    review = open_review(decided)
    outcome = review.write()
    assert outcome.written
    text = write_path(review).read_text(encoding="utf-8")
    assert "vg:gemeente gemeente:voorbeeldstad , gemeente:elzenrade , gemeente:nieuwdorp" in " ".join(
        text.split()
    )
    known = read_statements(read_project(decided))
    assert next(plan.home for plan in known.plans if plan.slug == SLUG) == "voorbeeldstad"
