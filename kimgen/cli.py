"""The command line: thin, every command loads only what it needs."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Sequence
from typing import ClassVar

import click

from kimgen import __version__


class LazyGroup(click.Group):
    """Commands by name; a module is imported when its command is used or listed."""

    commands_by_name: ClassVar[dict[str, str]] = {
        "init": "kimgen.commands.init:init",
        "new": "kimgen.commands.new:new",
        "check": "kimgen.commands.build:check",
        "build": "kimgen.commands.build:build",
        "merge": "kimgen.commands.merge:merge",
        "serve": "kimgen.commands.serve:serve",
        "export": "kimgen.commands.export:export",
        "theme": "kimgen.commands.theme:theme",
        "explain": "kimgen.commands.explain:explain",
    }

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands_by_name)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        target = self.commands_by_name.get(cmd_name)
        if target is None:
            return None
        module, _, name = target.partition(":")
        command = getattr(importlib.import_module(module), name)
        assert isinstance(command, click.Command)
        return command


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="kimgen")
def group() -> None:
    """Situs KIM dari berkas Markdown: satu situs statis untuk setiap KIM."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Entry point. Exit codes: 0 clean, 1 built with errors, 2 nothing was published: nothing
    could be built or used, or wrong usage; 3 a bug in kimgen, 130 interrupted."""
    try:
        code = group.main(arguments, standalone_mode=False)
        if isinstance(code, int) and code:  # a command that left early
            sys.exit(code)
    except click.exceptions.Abort:
        sys.exit(130)
    except KeyboardInterrupt:
        sys.exit(130)
    except click.exceptions.Exit as error:
        sys.exit(error.exit_code)
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        sys.exit(2)
    except click.UsageError as error:
        from kimgen.commands.usage import language, usage_text

        lang = language(sys.argv[1:] if arguments is None else arguments)
        click.echo(usage_text(error, lang), err=True)
        sys.exit(2)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except BrokenPipeError:
        # whoever read has left; what Python would still write while it ends goes nowhere
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except OSError as error:
        words = f"Tidak bisa memakai {error.filename or 'berkas'}: {error.strerror or error}."
        click.echo(words, err=True)
        sys.exit(2)
    except Exception:
        import platform
        import traceback

        click.echo(traceback.format_exc(), err=True)
        where = f"kimgen {__version__}, Python {platform.python_version()}, {platform.system()}"
        blame = "Ini kesalahan di kimgen, bukan di isi Anda. Kirim laporan ini:"
        click.echo(f"{blame} {where}", err=True)
        sys.exit(3)
