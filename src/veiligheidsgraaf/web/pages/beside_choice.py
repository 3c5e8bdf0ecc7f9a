"""What is to stand side by side, as it stands in an address: which plans, which kinds, about which theme."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ...answers.compare import KINDS as COMPARED
from ...facts.side_by_side import MOST_BESIDE
from ...words import iris
from ...words.errors import InvalidRequest, UnknownName
from ...words.parameters import today
from ..addresses import COMPARE
from .library import Library

DIFFERENCES = "verschillen"
# What an address chooses by: the title of the page tells each of them.
CHOSEN_BY = ("plan", "gemeente", "wat", "thema", "alleen", "verloop")
_OF_A_THEME = ("maatregel", "doel", "partner", "instrument")


@dataclass(frozen=True)
class Choice:
    """Plans and municipalities (slugs), kinds, a theme (slug), whether only what is not the same everywhere,
    rows of one status (`course`), and which page of rows and of plans.
    """

    plans: tuple[str, ...] = ()
    municipalities: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    theme: str = ""
    only_differences: bool = False
    course: str = ""
    page: str = ""
    columns: str = ""

    @property
    def shown_kinds(self) -> tuple[str, ...]:
        """The kinds asked for, or those that say most: of one theme what is done, else the themes."""
        chosen = tuple(kind for kind in COMPARED if kind in self.kinds)
        return chosen or (_OF_A_THEME if self.theme else ("thema",))

    def with_kind(self, kind: str, course: str = "") -> str:
        """The address of the same on one kind, and of one status."""
        return address(replace(self, kinds=(kind,), course=course, page=""))

    def with_theme(self, theme: str) -> str:
        """The address of the same on one theme, and what is done on it."""
        return address(replace(self, kinds=(), theme=theme, course="", page=""))

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """As it stands in an address, without its pages."""
        return (
            *(("plan", slug) for slug in self.plans),
            *(("gemeente", slug) for slug in self.municipalities),
            *(("wat", kind) for kind in self.kinds),
            ("thema", self.theme),
            ("alleen", DIFFERENCES if self.only_differences else ""),
            ("verloop", self.course),
        )


def address(choice: Choice) -> str:
    """Where a choice stands."""
    return COMPARE(query=[*choice.pairs, ("kolommen", choice.columns), ("blad", choice.page)])


def read_choice(pairs: Sequence[tuple[str, str]]) -> Choice:
    """A choice from an address. Raises InvalidRequest on a kind that cannot be compared."""

    def every(key: str) -> tuple[str, ...]:
        found = (value for name, value in pairs if name == key and value)
        return tuple(dict.fromkeys(found))[:MOST_BESIDE]

    def one(key: str) -> str:
        return next(iter(every(key)), "")

    kinds = every("wat")
    if unknown := [kind for kind in kinds if kind not in COMPARED]:
        raise InvalidRequest(f"'{unknown[0][:40]}' is niet te vergelijken", "kies uit " + ", ".join(COMPARED))
    differences = one("alleen")
    if differences not in ("", DIFFERENCES):
        raise InvalidRequest(f"alleen '{differences[:40]}' kan niet", f"kies {DIFFERENCES} of laat het weg")
    return Choice(
        every("plan"),
        every("gemeente"),
        kinds,
        one("thema"),
        bool(differences),
        one("verloop"),
        one("blad"),
        one("kolommen"),
    )


def choose_plans(library: Library, choice: Choice) -> list[str]:
    """The plans (slugs) of a choice: those named, of municipalities the one that runs, and of a theme alone
    those of all municipalities that run; the earlier first of one municipality. Raises UnknownName.
    """
    return library.remember((choose_plans, choice, today()), lambda: _choose(library, choice))


def _choose(library: Library, choice: Choice) -> list[str]:
    _check(library, choice)
    year, side_by_side = today()[:4], library.side_by_side
    found = [iris.thing("plan", slug) for slug in choice.plans]
    if choice.municipalities:
        places = [iris.thing("gemeente", slug) for slug in choice.municipalities]
        found += side_by_side.standing(year, places)
    elif choice.theme and not found:
        found = side_by_side.standing(year)
    plans = list(dict.fromkeys(found))
    of = library.things.municipalities_of(plans)
    ordered = sorted(plans) if len(set(of.values())) == 1 else plans
    return [iris.slug(plan) for plan in ordered]


def _check(library: Library, choice: Choice) -> None:
    names = library.answers.names
    asked = (("plan", choice.plans), ("gemeente", choice.municipalities), ("thema", (choice.theme,)))
    for kind, slugs in asked:
        for slug in filter(None, slugs):
            if not names.can_choose(kind, slug):
                raise UnknownName(kind, slug, names.slugs_near(kind, slug))
