"""The command `veiligheidsgraaf`: results on standard output, progress on standard error, no traceback at a user.

Exit codes: 0 well, 1 the graph has violations, 2 the command could not run.
"""

import sys

import typer

from ..words.errors import DoesNotConform, VeiligheidsgraafError
from .ask import ask, compare, export, query
from .check import check, rules
from .graph import build, evidence, explain
from .repository import diff, fmt, init
from .serve import serve

OPEN = {"allow_extra_args": True, "ignore_unknown_options": True}

app = typer.Typer(
    help="Veiligheidsplannen van gemeenten als kennisgraaf: controleren, bouwen, bevragen en aanbieden.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
for command in (check, rules, build, evidence, explain, ask, compare, export, serve, diff, fmt, init):
    app.command()(command)
app.command(context_settings=OPEN)(query)


def main() -> None:
    """Run the command; faults become one Dutch message and an exit code."""
    try:
        sys.exit(app(standalone_mode=False))  # the code of a typer.Exit, or None
    except DoesNotConform as error:
        _fail(str(error), 1)
    except VeiligheidsgraafError as error:
        _fail(str(error), 2)
    except (KeyboardInterrupt, typer.Abort):
        _fail("afgebroken", 2)
    except Exception as error:
        if hasattr(error, "format_message"):  # click's own complaint about options
            _fail(error.format_message(), 2)
        raise


def _fail(message: str, code: int) -> None:
    typer.echo(f"fout: {message}", err=True)
    sys.exit(code)
