"""What `kimgen new post` does: one file, dated and named, that passes `check`."""

from __future__ import annotations

import datetime as dt
import difflib
from dataclasses import dataclass
from pathlib import Path

from kimgen.commands.places import content_folder, kim_folder, write_new
from kimgen.commands.speech import Refusal, ask, say
from kimgen.dates import REASONS, DateProblem, When, clock_text, local_date, parse_when
from kimgen.diagnostics import Severity
from kimgen.model import POST_KINDS
from kimgen.scaffold import known_fields, one_line, post_name, post_text
from kimgen.wilayah import CodeProblem, parse_folder, time_zone


@dataclass(frozen=True, slots=True)
class Draft:
    """The flags of the command; None asks or takes the moment."""

    title: str | None = None
    kind: str = "berita"
    moment: str | None = None
    fields: tuple[str, ...] = ()
    """`tempat=Balai desa`"""


def make(content: Path, label: str, draft: Draft) -> None:
    """Write a new post of the KIM `label`, and say where it is."""
    folder = kim_folder(content_folder(content), label)
    kind = _kind(draft.kind)
    given = _given(draft.fields, kind)
    code, _ = parse_folder(folder.parent.name)
    village = "" if isinstance(code, CodeProblem) else code
    day, moment = _moment(draft.moment, time_zone(village).offset)
    title = draft.title
    if title is None:
        title = ask("Judul tulisan", unanswered="Sebutkan judulnya: --title")
    title = one_line(title)
    if not title:
        raise Refusal("Judulnya belum diisi: --title")
    posts = folder / "posts"
    others = [entry.name for entry in posts.iterdir()] if posts.is_dir() else []
    path = posts / post_name(day, title, others)
    text = post_text(kind, title, moment, given)
    _checked(text, path, village)
    write_new(path, text)
    say(f"Sudah dibuat:\n  {path}\n\nTulis isinya, lalu periksa dengan:\n  kimgen check")


def _kind(text: str) -> str:
    kind = text.strip().casefold()
    if kind in POST_KINDS:
        return kind
    near = difflib.get_close_matches(kind, POST_KINDS, 1, 0.5)
    hint = f"\nMungkin maksudnya {near[0]}?" if near else ""
    raise Refusal(f"Tidak ada jenis {text}.{hint}\nPilihannya: {', '.join(POST_KINDS)}.")


def _given(fields: tuple[str, ...], kind: str) -> dict[str, str]:
    """`--set` values by field name."""
    known = known_fields(kind)
    given: dict[str, str] = {}
    for text in fields:
        name, sign, value = text.partition("=")
        name = name.strip().casefold()
        if not sign or name not in known or name in ("judul", "tanggal", "jenis"):
            near = difflib.get_close_matches(name, known, 1, 0.5)
            hint = f"\nMungkin maksudnya {near[0]}?" if near else ""
            raise Refusal(f"Tidak ada isian {name or text} untuk jenis {kind}.{hint}")
        if one_line(value):
            given[name] = one_line(value)
    return given


def _moment(text: str | None, offset: int) -> tuple[dt.date, str]:
    """The day of the post, and its date as it is written into the file."""
    if text is None:
        now = dt.datetime.now(dt.UTC)
        local = now.astimezone(dt.timezone(dt.timedelta(minutes=offset)))
        day = local_date(now, offset)
        return day, f"{day.isoformat()} {local:%H.%M}"
    when = parse_when(text, offset)
    if isinstance(when, DateProblem):
        hint = f"\nMungkin maksudnya {when.suggestion}?" if when.suggestion else ""
        raise Refusal(
            f"Tanggal {text} tidak bisa dipakai: {REASONS[when.reason][0]}.{hint}\n"
            "Tulis seperti 2026-11-24 atau 24 November 2026."
        )
    return when.date, _written(when)


def _written(when: When) -> str:
    return when.date.isoformat() + (f" {clock_text(when.time)}" if when.time else "")


def _checked(text: str, path: Path, village: str) -> None:
    """Refuse a post that `check` would not pass."""
    from kimgen import report
    from kimgen.frontmatter import parse_post
    from kimgen.model import Attachment, Portal
    from kimgen.validate import validate_post
    from kimgen.validate import village as find_village

    if not village:
        return
    document = parse_post(text.encode(), f"posts/{path.name}")
    try:
        place, _ = find_village(village, None)
    except KeyError:
        return  # an unknown code is for `check` to tell
    read = validate_post(document, place, Portal())
    detail = read.post.detail if read.post else None
    if isinstance(detail, Attachment) and read.post and not read.post.draft:
        file = path.parent.parent / detail.name
        if not file.is_file():
            raise Refusal(f"Berkasnya belum ada. Salin dulu ke:\n  {file}")
    wrong = [item for item in read.found if item.severity is Severity.ERROR]
    if wrong:
        raise Refusal(report.as_text(wrong).rstrip())
