"""The table and the plot of benchmarks/country.py, in docs/."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

Found = Mapping[str, Mapping[str, Mapping[str, Any]]]
# Heading -> where its figure stands: step, then keys.
COLUMNS: dict[str, tuple[str, ...]] = {
    "quads": ("build", "quads"),
    "build s": ("build", "seconds"),
    "build CPU s": ("build", "processor seconds"),
    "build MB": ("build", "peak MB"),
    "release MB": ("build", "release MB"),
    "one plan changed, served after s": ("change", "served after"),
    "its build CPU s": ("change", "processor seconds"),
    "its build MB": ("change", "peak MB"),
    "start s": ("serve", "start seconds"),
    "first page s": ("serve", "first page after"),
    "server MB": ("serve", "memory MB"),
}
ASKED = ("pages", "rest", "box", "sparql")
_HEAD = """# A country of plans

Full plans (each a real one under another slug, with names, wording and periods varied) built, changed,
served and asked by
`benchmarks/country.py`: how cost grows. Times of requests are in milliseconds, p50 / p95 / most, the first
time that each is asked and later times; *not answered* counts those that gave no answer within 12 s (the
server stops a query after 10) or were refused, *left out* those that were not asked any more when a kind had
taken its time. REST asks every question without a constraint and with four; SPARQL asks each whole.
Measured on {machine}; `load` is what else the machine did when the step began (processes waiting, of two that
can run).

![Cost by number of plans](beelden/country.svg)
"""


def write_report(found: Found, machine: str, docs: Path) -> None:
    """Write country.md and its plot."""
    sizes = sorted(found, key=int)
    if not sizes:
        return
    lines = [
        _HEAD.format(machine=machine),
        _table(found, sizes),
        *_asked(found, sizes),
        _light(found, sizes),
        _missing(found, sizes),
    ]
    (docs / "country.md").write_text("\n".join(lines), encoding="utf-8")
    _plot(found, sizes, docs / "beelden" / "country.svg")


def _get(found: Found, size: str, keys: tuple[str, ...]) -> Any:
    value: Any = found[size]
    for key in keys:
        value = value.get(key) if isinstance(value, Mapping) else None
    return value


def _table(found: Found, sizes: list[str]) -> str:
    rows = ["| plans | " + " | ".join(COLUMNS) + " | load |", "|" + "---:|" * (len(COLUMNS) + 2)]
    for size in sizes:
        values = [_shown(_get(found, size, keys)) for keys in COLUMNS.values()]
        rows.append(
            f"| {int(size):,} | "
            + " | ".join(values)
            + f" | {_shown(_get(found, size, ('build', 'load before')))} |"
        )
    return "\n".join(rows) + "\n"


def _asked(found: Found, sizes: list[str]) -> list[str]:
    parts = []
    for kind in ASKED:
        rows = [
            f"## {kind.capitalize()}\n",
            "| plans | asked | first | later | not answered | left out | slowest |",
        ]
        rows.append("|---:|---:|---:|---:|---:|---:|---|")
        for size in sizes:
            got = _get(found, size, ("serve", kind)) or {}
            slowest = ", ".join(f"{name} {ms:.0f}" for name, ms in list(got.get("slowest", {}).items())[:3])
            cells = (
                got.get("asked"),
                _times(got.get("first")),
                _times(got.get("later")),
                len(got.get("not answered", {})),
                len(got.get("left out for time", ())),
            )
            rows.append(f"| {int(size):,} | " + " | ".join(map(_shown, cells)) + f" | {slowest} |")
            if kind == "sparql" and (peer := _get(found, size, ("oxigraph",))):
                answered = f"{_times(peer['sparql'])} | | {len(peer['not answered'])}"
                left = len(peer["left out for time"])
                rows.append(f"| native Oxigraph | {got.get('asked')} | {answered} | {left} | |")
        parts.append("\n".join(rows) + "\n")
    return parts


def _light(found: Found, sizes: list[str]) -> str:
    """The lightest queries beside native Oxigraph."""
    rows = [
        "## Light SPARQL queries, never asked before\n",
        "The five named questions that native Oxigraph answers soonest, asked of it and of this server in",
        "turn; *share* is how many this server answers in the time of one there.\n",
        "| plans | this server | native Oxigraph | share | which |",
        "|---:|---:|---:|---:|---|",
    ]
    for size in sizes:
        if got := _get(found, size, ("light",)):
            times = f"{_times(got['ours'], 1)} | {_times(got['native'], 1)} | {got['share of native']}"
            rows.append(f"| {int(size):,} | {times} | {', '.join(got['names'])} |")
    return "\n".join(rows) + "\n"


def _missing(found: Found, sizes: list[str]) -> str:
    """Names of what was not answered, and of what was not asked, by size."""
    rows = ["## Not answered\n"]
    for size in sizes:
        for kind in ASKED:
            got = _get(found, size, ("serve", kind)) or {}
            told = [f"{name} ({why})" for name, why in got.get("not answered", {}).items()]
            told += [f"{name} (not asked)" for name in got.get("left out for time", ())]
            rows += [f"- {int(size):,} plans, {kind}: {', '.join(told)}"] if told else []
        peer = _get(found, size, ("oxigraph",)) or {}
        told = [*peer.get("not answered", ())]
        told += [f"{name} (not asked)" for name in peer.get("left out for time", ())]
        rows += [f"- {int(size):,} plans, native Oxigraph: {', '.join(told)}"] if told else []
    return "\n".join(rows if len(rows) > 1 else [*rows, "Nothing."]) + "\n"


def _times(times: Mapping[str, float] | None, digits: int = 0) -> str:
    return " / ".join(f"{times[name]:.{digits}f}" for name in ("p50", "p95", "most")) if times else ""


def _shown(value: Any) -> str:
    if value is None:
        return ""
    return f"{value:,}" if isinstance(value, int | float) else str(value)


def _plot(found: Found, sizes: list[str], path: Path) -> None:
    import matplotlib.pyplot as plt  # noqa: PLC0415 (only for who reports)

    series = {
        "build, s": ("build", "seconds"),
        "build, MB": ("build", "peak MB"),
        "one plan changed, s": ("change", "served after"),
        "server, MB": ("serve", "memory MB"),
        "REST p95, ms": ("serve", "rest", "first", "p95"),
        "pages p95, ms": ("serve", "pages", "first", "p95"),
    }
    figure, axes = plt.subplots(figsize=(8, 5))
    for name, keys in series.items():
        points = [(int(size), value) for size in sizes if (value := _get(found, size, keys))]
        if points:
            axes.plot(*zip(*points, strict=True), marker="o", label=name)
    axes.set(xscale="log", yscale="log", xlabel="plans")
    axes.grid(visible=True, which="both", alpha=0.3)
    axes.legend()
    figure.tight_layout()
    figure.savefig(path, metadata={"Date": None})
    plt.close(figure)
