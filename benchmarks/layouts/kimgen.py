"""kimgen: one content folder for the whole nation."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.corpus import Kim, Post
from benchmarks.layouts.common import PROFILE, filled, media, quoted
from benchmarks.layouts.theme import style, theme_files
from benchmarks.words import SUBJECTS


def shared() -> Iterator[tuple[str, bytes]]:
    """portal.yaml, and a theme as simple as the other generators'."""
    yield _portal("tema: polos\n")
    for name, content in theme_files("kimgen/polos"):
        yield f"themes/polos/{name}", content
    yield "themes/polos/templates/style.css", style()


def shared_with_lontar() -> Iterator[tuple[str, bytes]]:
    """portal.yaml; the theme is the one that kimgen brings."""
    yield _portal("")


def _portal(theme: str) -> tuple[str, bytes]:
    fields = "".join(f"  - {{kode: {item.code}, nama: {item.name}}}\n" for item in SUBJECTS)
    text = (
        "judul: Portal KIM Contoh\n"
        "deskripsi: Isi rekaan untuk mengukur kecepatan.\n"
        # no other generator draws a card for each post
        f"contoh: ya\nkartu: tidak\n{theme}"
        "batas: {tulisan: 20.000}\n"  # the largest case has 10,000 posts in one KIM
        f"bidang:\n{fields}"
    )
    return "content/portal.yaml", text.encode()


def site(kim: Kim) -> Iterator[tuple[str, bytes]]:
    """One KIM's folder."""
    base = f"content/{kim.folder}"
    yield f"{base}/kim.yaml", _record(kim).encode()
    yield f"{base}/pages/profil.md", f"---\njudul: Profil\n---\n\n{PROFILE}".encode()
    for post in kim.posts:
        yield f"{base}/posts/{post.name}.md", _post(post).encode()
    yield from media(kim, f"{base}/media")


def _record(kim: Kim) -> str:
    number = kim.code.replace(".", "") + ("01" if kim.number % 10 != 9 else "02")
    return (
        f"nama: {quoted(kim.name)}\n"
        f'nomor_induk: "{number}"\n'
        "status: terdaftar\n"
        "sk:\n"
        f'  nomor: "{kim.number + 1}/CONTOH/2025"\n'
        "  tanggal: 2025-03-11\n"
        "  penandatangan: Kepala wilayah (contoh)\n"
        "tanggal_berdiri: 2019-05-20\n"
        "masa_bakti: 2025-2028\n"
        f"bidang: [{', '.join(subject.code for subject in kim.subjects)}]\n"
        "deskripsi: Situs contoh untuk mengukur kecepatan; semua isinya rekaan.\n"
        "pengurus:\n"
        "  - {jabatan: Ketua, nama: Ibu Melati (contoh)}\n"
        "  - {jabatan: Sekretaris, nama: Bapak Cempaka (contoh)}\n"
        f"jumlah_anggota: {kim.number % 20 + 8}\n"
        "kontak:\n"
        "  alamat: Balai desa\n"
        '  whatsapp: "6280000000001"\n'
        "  email: kim@contoh.example\n"
        f'warna: "{kim.colour}"\n'
    )


def _post(post: Post) -> str:
    lines = [
        f"judul: {quoted(post.title)}",
        f"tanggal: {post.day.isoformat()} {post.hour}",
    ]
    if post.kind != "berita":
        lines.append(f"jenis: {post.kind}")
    lines.append(f"kategori: {post.subject.code}")
    if post.tags:
        lines.append(f"tag: [{', '.join(post.tags)}]")
    for key, value in (
        ("pewarta", post.reporter),
        ("ringkasan", post.summary),
        ("gambar", post.picture and f"media/{post.picture}"),
        ("keterangan_gambar", post.picture and "Suasana kegiatan (ilustrasi)."),
        ("lokasi", post.place),
    ):
        if value:
            lines.append(f"{key}: {quoted(value)}")
    lines += post.fields
    body = filled(post, "media/", f"{post.linked}.md")
    return "---\n" + "\n".join(lines) + f"\n---\n\n{body}"
