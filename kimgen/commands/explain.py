"""`kimgen explain CODE`: what a finding means and how to mend it, in Indonesian."""

from __future__ import annotations

import click


@click.command("explain")
@click.argument("code", required=False)
@click.option("--lang", type=click.Choice(["id", "en"]), default="id", show_default=True,
              help="Bahasa ringkasan pesan.")  # fmt: skip
def explain(code: str | None, lang: str) -> None:
    """Jelaskan sebuah KODE; tanpa KODE, sebut semuanya."""
    import difflib

    from kimgen import messages
    from kimgen.codes import SEVERITY, problem
    from kimgen.commands.speech import Refusal, say
    from kimgen.diagnostics import Location
    from kimgen.explanations import page

    if code is None:
        for known in sorted(SEVERITY):
            message, _ = messages.text(problem(known, Location("content")), lang)
            click.echo(f"{known}: {message}")
        return
    wanted = code.strip().strip("[]").casefold().replace("_", "-").replace(" ", "-")
    if wanted not in SEVERITY:
        near = difflib.get_close_matches(wanted, SEVERITY, 3, 0.5)
        hint = "".join(f"\n  {name}" for name in near)
        raise Refusal(
            f"Tidak ada kode {code}."
            + (f"\nMungkin maksudnya:{hint}" if hint else "\nSemua kode: kimgen explain")
        )
    if lang != "id":
        message, advice = messages.text(problem(wanted, Location("content")), lang)
        say(f"{message}.\n{advice}\n")
    say(page(wanted).rstrip())
