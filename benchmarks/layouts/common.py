"""What the front matters of several generators have in common."""

from __future__ import annotations

import json
from collections.abc import Iterator

from benchmarks import pictures
from benchmarks.corpus import Kim, Post

PROFILE = """Halaman contoh untuk mengukur kecepatan. Kelompok ini mengabarkan apa yang terjadi di
kampungnya: panen, rapat, sekolah, dan jalan yang rusak.

Semua isinya rekaan.
"""


def quoted(text: str) -> str:
    """`text` as a double-quoted scalar of YAML, TOML or JSON."""
    return json.dumps(text, ensure_ascii=False)


def moment(post: Post) -> str:
    """ISO 8601, of western Indonesia."""
    return f"{post.day.isoformat()}T{post.hour.replace('.', ':')}:00+07:00"


def filled(post: Post, media: str, linked: str) -> str:
    """The body with the folder of pictures and the address of the linked post put in."""
    body = post.body.replace("](@media/", f"]({media}")
    return body.replace("](@post)", f"]({linked})")


def linked_slug(post: Post) -> str:
    """Slug of the post that `post` links to: its name without the date."""
    return post.linked[11:]


def front_matter(post: Post) -> str:
    """The fields that Hugo and Eleventy show, as YAML."""
    lines = [f"title: {quoted(post.title)}", f"date: {moment(post)}", f"jenis: {post.kind}"]
    lines.append(f"categories: [{post.subject.code}]")
    if post.tags:
        lines.append(f"tags: [{', '.join(post.tags)}]")
    for key, value in (
        ("author", post.reporter),
        ("description", post.summary),
        ("image", post.picture and f"/media/{post.picture}"),
        ("place", post.place),
    ):
        if value:
            lines.append(f"{key}: {quoted(value)}")
    return "---\n" + "\n".join(lines) + "\n---\n\n"


def media(kim: Kim, folder: str) -> Iterator[tuple[str, bytes]]:
    """The KIM's pictures and its document, as real copies in `folder`."""
    for name in (*kim.media, pictures.DOCUMENT_NAME):
        yield f"{folder}/{name}", pictures.media(name)
