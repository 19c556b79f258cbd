"""The bulletin and the slide show: what they show, and that the day of the build changes little."""

from __future__ import annotations

import datetime as dt
import re
from html import unescape

from kimgen.frontmatter import parse_post
from kimgen.load_theme import load_theme
from kimgen.markdown import engine
from kimgen.model import Decree, Hosts, Kim, Portal
from kimgen.site import Options, SiteResult, SiteSource, build_site
from kimgen.theme import Theme
from kimgen.validate import read_post, village
from tests.support import ROOT

DAY = dt.date(2026, 11, 24)


def lontar() -> Theme:
    return load_theme("lontar", (ROOT / "themes",))


def built(posts: dict[str, str], today: dt.date = DAY, **fields: object) -> SiteResult:
    place, _ = village("64.02.06.1005", None)
    kim = Kim("kim-uji", "x/kim-uji", place, "KIM Uji", number="1", decree=Decree("1"), **fields)  # type: ignore[arg-type]
    reads = tuple(
        read_post(parse_post(f"---\n{text}".encode(), f"x/posts/{name}.md"), kim, Portal())
        for name, text in posts.items()
    )
    source = SiteSource(kim, Portal(), Hosts(), reads, (), ())
    return build_site(source, lontar(), Options(today), engine("python-markdown"))


def page(result: SiteResult, path: str) -> str:
    return next(file.content for file in result.files if file.path == path).decode()


def titles(html: str, level: int = 3) -> list[str]:
    main = html.partition("<main")[2].partition("</main")[0]
    found = re.findall(rf"<h{level}[^>]*>(.*?)</h{level}>", main, re.S)
    return [unescape(re.sub(r"<[^>]+>", "", text)).strip() for text in found]


def post(title: str, more: str = "", body: str = "Isi.") -> str:
    return f"judul: {title}\n{more}---\n{body}\n"


MONTH = {
    "2026-11-20-baru": post("Baru"),
    "2026-10-21-pas": post("Tiga puluh hari sebelumnya"),
    "2026-10-20-lama": post("Sehari terlalu lama"),
    "2026-11-10-umum": post("Umum", "jenis: pengumuman\nsampai: 2026-11-30\n", "Teks **utuh**."),
    "2026-11-09-usai": post("Usai", "jenis: pengumuman\nsampai: 2026-11-12\n"),
    "2026-09-01-rapat": post("Rapat", "jenis: agenda\nmulai: 2026-12-05 08.00\ntempat: Balai\n"),
    "2026-09-02-dulu": post("Dulu", "jenis: agenda\nmulai: 2026-10-05 08.00\n"),
}


def test_the_bulletin_has_the_month_up_to_the_newest_post() -> None:
    html = page(built(MONTH), "cetak/index.html")
    assert titles(html) == ["Umum", "Rapat", "Baru", "Tiga puluh hari sebelumnya"]
    assert titles(html, 2) == ["Pengumuman", "Agenda", "Kabar warga"]
    assert "<strong>utuh</strong>" in html
    assert "kim-uji.kim.id/berita/baru.html</p>" in html
    assert html.count('class="qr"') == 5
    assert "21 Okt 2026 – 20 Nov 2026" in html


def test_the_slides_show_the_same_in_large() -> None:
    html = page(built(MONTH), "papan/index.html")
    assert titles(html, 2) == ["Umum", "Agenda", "Baru", "Tiga puluh hari sebelumnya"]
    assert titles(html) == ["Rapat"]


def test_the_day_counts_only_where_something_ends() -> None:
    first = built(MONTH)
    later = built(MONTH, dt.date(2026, 11, 29))
    for path in ("cetak/index.html", "papan/index.html"):
        assert page(first, path) == page(later, path)
    assert not first.days.holds("2026-12-01")
    assert titles(page(built(MONTH, dt.date(2026, 12, 1)), "cetak/index.html"))[0] == "Rapat"


def test_a_busy_month_is_cut_and_says_so() -> None:
    many = {f"2026-11-{day:02}-ke-{day}": post(f"Ke-{day}") for day in range(1, 25)}
    html = page(built(many), "cetak/index.html")
    assert titles(html)[0] == "Ke-24"
    assert len(titles(html)) == 16
    assert "dan 8 tulisan lain" in html
    assert len(titles(page(built(many), "papan/index.html"), 2)) == 8


def test_a_site_without_posts_has_neither_page_nor_a_way_to_it() -> None:
    result = built({})
    assert not [file for file in result.files if file.path.startswith(("cetak/", "papan/"))]
    assert "cetak/index.html" not in page(result, "index.html")
    assert "cetak/index.html" in page(built(MONTH), "index.html")
    gone = built(MONTH, status="dicabut")
    assert not [file for file in gone.files if file.path.startswith(("cetak/", "papan/"))]


def test_an_announcement_that_is_long_or_has_anchors_is_told_in_short() -> None:
    notices = {
        "2026-11-20-a": post("A", "jenis: pengumuman\n", "kata " * 200 + "akhirnya"),
        "2026-11-19-b": post("B", "jenis: pengumuman\n", "Awal.\n\n## Bagian\n\nakhirnya"),
    }
    html = page(built(notices), "cetak/index.html")
    assert "<h2>Bagian" not in html
    assert "<p>kata" not in html
    assert html.count('<p class="text">') == 2
