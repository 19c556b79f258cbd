"""What is private is told, and only that; what is told never says it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kimgen import report
from kimgen.build import Settings, build
from kimgen.codes import problem
from kimgen.diagnostics import Diagnostic, Location, Severity
from kimgen.discretion import CODES, IGNORE, KINDS, REFUSE, WARN, Discretion
from kimgen.frontmatter import parse_post, parse_yaml
from kimgen.privacy import (
    MOST,
    check_document,
    check_name,
    check_text,
    look,
    masked,
    may_tell,
    shown,
)
from kimgen.schema import TABLES

# Numbers that nobody has: serial 0003 of days on which it was not given, an operator's range
# kept for examples, tokens made up here.
TELLING = {
    "nik": """
        NIK: 6402061201900003
        Melati (contoh) 6402065201900003 hadir
        | 1 | Melati (contoh) | 6402061201900003 |
        Melati;6402061201900003;RT 02
        "6402061201900003"
        nik 640206 120190 0003
        6402-0612-0190-0003
        64.02.06.120190.0003
        64.02.06.12.01.90.0003
        6402 0612 0190 0003
        6402\u00a00612\u00a00190\u00a00003
        6402–0612–0190–0003
        (6402061201900003)
        NIK6402061201900003
        NIK=6402061201900003&nama=x
        3171234567890123 dan 6402061201900003
        2026-11-24 6402061201900003
    """,
    "kk": """
        No. KK 6402060101200003
        No KK: 6402 0601 0120 0003
        nomor kartu keluarga 6402060101200003
        Kartu Keluarga (KK) : 6402060101200003
        KK-6402060101200003
    """,
    "npwp": """
        12.345.678.9-012.345
        NPWP 12.345.678.9-012.345
        NPWP: 123456789012345
        npwp bendahara 0123456789012345
        NPWP baru 6402061201900003
    """,
    "rekening": """
        No rek BRI 0123-01-012345-50-1 a.n. Melati
        rekening BCA 1234567890
        Rek. 1234567890 (BNI)
        Bank Mandiri 1370012345678
        transfer ke 1234567890 atas nama panitia
        BSI: 7123456789
        norek 1234567890123
        Donasi | BPD Kaltimtara | 0011234567
        Nomor rekening: 123 456 7890
    """,
    "telepon": """
        081-234-567-890
        0812-3456-7890
        081234567890
        Hubungi 0812 3456 7890 (Pak RT)
        +62 812 3456 7890
        +62812-3456-7890
        6281234567890
        (0812) 3456 7890
        0062 812 3456 7890
        0812.3456.7890
        0812–3456–7890
        wa.me/6281234567890
        [kirim pesan](https://wa.me/6281234567890)
        tel:+6281234567890
        hp:08123456789
        WA: 0857-1234-567
        081234567890/081234567891
    """,
    "rahasia": """
        AKIAIOSFODNN7EXAMPLE
        ghp_aB3dE5fG7hI9jK1lM3nO5pQ7rS9tU1vW3xY5
        github_pat_11ABCDEFG0aBcDeFgHiJkL_mNoPqRsT
        glpat-aB3dE5fG7hI9jK1lM3nO
        xoxb-123456789012-abcdefABCDEF
        AIzaSyA1234567890abcdefghijklmnopqrstuv
        sk_live_4eC39HqLyjWDarjtT1zdp7dc
        sk-proj-aB3dE5fG7hI9jK1lM3nO5pQ7
        123456789:AAEhBOweik6ad9r_QXMENQjcrGbqCr4K-bc
        Mid-server-abcDEF123456789012
        xnd_production_aB3dE5fG7hI9jK1lM3nO5
        npm_aB3dE5fG7hI9jK1lM3nO5pQ7rS9tU1vW3xY5
        eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0
        MTk4NjIyNDgzNDcxOTI1MjQ4.Cl2FMQ.ZnCjm1XVW7vRze4b7Cq4se7kKWs
        0123456789abcdef0123456789abcdef-us12
        sq0csp-aB3dE5fG7hI9jK1lM3nO5pQ7rS9t
        -----BEGIN RSA PRIVATE KEY-----
        -----BEGIN OPENSSH PRIVATE KEY-----
        -----BEGIN PRIVATE KEY-----
        https://admin:melayu88@situs.example/
        mysql://root:tepian#1@db.example/kim
        password: P@ssw0rd1
        Password = "tepian2026"
        kata sandi wifi balai desa: desa2026
        Kata sandinya adalah melayu#88
        sandi: 'melayu#88'
        api_key: abcd1234efgh5678
        API-KEY=abcd1234efgh5678
        token: 9f8e7d6c5b4a
        {"client_secret": "aB3dE5fG7hI9"}
        export SECRET_TOKEN=aB3dE5fG7hI9
    """,
}

SILENT = """
    Rp1.500.000.000
    Rp 1500000000
    Anggaran 1.250.000.000 rupiah
    transfer dana desa Rp1.500.000.000 ke rekening kas desa
    rekening kas desa menerima 1.234.567.890
    harga: 1500000
    2026-11-24 10.30
    24-11-2026 10.30
    24/11/2026 sampai 26/11/2026
    Desa Mandiri 2026-11-24 sampai 2026-12-01
    transfer tanggal 24-11-2026 pukul 10.30
    2024 2025 2026 2027
    07.30–09.00 WITA
    mulai: 2026-12-05 08.00
    -0.502106, 117.153709
    [-0.50210612345678, 117.15370912345678]
    98.67123456789012
    https://maps.example/@-0.5021061,117.1537091,15z
    nomor_induk: "640206100501"
    Nomor Induk Komunitas 321526100101
    Nomor Induk Komunitas (NIK) KIM: 6402061005010001
    ISBN 978-602-8519-93-9
    ISBN 9786028519939
    ISSN 1234-5678
    470/123/KD/2025
    SK Nomor 188.45/12/2025 tanggal 1 Maret 2025
    Nomor: 005/1234567890/2026
    64.02.06.1005
    64.02.06.1005 64.02.06.1006 64.02.06.1007
    6402061005
    NIP 198501012010011001
    NIP. 19850101 201001 1 001
    NPSN 30401234
    telp (0541) 123456
    (021) 5551234
    0800-1-000-000
    112, 110, dan 119
    INV-081234567890
    resi 0123456789012345
    kode pos 75511 75512 75513
    9999999999999999
    1234567890123456
    6402069901900003
    6402061213900003
    0000000000000000
    IMG_20240115_103000.jpg
    IMG-20240115-WA0003.jpg
    WhatsApp Image 2024-01-15 at 10.30.25.jpeg
    320104112_1234567890123456_8901234567890_n.jpg
    [Kakao](2025-09-14-kakao-difermentasi-lima-hari.md)
    warna: "#0b6e4f"
    skor 1-0 2-1 3-2 4-3 5-4 6-5
    PPPK, P3K, B2SA, dan PAUD3
    luas 12.345.678 m2, panjang 1.234.567 km
    123 456 789 012 345 678 901
    kim@contoh.example dan https://kim.id/berita
    Kata sandi: jangan diberikan kepada siapa pun
    Jangan beri tahu token atau sandi: bank tidak pernah memintanya.
    Buat kata sandi yang kuat: huruf, angka, tanda
    password minimal delapan huruf
    password: <isi sendiri>
    token: ${TOKEN}
    token: https://contoh.example/a1b2c3
    password: ********
    Token listrik: 1234-5678-9012-3456-7890
    kunci: di balik pintu, sandi: burung
    Sekretaris: Melati (contoh)
    monkey: turkey, hockey
    Sandi morse: -.- .. --
    ssh-ed25519 adalah jenis kunci
    -----BEGIN CERTIFICATE-----
    -----BEGIN PUBLIC KEY-----
"""


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.strip().split("\n")]


@pytest.mark.parametrize("kind", TELLING)
def test_what_is_private_is_told(kind: str) -> None:
    for line in lines(TELLING[kind]):
        for text in (line, f"Halo, {line}.", f"---\njudul: x\n---\n\nSatu\n\n{line}\n\nDua\n"):
            hits = look(text)
            assert hits, line
            assert {hit.kind for hit in hits} == {kind}, line


@pytest.mark.parametrize("line", lines(SILENT))
def test_what_is_not_private_is_not(line: str) -> None:
    assert look(line) == []
    assert look(f"Kabar dari desa: {line}. Sekian.") == []
    assert look(f"---\njudul: x\nringkasan: {line}\n---\n\n- {line}\n") == []


def test_two_on_a_line_are_two() -> None:
    assert [hit.kind for hit in look("081234567890 081234567891 081234567892")] == ["telepon"] * 3
    assert [hit.kind for hit in look("6402061201900003 6402061201900004")] == ["nik"] * 2
    assert [hit.kind for hit in look("6402061201900003, HP 0812-3456-7890")] == ["nik", "telepon"]
    mixed = "KK 6402060101200003 NIK 6402061201900003"
    assert [hit.kind for hit in look(mixed)] == ["kk", "nik"]
    assert len(look("[0812-3456-7890](https://wa.me/6281234567890)")) == 1, "one number, one word"


def test_an_account_below_its_bank() -> None:
    assert [hit.kind for hit in look("Bank BNI\n0123456789\n")] == ["rekening"]
    assert [hit.kind for hit in look("Nomor rekening:\n\n**0123456789**\n")] == ["rekening"]
    assert look("Jumlah penduduk\n0123456789\n") == []


def test_every_kind_of_the_nation_is_found_only_where_it_decodes() -> None:
    """Sixteen digits at random are hardly ever a NIK."""
    dice = Random(7)
    texts = [f"{dice.randrange(10**15, 10**16)}" for _ in range(3000)]
    assert sum(bool(look(text)) for text in texts) < 30


# --- masking ------------------------------------------------------------------------


@pytest.mark.parametrize("kind", TELLING)
def test_masked_keeps_the_length_and_hides_the_middle(kind: str) -> None:
    for line in lines(TELLING[kind]):
        hidden = masked(line)
        assert len(hidden) == len(line)
        assert look(hidden) == [], line
        (hit, *_) = look(line)
        found = line[hit.start : hit.end]
        assert found not in hidden
        if kind != "rahasia":
            digits = re.sub(r"[^0-9]", "", found)
            assert digits[2:-2] not in re.sub(r"[^0-9•]", "", hidden)
            assert digits[:2] in re.sub(r"[^0-9]", "", hidden)


@pytest.mark.parametrize("form", ["text", "json", "github"])
@pytest.mark.parametrize("kind", TELLING)
def test_no_report_says_it(kind: str, form: str) -> None:
    """Neither the finding itself nor another one about the same line, nor a path."""
    makers: dict[str, Callable[[tuple[Diagnostic, ...]], str]] = {
        "text": report.as_text, "json": report.as_json, "github": report.as_github
    }  # fmt: skip
    for line in lines(TELLING[kind]):
        secret = line[look(line)[0].start : look(line)[0].end]
        other = problem("field-unknown", Location("content/a.md", 1, 1), line,
                        field=line, suggestion="", where="")  # fmt: skip
        path = problem("file-unexpected", Location(f"content/{line}"), name=line, allowed="-")
        told = check_text(line, "content/a.md", Discretion()).found
        assert told
        for found in ((other,), (path,), told, (other, path, *told)):
            said = makers[form](found).replace("%3A", ":").replace("%2C", ",")
            assert secret not in said
            middle = secret[4:-3]
            assert len(middle) < 4 or middle not in said


def test_harmless_findings_are_said_as_they_are() -> None:
    found = problem("date-invalid", Location("content/a.md", 3, 10), "tanggal: 2026-02-30",
                    field="tanggal", value="2026-02-30", reason="no-such-day")  # fmt: skip
    assert "2026-02-30" in report.as_text((found,))


# --- files --------------------------------------------------------------------------


def post(fields: str = "", body: str = "Halo.", path: str = "content/x/posts/a.md") -> list[str]:
    """Codes of a post."""
    text = f"---\njudul: Contoh\n{fields}---\n\n{body}\n"
    return codes(check_document(parse_post(text.encode(), path), Discretion()).found)


def codes(found: tuple[Diagnostic, ...]) -> list[str]:
    return [item.code for item in found]


def test_a_place_is_exact() -> None:
    document = parse_post(b"---\njudul: x\n---\n\nSatu\nNIK 6402061201900003.\n", "content/a.md")
    (found,) = check_document(document, Discretion()).found
    assert found.location == Location("content/a.md", 6, 5)
    assert found.excerpt == "NIK 64••••••••••••03."
    assert found.severity is Severity.WARNING


def test_phones_belong_into_fields_for_contacts() -> None:
    assert post('whatsapp: "081234567890"\n') == []
    assert post("wa: 0812-3456-7890\nstok: 3\n") == []
    assert post("ringkasan: hubungi 081234567890\n") == ["private-phone"]
    assert post('whatsapp: "081234567890"\n', "Hubungi 081234567890.") == ["private-phone"]
    assert post('whatsapp: "081234567890"\nringkasan: 081234567891\n') == ["private-phone"]
    assert post('whatsapp: "6402061201900003"\n') == ["private-nik"], "only phones are meant there"
    kim = "nama: KIM\nkontak:\n  alamat: Balai desa 081234567891\n  whatsapp: 081234567890\n{}"
    for more, expected in (
        ("", []),
        ("medsos:\n  facebook: 081234567890\n", []),
        ("pengurus:\n  - {jabatan: Ketua, nama: Melati 081234567892}\n", ["private-phone"]),
        ("deskripsi: 081234567892\n", ["private-phone"]),
        ("kontak2: 081234567892\n", ["private-phone"]),
        ('nomor_induk: "640206100501"\n', []),
        ('nomor_induk: "620802200201"\n', []),  # province 62, which reads like a country
        ("nic: 62.08.02.2002.01\n", []),
        ('nomor_induk: "6402061201900003"\n', ["private-nik"]),
        ('nomor_induk: "620802200201"\ndeskripsi: 081234567892\n', ["private-phone"]),
        ("# kontak:\n#   whatsapp: 081234567893\n", []),
        ("deskripsi: x\n# ketua: 081234567893\n", ["private-phone"]),
    ):
        document = parse_yaml(kim.format(more).encode(), "content/x/kim.yaml")
        assert codes(check_document(document, Discretion()).found) == expected


def test_comments_names_and_every_field_are_looked_at() -> None:
    assert post("# catatan: 6402061201900003\n") == ["private-nik"]
    assert post("judul_lain: 6402061201900003\n") == ["private-nik"]
    assert post("tag: [a, 6402061201900003]\n") == ["private-nik"]
    assert post(path="content/x/posts/2026-11-24-nik-6402061201900003.md") == ["private-nik"]
    for name in ("ktp_6402061201900003.jpg", "6402061201900003.pdf", "KK 6402060101200003.jpg"):
        assert codes(check_name(f"content/x/media/{name}", Discretion()).found) != []
    for name in ("IMG_20240115_103000.jpg", "2026-11-24-panen.md", "perdes-3-2025.pdf"):
        assert check_name(f"content/x/media/{name}", Discretion()).found == ()


def test_what_is_meant_is_not_said() -> None:
    for field in ("boleh_tampil: telepon\n", "boleh_tampil: [rekening, telepon]\n",
                  "Boleh Tampil: Telepon\n", "boleh_tampil:\n  - telepon\n"):  # fmt: skip
        assert post(field, "Hubungi 081234567890.") == []
        assert post(field, "NIK 6402061201900003") == ["private-nik"]
    document = parse_post(b"---\nboleh_tampil: lokasi-foto, kk\n---\n", "a.md")
    assert shown(document) == ("lokasi-foto", "kk")


def test_answers() -> None:
    document = parse_post(b"---\nboleh_tampil: nik\n---\nNIK 6402061201900003\n", "a.md")
    plain = parse_post(b"---\njudul: x\n---\nNIK 6402061201900003\n", "a.md")
    for answer, said, severity in (
        (WARN, 1, Severity.WARNING), (REFUSE, 1, Severity.ERROR), (IGNORE, 0, None),
    ):  # fmt: skip
        rules = Discretion((("nik", answer),))
        checked = check_document(plain, rules)
        assert len(checked.found) == said
        assert checked.refused is (answer == REFUSE)
        assert all(item.severity is severity for item in checked.found)
    assert check_document(document, Discretion()).found == ()
    refused = check_document(document, Discretion((("nik", REFUSE),)))
    assert refused.refused, "the office has the last word"
    assert check_document(plain, replace(Discretion(), shown=("nik",))).found == ()


def test_many_are_counted() -> None:
    text = "\n".join(f"NIK 640206120190{number:04}" for number in range(1, 42))
    found = check_text(text, "a.csv", Discretion()).found
    assert len(found) == MOST
    assert [dict(item.params)["more"] for item in found] == [""] * (MOST - 1) + [str(41 - MOST)]
    assert f"dan {41 - MOST} lagi" in report.as_text(found)


def test_columns_of_a_table_say_what_is_in_them() -> None:
    head = "nama;no_rek;anggaran\n"
    table = head + "Melati;0123456789;1500000000\nKenanga;0123456780;1500000001\n"
    found = check_text(table, "a.csv", Discretion(), table=True).found
    assert [item.location for item in found] == [Location("a.csv", 2, 8), Location("a.csv", 3, 9)]
    assert codes(found) == ["private-account"] * 2
    assert "0123456789" not in report.as_text(found)
    budget = "kode,uraian,anggaran\n5.1.02,Jalan,1500000000\n"
    assert check_text(budget, "a.csv", Discretion(), table=True).found == ()


def test_kinds_codes_and_fields_agree() -> None:
    assert set(CODES) == set(KINDS)
    portal = {field.name: field for field in TABLES["portal.yaml"]}["privasi"]
    assert tuple(field.name for field in portal.fields) == ("semua", *KINDS)


# --- a nation -----------------------------------------------------------------------

NATION = Path(__file__).parent / "cases/diagnostics/_nation"
KIM = "content/64.02-kutai-kartanegara/64.02.06.1005-melayu/kim-melayu"


def nation(folder: Path, privacy: str, files: dict[str, str]) -> tuple[list[str], set[str]]:
    """(codes, files of the site) of the little nation with these files."""
    for source in NATION.rglob("*"):
        target = folder / source.relative_to(NATION)
        if source.is_dir():
            target.mkdir(parents=True, exist_ok=True)
        else:
            target.write_bytes(source.read_bytes())
    portal = folder / "content/portal.yaml"
    portal.write_text(portal.read_text("utf-8") + privacy, "utf-8")
    for name, text in files.items():
        target = folder / KIM / name
        before = target.read_bytes() if name == "kim.yaml" else b""
        target.write_bytes(before + text.encode())
    output = folder / "output"
    done = build(Settings(folder / "content", output, today=date(2026, 11, 24), jobs=1))
    site = output / "kim-melayu.kim.id"
    made = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    return [item.code for item in done.found], made


def written(body: str, fields: str = "") -> str:
    return f"---\njudul: Contoh\ntanggal: 2026-11-22\n{fields}---\n\n{body}\n"


FILES = {
    "posts/2026-11-22-nik.md": written("NIK 6402061201900003"),
    "posts/2026-11-22-telepon.md": written("Hubungi 081234567890."),
    "pages/sejarah.md": "---\njudul: Sejarah\n---\n\nsandi: melayu#88\n",
    "media/penerima.csv": "nama;nik\nMelati;6402061201900003\n",
}


def test_warned_of_and_published(tmp_path: Path) -> None:
    found, made = nation(tmp_path, "", FILES)
    assert sorted(found) == ["private-nik", "private-nik", "private-phone", "private-secret"]
    assert {"berita/nik.html", "berita/telepon.html", "sejarah.html"} <= made
    assert any(name.startswith("berkas/penerima") for name in made)


def test_refused_and_not_published(tmp_path: Path) -> None:
    found, made = nation(tmp_path, "privasi: galat\n", FILES)
    assert sorted(found) == ["private-nik", "private-nik", "private-phone", "private-secret"]
    assert not {"berita/nik.html", "berita/telepon.html", "sejarah.html"} & made
    assert not any(name.startswith("berkas/penerima") for name in made)
    assert "berita/panen-raya.html" in made, "the others are there"
    site = tmp_path / "output"
    served = [path for path in site.glob("*.id/**/*") if path.is_file()]
    assert len(served) > 20
    everything = b"".join(path.read_bytes() for path in served)
    assert b"6402061201900003" not in everything


def test_what_a_village_tells_is_told_or_refused(tmp_path: Path) -> None:
    row = "tautan: [{judul: Lurah 6402061201900003, alamat: 'https://melayu.example'}]\n"
    village = {"../desa.yaml": row}
    for name, privacy, codes, there in (
        ("a", "", ["private-nik"], True),
        ("b", "privasi: galat\n", ["private-nik"], False),
        ("c", "privasi: {nik: diam}\n", [], True),
    ):
        found, _ = nation(tmp_path / name, privacy, village)
        assert found == codes
        pages = (tmp_path / name / "output").glob("*.id/**/*.html")
        assert (b"6402061201900003" in b"".join(path.read_bytes() for path in pages)) == there
    quiet = {"../desa.yaml": f"{row}boleh_tampil: [nik]\n"}
    assert nation(tmp_path / "d", "", quiet)[0] == []


def test_silenced_by_the_office_or_by_a_kim(tmp_path: Path) -> None:
    assert nation(tmp_path / "a", "privasi: {semua: diam}\n", FILES)[0] == []
    quiet = dict(FILES, **{"kim.yaml": "boleh_tampil: [nik, telepon, rahasia]\n"})
    assert nation(tmp_path / "b", "", quiet)[0] == []
    found, _ = nation(tmp_path / "c", "privasi: {nik: galat, telepon: diam}\n", quiet)
    assert sorted(found) == ["private-nik", "private-nik"]


def test_wrong_words_in_the_field_are_told(tmp_path: Path) -> None:
    found, _ = nation(tmp_path, "", {"kim.yaml": "boleh_tampil: [telpon]\n"})
    assert found == ["choice-unknown"]


def test_an_unchanged_site_says_it_again(tmp_path: Path) -> None:
    first, _ = nation(tmp_path, "", FILES)
    again = build(Settings(tmp_path / "content", tmp_path / "output", today=date(2026, 11, 24)))
    assert not again.built
    assert sorted(item.code for item in again.found) == sorted(first)


# --- whatever the text is -------------------------------------------------------------

PIECES = st.sampled_from(
    ["6402061201900003", "0812", "-", " ", ".", "(", ")", "+62", "rek ", "KK ", "password", ": ",
     "ghp_", "eyJ", "@", "://", "a1", "\n", "NPWP", "1.500.000", "0", "\u00a0", "–", "é", "\ud800",
     "😀", "-----BEGIN ", "PRIVATE KEY-----", "AKIA", ":AA"]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(PIECES, st.text(max_size=5)), max_size=40))
def test_any_text_is_borne(pieces: list[str]) -> None:
    text = "".join(pieces)
    hits = look(text)
    if hits:
        assert may_tell(text)
    assert all(0 <= hit.start < hit.end <= len(text) for hit in hits)
    hidden = masked(text)
    assert len(hidden) == len(text)
    assert check_text(text, "a.txt", Discretion(), table=True).refused is False
    assert [char for char in hidden if char != "•"] == [
        char for char, kept in zip(text, hidden, strict=True) if kept != "•"
    ]
