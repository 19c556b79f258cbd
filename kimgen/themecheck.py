"""`kimgen theme check`: does a theme render what content can throw at it?

Every template is compiled, looked through for what breaks escaping, and
rendered with hard sites: one has no post, one a title of 200 characters and a
post of each kind, some with pictures and some without, in two directions; one
village has 42 KIMs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import jinja2

from kimgen.codes import problem
from kimgen.diagnostics import Diagnostic, Location
from kimgen.frontmatter import Document, parse_post
from kimgen.markdown import engine
from kimgen.model import (
    Bidang,
    Decree,
    Hosts,
    Kim,
    Media,
    Officer,
    OutputFile,
    Portal,
    Variant,
    WebLink,
)
from kimgen.portal.inputs import Nationwide
from kimgen.portal_files import PortalFiles
from kimgen.portal_views import PORTAL_PAGES
from kimgen.render import RenderError
from kimgen.site import Options, SiteSource, build_site
from kimgen.summary import SiteSummary, headline
from kimgen.templatescan import faults
from kimgen.theme import Theme
from kimgen.theme_environment import environment
from kimgen.themeparts import lacks
from kimgen.themeprobe import MARK, PROBE, leaks
from kimgen.validate import read_post, village
from kimgen.views import SITE_PAGES

TODAY = date(2026, 11, 24)

_LONG = "Panjang sekali judul ini karena seluruh isi rapat ingin dimuat di dalamnya " * 3
_TABLE = "| a | b |\n|---|---|\n| 1 | 2 |\n"
_BODY = "## Bagian\n\nIsi.\n\n" + "kata " * 600 + f"\n\n## Dua\n\n## Tiga\n\n{_TABLE}"


def check_theme(theme: Theme) -> tuple[Diagnostic, ...]:
    """Everything that is wrong with `theme`, each fault once."""
    found = [*_compile(theme), *_missing(theme)]
    if not found:
        try:
            lacking: dict[str, Diagnostic] = {}
            found = list(dict.fromkeys(_render(theme, lacking)))
            # what cannot be drawn lacks more than it would
            found = found or list(lacking.values())
        except RenderError as error:
            found = [error.diagnostic]
    return tuple(sorted(found, key=lambda item: item.sort_key))


def _compile(theme: Theme) -> Iterator[Diagnostic]:
    env = environment(theme)
    for name, source in theme.templates:
        path = f"themes/{theme.name}/templates/{name}"
        lines = source.split("\n")
        told: set[int] = set()
        for fault in faults(source, env) if name.endswith(".html") else ():
            told.add(fault.line)
            at = Location(path, fault.line, fault.column)
            yield problem(fault.code, at, lines[fault.line - 1], page=name)
        try:
            env.get_template(name)
        except jinja2.TemplateSyntaxError as error:
            if error.lineno not in told:  # there is no filter `safe`: that has been said
                excerpt = lines[error.lineno - 1] if 0 < error.lineno <= len(lines) else ""
                at = Location(path, error.lineno)
                yield problem("template-error", at, excerpt, page=name, detail=error.message or "")


def _missing(theme: Theme) -> Iterator[Diagnostic]:
    present = theme.template_names()
    needed = (*SITE_PAGES, *PORTAL_PAGES, "style.css", "portal/style.css")
    for name in needed:
        if name not in present:
            at = Location(f"themes/{theme.name}/templates/{name}")
            yield problem("template-error", at, page=name, reason="template-missing")


def _leaks(files: Iterable[OutputFile], theme: Theme) -> Iterator[Diagnostic]:
    """What the source did not tell: each fault once, with a page that has it."""
    told: set[str] = set()
    for file in files:
        if not file.path.endswith(".html"):
            if file.path.endswith(".css") and MARK.encode() in file.content:
                at = Location(f"themes/{theme.name}/templates")
                yield problem("template-script", at, page=file.path)
            continue
        for code in leaks(file.content.decode("utf-8", "replace")):
            if code not in told:
                told.add(code)
                yield problem(code, Location(f"themes/{theme.name}/templates"), page=file.path)


def _lacking(files: Iterable[OutputFile], theme: Theme, found: dict[str, Diagnostic]) -> None:
    """Put into `found` what pages of a site should have and do not: each once, with a page."""
    for file in files:
        if file.path.endswith(".html"):
            for reason in lacks(file.path, file.content.decode("utf-8", "replace")):
                at = Location(f"themes/{theme.name}/templates")
                lack = problem("theme-incomplete", at, page=file.path, reason=reason)
                found.setdefault(reason, lack)


def _posts() -> tuple[Document, ...]:
    texts = {
        "2026-11-24-panjang": f"judul: {_LONG[:200]}\nkategori: [a, b]\ntag: [c]",
        "2026-11-23-jawi": "judul: بريت دري كامڤوڠ\nbahasa: ms-Arab",
        "2026-11-22-umum": "judul: Umum\njenis: pengumuman\nsampai: 2026-12-01",
        "2026-11-22-umum2": "judul: Umum lagi\njenis: pengumuman",
        "2026-11-22-usai": "judul: Usai\njenis: pengumuman\nsampai: 2026-11-01",
        "2026-11-21-acara": "judul: Acara\njenis: agenda\nmulai: 2026-12-01 08.00\ntempat: Balai",
        "2026-11-20-lewat": "judul: Lewat\njenis: agenda\nmulai: 2026-10-01\nselesai: 2026-10-03",
        "2026-11-19-usul": "judul: Usul\njenis: usulan\nstatus: ditolak",
        "2026-11-18-usul2": "judul: Usul\njenis: usulan\nstatus: selesai\n"
        "riwayat:\n- {tanggal: 2026-10-01, status: masuk, keterangan: Dicatat}",
        "2026-11-17-cek": "judul: Cek\njenis: klarifikasi\nklaim: Kabar\nputusan: belum terbukti",
        "2026-11-16-jual": "judul: Jual\njenis: lapak",
        "2026-11-16-jual2": "judul: Jual\njenis: lapak\ngambar: media/foto.jpg\nstok: 3",
        "2026-11-15-foto": "judul: Foto\njenis: galeri\nfoto: [media/tidak-ada.jpg]",
        "2026-11-15-foto2": "judul: Foto\njenis: galeri\n"
        "foto: [{berkas: media/foto.jpg, keterangan: Kata}, media/foto.jpg, media/foto.jpg]",
        "2026-11-14-berkas": "judul: Berkas\njenis: dokumen\nberkas: media/isi.pdf",
        "2026-11-13-gambar": "judul: Gambar\ngambar: media/foto.jpg\nketerangan_gambar: Kata\n"
        "sumber: https://contoh.example/a",
    }
    many = {f"2026-10-{day:02}-ke-{day}": f"judul: Ke-{day}" for day in range(8, 32)}
    return tuple(
        parse_post(f"---\n{fields}\n---\n{_BODY}".encode(), f"contoh/posts/{name}.md")
        for name, fields in {**texts, **many}.items()
    )


def _probes() -> tuple[Document, ...]:
    """A post of each jenis whose texts would show themselves where they are not escaped."""
    text = PROBE.replace("'", "''")
    common = f"""judul: '{text}'
ringkasan: '{text}'
kategori: ['{text}']
tag: ['{text}']
gambar: media/foto.jpg
keterangan_gambar: '{text}'
pewarta: '{text}'
lokasi: '{text}'
sumber: '{text}'
"""
    own = {
        "berita": "",
        "pengumuman": "sampai: 2026-12-01\n",
        "agenda": f"mulai: 2026-12-01 08.00\ntempat: '{text}'\n",
        "usulan": f"status: selesai\ninstansi: '{text}'\n"
        f"riwayat:\n- {{tanggal: 2026-10-01, status: masuk, keterangan: '{text}'}}\n",
        "klarifikasi": f"klaim: '{text}'\nputusan: salah\nrujukan: [https://contoh.example/a]\n",
        "lapak": f"harga: 1000\nsatuan: '{text}'\nstok: '{text}'\n",
        "galeri": f"foto:\n- {{berkas: media/foto.jpg, keterangan: '{text}'}}\n",
        "dokumen": "berkas: media/isi.pdf\n",
    }
    return tuple(
        parse_post(
            f"---\n{common}jenis: {kind}\n{more}---\n{PROBE}\n".encode(),
            f"contoh/posts/2026-11-2{number}-{kind}.md",
        )
        for number, (kind, more) in enumerate(own.items())
    )


def _media() -> tuple[Media, ...]:
    """A picture in two sizes, and a document; nobody reads their bytes."""
    sizes, modern = (
        tuple(Variant(f"media/foto-{w}.{ending}", w, w // 2, "") for w in (320, 640))
        for ending in ("webp", "avif")
    )
    plain = Variant("media/foto-640.jpg", 640, 320, "")
    document = Variant("media/isi.pdf", 0, 0, "", 12_000)
    return (
        Media(
            "media/foto.jpg",
            "picture",
            sizes,
            90_000,
            plain,
            modern=modern,
            placeholder="data:image/webp;base64,UklGRgo=",
        ),
        Media("media/isi.pdf", "document", (document,), 12_000),
    )


def _pages() -> tuple[Document, ...]:
    """A free page, and the texts that KIMs add to what every site has."""
    text = f"---\njudul: Halaman\n---\n{_BODY}".encode()
    return tuple(parse_post(text, f"contoh/pages/{n}.md") for n in ("sejarah", "profil", "kontak"))


def _over() -> tuple[Document, ...]:
    """Only what is over: lists that have nothing but a past."""
    return tuple(item for item in _posts() if item.path.endswith(("-usai.md", "-lewat.md")))


def _kim(number: int, code: str = "13.04.09.2005", **fields: object) -> Kim:
    place, _ = village(code, None)
    values: dict[str, object] = {
        "label": f"kim-contoh-{number}",
        "folder": f"contoh/kim-contoh-{number}",
        "village": place,
        "name": f"KIM Contoh {number}",
        "number": f"1304092005{number:02}",
        "decree": Decree("1/2026", date(2026, 1, 2)),
    }
    return Kim(**{**values, **fields})  # type: ignore[arg-type]


def _render(theme: Theme, lacking: dict[str, Diagnostic]) -> Iterator[Diagnostic]:
    fields = (Bidang("pertanian", "Pertanian"),)
    portal = Portal(
        title="Portal " + "panjang " * 10, example=True, fields=fields, description="Kabar."
    )
    hosts = Hosts()
    full = _kim(
        1, name="كلومڤوق معلومت كامڤوڠ", lang="ms-Arab", whatsapp="628000000000",
        email="a@contoh.example", address="Jalan Contoh", officers=(Officer("Ketua", "Contoh"),),
        members=12, description="Contoh.", coordinates=(-0.4, 100.5), fields=("pertanian",),
        logo="media/foto.jpg", header="media/foto.jpg", header_text="Kata",
        social=(WebLink("Instagram", "https://contoh.example/a"),),
    )  # fmt: skip
    probe = _kim(
        44, name=PROBE, description=PROBE, address=PROBE, officers=(Officer(PROBE, PROBE),),
        decree=Decree(PROBE, None, PROBE), term=PROBE, email=PROBE,
        header="media/foto.jpg", header_text=PROBE,
        social=(WebLink(PROBE, "https://contoh.example/a"),),
    )  # fmt: skip
    away = _kim(43, "34.71.01.1001", name="KIM " + "panjang " * 12)
    kims = (full, *(_kim(number) for number in range(2, 43)), away, probe)
    cases = (
        (full, _posts()),
        (_kim(2), ()),
        (_kim(3, status="nonaktif"), _over()),
        (away, _posts()[:1]),
        (_kim(4, status="dicabut"), ()),
        (probe, _probes()),
    )
    summaries: dict[str, SiteSummary] = {}
    for kim, posts in cases:
        reads = tuple(read_post(document, kim, portal) for document in posts)
        source = SiteSource(kim, portal, hosts, reads, _pages() if posts else (), _media())
        result = build_site(source, theme, Options(TODAY), engine("auto"))
        summaries[kim.label] = result.summary
        yield from (item for item in result.found if item.code == "template-error")
        yield from _leaks(result.files, theme)
        if kim.status != "dicabut":
            _lacking(result.files, theme, lacking)
    lines = tuple(headline(kim, summaries.get(kim.label)) for kim in kims)
    full_nation = Nationwide(
        lines, {kim.label: kim for kim in kims}, summaries, frozenset(summaries)
    )
    for nation in (full_nation, Nationwide((), {}, {}, frozenset())):
        files = PortalFiles(Path(), portal, hosts, nation, TODAY, theme)
        yield from _leaks(files, theme)
        yield from (item for item in files.found if item.code == "template-error")
