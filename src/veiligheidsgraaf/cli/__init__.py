"""The command `veiligheidsgraaf`: results on standard output, progress
on standard error, no traceback at a user.

Exit codes: 0 well, 1 the graph has violations, 2 the command could not run.
"""

import sys
from collections.abc import Iterable
from importlib import import_module

import typer

from ..words.errors import DoesNotConform, VeiligheidsgraafError
from ..words.system import explain_refusal

# Each command and the module here that it stands in, in the order of the help.
_COMMANDS = {
    "check": "check",
    "rules": "check",
    "terms": "terms",
    "build": "graph",
    "evidence": "graph",
    "explain": "graph",
    "ask": "ask",
    "query": "ask",
    "compare": "ask",
    "export": "ask",
    "serve": "serve",
    "mcp": "assistant",
    "publish": "publish",
    "diff": "repository",
    "fmt": "repository",
    "init": "repository",
    "draft": "draft",
    "review": "review",
}
_OPEN = {"allow_extra_args": True, "ignore_unknown_options": True}


def main() -> None:
    """Run the command; faults become one Dutch message and an exit code."""
    try:
        sys.exit(
            _make_app(_COMMANDS.keys() & sys.argv[1:2] or _COMMANDS)(standalone_mode=False)
        )  # the code of a typer.Exit, or None
    except DoesNotConform as error:
        _fail(str(error), 1)
    except VeiligheidsgraafError as error:
        _fail(str(error), 2)
    except MemoryError:
        _fail("te weinig geheugen; sluit andere programma's of neem een grotere machine", 2)
    except OSError as error:
        if error.errno is None:
            raise
        what, how = explain_refusal(error)
        _fail(f"{error.filename}: {what}; {how}" if error.filename else f"{what}; {how}", 2)
    except (KeyboardInterrupt, typer.Abort):
        _fail("afgebroken", 2)
    except Exception as error:
        if hasattr(error, "format_message"):  # click's own complaint about options
            _fail(error.format_message(), 2)
        raise


def _make_app(commands: Iterable[str]) -> typer.Typer:
    """The command with some of its subcommands: to import the others takes half a second."""
    app = typer.Typer(
        help="Veiligheidsplannen van gemeenten als kennisgraaf: controleren, bouwen, bevragen en aanbieden.",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        add_completion=False,
    )
    app.callback()(lambda: None)  # else typer takes a lone subcommand for the command itself
    for name in commands:
        run = getattr(import_module(f".{_COMMANDS[name]}", __package__), name)
        app.command(context_settings=_OPEN if name == "query" else None)(run)
    return app


def _fail(message: str, code: int) -> None:
    if message:  # none when the help was shown for want of a subcommand
        typer.echo(f"fout: {message}", err=True)
    sys.exit(code)
