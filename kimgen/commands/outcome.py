"""What a build or check says when it is done."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import sys
from dataclasses import asdict
from pathlib import Path
from typing import NoReturn

import click

from kimgen import messages
from kimgen import report as reports
from kimgen.build import Report
from kimgen.codes import problem
from kimgen.commands.speech import Refusal
from kimgen.diagnostics import Location
from kimgen.lock import BusyError
from kimgen.numbers import format_number
from kimgen.release import uninterrupted

_WORDS = {
    "id": {
        "built": "{built} situs dibangun, {kept} tetap, {failed} gagal",
        "checked": "{built} situs diperiksa, {failed} gagal",
        "merged": "{built} situs digabungkan, {kept} tetap, {failed} gagal",
        "pages": "{posts} tulisan, {pages} halaman, {seconds} detik",
        "problems": "{errors} kesalahan, {warnings} peringatan",
        "heaviest": "Terberat, {kind}: {page}, {size} byte",
        "of": " dari {limit}",
        "home": "beranda",
        "post": "tulisan (selain teksnya)",
        "list": "daftar",
        "other": "halaman lain",
        "portal": "portal",
        "look": "Hasilnya di {output}/ - lihat dengan: kimgen serve",
        "explain": "Arti sebuah kode: kimgen explain KODE",
        "failed": "Gagal: {labels}. Yang sudah terbit tetap terbit.",
    },
    "en": {
        "built": "{built} sites built, {kept} kept, {failed} failed",
        "checked": "{built} sites checked, {failed} failed",
        "merged": "{built} sites merged, {kept} kept, {failed} failed",
        "pages": "{posts} posts, {pages} pages, {seconds} seconds",
        "problems": "{errors} errors, {warnings} warnings",
        "heaviest": "Heaviest, {kind}: {page}, {size} bytes",
        "of": " of {limit}",
        "home": "home",
        "post": "post (its text aside)",
        "list": "list",
        "other": "other page",
        "portal": "portal",
        "look": "The result is in {output}/ - look at it with: kimgen serve",
        "explain": "What a code means: kimgen explain CODE",
        "failed": "Failed: {labels}. What is live stays live.",
    },
}

_ONE = re.compile(r"(?<![\d.,])1 (site|post|page|second|error|warning)s")
"""One of something, in English."""

_REFUSED = {
    "id": {
        "inside": "Folder hasil {output} ada di dalam folder isi {content}.\n"
        "Pilih tempat lain dengan --output.",
        "around": "Folder isi {content} ada di dalam folder hasil {output}, dan hasil tidak boleh "
        "bercampur dengan isi.\nPilih tempat lain dengan --output.",
        "write": "Tidak bisa memakai {name}: {reason}.\nTidak ada yang diterbitkan; yang sudah "
        "terbit tetap terbit.",
        "busy": "Build lain{process} sedang bekerja di folder {output}.\nTunggu sampai selesai, "
        "lalu ulangi.",
        "process": " (proses {number})",
    },
    "en": {
        "inside": "The output folder {output} lies inside the content folder {content}.\n"
        "Choose another place with --output.",
        "around": "The content folder {content} lies inside the output folder {output}, and what "
        "is built must not mix with it.\nChoose another place with --output.",
        "write": "Cannot use {name}: {reason}.\nNothing was published; what is live stays live.",
        "busy": "Another build{process} is at work in the folder {output}.\nWait until it is done, "
        "then try again.",
        "process": " (process {number})",
    },
}


_WHY = {
    errno.EACCES: "tidak ada izin",
    errno.EPERM: "tidak ada izin",
    errno.EROFS: "tempat itu hanya bisa dibaca",
    errno.ENOSPC: "penyimpanannya penuh",
    errno.EDQUOT: "penyimpanannya penuh",
    errno.ENOENT: "tempat itu tidak ada",
    errno.ENOTDIR: "letaknya di dalam berkas, bukan folder",
    errno.EISDIR: "namanya dipakai sebuah folder",
    errno.EEXIST: "namanya dipakai sebuah berkas",
    errno.ENAMETOOLONG: "namanya terlalu panjang",
    errno.EIO: "penyimpanannya bermasalah",
    errno.EFBIG: "lebih besar daripada yang boleh ditulis",
    errno.EMFILE: "terlalu banyak berkas terbuka",
    errno.ENFILE: "terlalu banyak berkas terbuka",
    errno.ENOMEM: "memorinya habis",
    errno.EBUSY: "sedang dipakai program lain",
    errno.ELOOP: "itu pintasan (symlink) ke tempat lain; hapus dulu",
}


_REASONS = {
    "id": {
        "new": "situs baru",
        "missing": "hasilnya tidak ada lagi",
        "moved": "foldernya pindah",
        "source": "isinya berubah",
        "theme": "temanya berubah",
        "settings": "setelan portal berubah",
        "engine": "versi kimgen atau mesin Markdown berubah",
        "day": "tanggal: ada yang terbit atau berakhir",
    },
    "en": {
        "new": "a new site",
        "missing": "its output is gone",
        "moved": "its folder moved",
        "source": "its content changed",
        "theme": "its theme changed",
        "settings": "settings of the portal changed",
        "engine": "another version of kimgen or of its Markdown engine",
        "day": "the date: something is published or over",
    },
}


def refuse_missing(content: Path, lang: str) -> None:
    """Refuse a content folder that is not there."""
    if not content.is_dir():
        missing = problem("content-missing", Location(str(content)), name=str(content))
        raise Refusal("\n".join(messages.text(missing, lang)))


def refuse_inside(output: Path, content: Path, lang: str) -> None:
    """Refuse an output folder that would be taken for content, or that holds it."""
    there, source = output.resolve(), content.resolve()
    if there.is_relative_to(source):
        wrong = "inside"
    elif source.is_relative_to(there):
        wrong = "around"
    else:
        return
    raise Refusal(_REFUSED[lang][wrong].format(output=output, content=content))


def cannot_write(error: OSError | BusyError, lang: str) -> Refusal:
    """Why the output cannot be written, as what a command says."""
    if isinstance(error, BusyError):
        words = _REFUSED[lang]
        process = words["process"].format(number=error.process) if error.process else ""
        return Refusal(words["busy"].format(process=process, output=error.folder))
    reason = error.strerror or str(error)
    if lang == "id":
        reason = _WHY.get(error.errno or 0, reason)
    name = error.filename or "output"
    return Refusal(_REFUSED[lang]["write"].format(name=name, reason=reason))


def summary(report: Report) -> dict[str, object]:
    """The figures of a build, for machines."""
    return {
        "built": len(report.built),
        "kept": len(report.kept),
        "failed": sorted(report.failed),
        "posts": report.posts,
        "pages": report.pages,
        "files_written": report.files_written,
        "seconds": round(report.seconds, 3),
        "engine": report.engine,
        "exit_code": report.exit_code,
        **({"heaviest": [asdict(page) for page in report.heaviest]} if report.heaviest else {}),
    }


def leave(
    report: Report, form: str, lang: str, output: Path | None, explain: bool, head: str = ""
) -> NoReturn:
    """Print the outcome and leave with its exit code. What is published is published: nobody who
    listens, no room for what is said, or Ctrl-C change nothing of that."""
    with uninterrupted():
        _print_all(report, form, lang, output, explain, head)
    sys.exit(report.exit_code)


def _print_all(
    report: Report, form: str, lang: str, output: Path | None, explain: bool, head: str
) -> None:
    try:
        print_outcome(report, form, lang, output, explain, head)
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:
        with contextlib.suppress(OSError, ValueError):  # what Python still writes goes nowhere
            nothing = os.open(os.devnull, os.O_WRONLY)
            for stream in (sys.stdout, sys.stderr):
                os.dup2(nothing, stream.fileno())


def print_outcome(
    report: Report, form: str, lang: str, output: Path | None, explain: bool, head: str = ""
) -> None:
    """Findings, then the summary, whose first line is `head` of `_WORDS`. JSON goes to standard
    output whole; text findings go to standard error and the summary to standard output."""
    if form != "text":
        reports.write(report.found, sys.stdout, form, lang, summary(report))
        if form == "github":
            _print_summary(report, lang, output, head)
        return
    if explain:
        for label, reasons in sorted(report.reasons.items()):
            why = ", ".join(_REASONS[lang][reason] for reason in reasons)
            click.echo(f"{label}: {why}")
    reports.write(report.found, sys.stderr, "text", lang)
    sys.stderr.flush()
    if report.found:
        click.echo("", err=True)
    _print_summary(report, lang, output, head)


def _print_summary(report: Report, lang: str, output: Path | None, head: str) -> None:
    words = _WORDS[lang]
    head = words[head or ("built" if output else "checked")]
    values = {
        "built": format_number(len(report.built), lang),
        "kept": format_number(len(report.kept), lang),
        "failed": format_number(len(report.failed), lang),
        "posts": format_number(report.posts, lang),
        "pages": format_number(report.pages, lang),
        "seconds": format_number(report.seconds, lang, 1),
        "errors": format_number(report.errors, lang),
        "warnings": format_number(report.warnings, lang),
        "output": str(output),
        "labels": ", ".join(sorted(report.failed)[:10]),
    }
    lines = [head, words["pages"]]
    if report.found:
        lines += [words["problems"], words["explain"]]
    if report.failed:
        lines.append(words["failed"])
    if output and (report.built or report.kept):
        lines.append(words["look"])
    for line in lines:
        text = line.format(**values)
        click.echo(_ONE.sub(r"1 \1", text) if lang == "en" else text)
    for page in report.heaviest:
        size, limit = format_number(page.size, lang), format_number(page.limit, lang)
        text = words["heaviest"].format(kind=words[page.kind], page=page.page, size=size)
        click.echo(text + (words["of"].format(limit=limit) if page.limit else ""))
