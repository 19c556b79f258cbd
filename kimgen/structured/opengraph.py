"""Open Graph and Twitter pairs: what chats and social networks show of a link."""

from __future__ import annotations

from kimgen.model import Post
from kimgen.structured.graph import Image

LARGE = 300
"""Width in pixels from which a picture of a post is worth a large card."""
LONGEST = 300
"""Characters of a description; nothing shows more."""

_LOCALES = {
    "id": "id_ID", "en": "en_US", "jv": "jv_ID", "su": "su_ID", "ms": "ms_MY", "ar": "ar_AR",
}  # fmt: skip
"""Language -> locale, for those that readers of Open Graph know. Others are Indonesian there:
the property takes no language tag, and an unknown locale is worth nothing."""

Pairs = tuple[tuple[str, str], ...]


def open_graph(
    site_name: str,
    title: str,
    text: str,
    url: str,
    *,
    lang: str,
    image: Image | None = None,
    post: Post | None = None,
    section: str = "",
) -> Pairs:
    """(property, content) pairs of the page at the absolute `url`.

    A page of a `post` is an article; `section` is the name of its jenis, used
    where the post has no category.
    """
    pairs = [
        ("og:type", "article" if post else "website"),
        ("og:site_name", site_name),
        ("og:title", title),
        ("og:description", _shortened(text)),
        ("og:url", url),
        ("og:locale", _LOCALES.get(lang, "id_ID")),
    ]
    large = False
    if image:
        pairs.append(("og:image", image.url))
        if image.width and image.height:
            pairs += [
                ("og:image:width", str(image.width)),
                ("og:image:height", str(image.height)),
            ]
        pairs.append(("og:image:alt", image.alt or title))
        large = post is not None and image.width >= LARGE and image.width >= image.height
    if post:
        pairs.append(("article:published_time", post.when.iso))
        pairs.append(("article:section", post.categories[0] if post.categories else section))
        pairs += [("article:tag", name) for name in post.tags]
    pairs.append(("twitter:card", "summary_large_image" if large else "summary"))
    return tuple([pair for pair in pairs if pair[1]])


def _shortened(text: str) -> str:
    """`text` in one line, cut between words."""
    if "  " in text or not text.isprintable() or text != text.strip(" "):
        text = " ".join(text.split())
    if len(text) <= LONGEST:
        return text
    cut = text[:LONGEST].rpartition(" ")[0] or text[: LONGEST - 1]
    return cut.rstrip(" ,.;:-") + "…"
