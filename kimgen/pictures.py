"""Rebuilds pictures from their pixels, with Pillow: the only module that decodes.

What comes out is made of pixels alone: no EXIF, no position, no comment, no
thumbnail, no profile of the original is left, and nothing that was hidden in
it. Each picture is opened in a process of its own (`apart`), which ends when it
takes too long or too much. Bytes in, bytes out: which file they come from and
where they go is the business of `media`. Pillow is imported on first use, for
it is an extra and most builds find everything in the cache.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache, lru_cache, partial
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, TypeVar

from kimgen.apart import CRASH, MEMORY, TIME, Stopped, apart
from kimgen.exif import located, names_position, orientation
from kimgen.imageinfo import Broken, ImageInfo, inspect, sniff
from kimgen.picturesizes import (
    DEFAULT_QUALITY,
    Quality,
    Size,
    all_sizes,
    as_avif,
    as_jpeg,
    as_webp,
    encoded,
    fitted,
    placeholder,
)

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageCms import ImageCmsTransform

T = TypeVar("T")

SECONDS = 3.0
"""CPU time that one picture may take."""


@dataclass(frozen=True, slots=True)
class PictureSettings:
    """How pictures are made, and what is refused."""

    quality: Quality = DEFAULT_QUALITY
    max_height: int = 5120
    """Pixels; a taller picture becomes narrower."""
    max_pixels: int = 40_000_000
    """A picture with more is refused before it is decoded."""
    max_side: int = 40_000
    """Pixels; rows and columns cost time beside the pixels in them."""
    max_bytes: int = 50_000_000
    """A file with more is refused before it is read."""
    max_frames: int = 500
    """A moving picture with more is refused before it is decoded."""
    max_memory: int = 512_000_000
    """Bytes that one picture may take while it is made."""
    decode: bool = True
    """False works as where Pillow is missing: one size, cleaned but not rebuilt."""

    def refusal(self, info: ImageInfo) -> Broken | None:
        """Why a picture with such headers is not even opened; None where it may be."""
        pixels = info.width * info.height
        if max(info.width, info.height) > self.max_side or pixels > self.max_pixels:
            return Broken("too-many-pixels")
        if self.decode and pixels * _NEEDED.get(info.format, 0) > self.max_memory:
            return Broken("too-many-pixels")
        if info.frames > self.max_frames:
            return Broken("too-many-frames")
        return None


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What became of a picture."""

    sizes: tuple[Size, ...]
    """WebP, smallest first."""
    modern: tuple[Size, ...]
    """AVIF of the same sizes where that is clearly smaller, else none."""
    fallback: Size
    """JPEG, as large as the largest."""
    animated: bool = False
    """It moved; what is left is its first frame."""
    located: bool = False
    """The original says where it was taken."""
    placeholder: str = ""
    """A `data:` address of a few blurred dots; none where something shines through."""


@cache
def version() -> str:
    """Pillow's version; `''` where it is not installed. Costs no import of Pillow itself."""
    if find_spec("PIL") is None:
        return ""
    import PIL

    return PIL.__version__


@cache
def reads_avif() -> bool:
    """Whether this Pillow opens AVIF."""
    if not version():
        return False
    from PIL import features

    return bool(features.check("avif"))


@cache
def writes_avif() -> bool:
    """Whether this Pillow makes AVIF."""
    if not reads_avif():
        return False
    from PIL import Image as images

    try:
        encoded(images.new("RGB", (1, 1)), "AVIF", speed=8, max_threads=1)
    except (OSError, ValueError):  # it can read alone
        return False
    return True


_NEEDED = {"webp": 17, "avif": 12}
"""Bytes of memory for each pixel that a decoder takes, where that is more than for others
(measured): what cannot end well is not begun."""


def rebuild(data: bytes, settings: PictureSettings, seconds: float = SECONDS) -> Rebuilt | Broken:
    """Decode `data` and make every size of it in `seconds` of CPU. Never raises on account of
    `data`."""
    _ready()
    writes_avif()
    return guarded(partial(_rebuilt, data, settings), settings, seconds)


def guarded(make: Callable[[], T], settings: PictureSettings, seconds: float) -> T | Broken:
    """What `make` makes of a picture, which it may take `seconds` of CPU for."""
    if seconds <= 0:
        return Broken("no-time-left")
    made = apart(make, seconds, settings.max_memory)
    return Broken(_STOPPED[made.reason]) if isinstance(made, Stopped) else made


_STOPPED = {TIME: "too-much-time", MEMORY: "too-much-memory", CRASH: "damaged"}


@cache
def _ready() -> None:
    """Load what decodes, so that the processes that are forked have it."""
    for name in ("Gif", "Jpeg", "Mpo", "Png", "WebP", *(("Avif",) if reads_avif() else ())):
        plugin: Any = import_module(f"PIL.{name}ImagePlugin")
        if name == "Avif":
            plugin.DEFAULT_MAX_THREADS = 1  # time and memory are those of one


def _rebuilt(data: bytes, settings: PictureSettings) -> Rebuilt | Broken:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow's remarks on odd metadata, which is dropped
        try:
            return _sizes(data, settings)
        except MemoryError:
            return Broken("too-much-memory")
        except Exception as error:
            # Decoders raise whatever comes to them: OSError, SyntaxError, struct.error, ...
            return Broken("truncated" if "truncated" in str(error) else "damaged")


def _sizes(data: bytes, settings: PictureSettings) -> Rebuilt | Broken:
    opened = open_picture(data, settings)
    if isinstance(opened, Broken):
        return opened
    base, info = opened
    quality = settings.quality
    scaled = all_sizes(base, quality)
    sizes, step = as_webp(scaled, quality)
    return Rebuilt(
        sizes,
        as_avif(scaled, sizes, step, quality) if writes_avif() else (),
        as_jpeg(on_white(base), quality),
        info.animated,
        info.located,
        placeholder(scaled[0]),
    )


_NAMES = {"jpeg": ("JPEG", "MPO"), "png": ("PNG",), "gif": ("GIF",), "webp": ("WEBP",),
          "avif": ("AVIF",)}  # fmt: skip
"""Format by the first bytes -> what Pillow may call it once it is open."""


def open_picture(data: bytes, settings: PictureSettings) -> tuple[Image, ImageInfo] | Broken:
    """(RGB or RGBA image that is upright, sRGB and no larger than the largest size, what the
    file says of itself). May raise what Pillow raises."""
    from PIL import Image as images

    kind = sniff(data)
    if kind == "avif" and not reads_avif():
        return Broken("other-format")
    info = ImageInfo(kind, 0, 0) if kind == "avif" else inspect(data)
    if isinstance(info, Broken):
        return info
    if refused := settings.refusal(info):
        return refused
    with images.open(io.BytesIO(data), formats=(kind,)) as image:
        if image.format not in _NAMES[kind]:
            return Broken("damaged")
        if kind == "avif":
            info = _avif(image)
        # what is going to be decoded may be another size than the headers say
        if refused := settings.refusal(replace(info, width=image.width, height=image.height)):
            return refused
        box = (settings.quality.widths[-1], settings.max_height)
        width, height = fitted(image.size, box[::-1] if info.orientation >= 5 else box)
        # A JPEG can be decoded at a half, a quarter or an eighth for a fraction of the time.
        image.draft("RGB", (width, height))
        profile = image.info.get("icc_profile", b"")
        base = _shrunk(image, (width, height))
    base = _in_srgb(_upright(base, info.orientation), profile)
    base.info = {}
    return base, info


def _avif(image: Image) -> ImageInfo:
    """What Pillow read of the headers of an AVIF file."""
    exif, frames = image.info.get("exif", b""), getattr(image, "n_frames", 1)
    found = located(exif) or names_position(image.info.get("xmp", b""))
    return ImageInfo("avif", *image.size, orientation(exif), frames, found)


_STRIP = 4_000_000
"""Pixels of the original that are converted at a time."""


def _shrunk(image: Image, size: tuple[int, int]) -> Image:
    """`image` as RGB or RGBA in `size`.

    A large one is averaged down to about twice the size first, strip by strip:
    converting it as a whole would take several times the memory.
    """
    from PIL import Image as images

    image.load()
    mode = "RGBA" if image.has_transparency_data else "RGB"
    factor = min(image.width // (size[0] * 2), image.height // (size[1] * 2))
    if factor < 2:
        flat = _converted(image, mode)
        box = (0.0, 0.0, float(image.width), float(image.height))
    elif image.mode == "RGB":
        flat = image.reduce(factor)
        box = (0.0, 0.0, image.width / factor, image.height / factor)
    else:
        flat = images.new(mode, (-(-image.width // factor), -(-image.height // factor)))
        rows = max(1, _STRIP // (image.width * factor)) * factor
        for top in range(0, image.height, rows):
            bottom = min(top + rows, image.height)
            strip = _converted(image.crop((0, top, image.width, bottom)), mode)
            flat.paste(strip.reduce(factor), (0, top // factor))
        box = (0.0, 0.0, image.width / factor, image.height / factor)
    flat = flat.resize(size, images.Resampling.LANCZOS, box)
    if mode == "RGBA" and flat.getchannel("A").getextrema()[0] == 255:
        flat = flat.convert("RGB")
    return flat


def _converted(image: Image, mode: str) -> Image:
    if image.mode == mode:
        return image
    if image.mode.startswith("I"):  # 16 bits of grey, which Pillow would clip at 255
        image = image.point(lambda value: value * (1 / 257) + 0.5).convert("L")
    return image.convert(mode)


def _upright(image: Image, orientation: int) -> Image:
    """Turn `image` as its EXIF orientation (1 to 8) asks."""
    from PIL.Image import Transpose as T

    turns = (
        None, T.FLIP_LEFT_RIGHT, T.ROTATE_180, T.FLIP_TOP_BOTTOM, T.TRANSPOSE, T.ROTATE_270,
        T.TRANSVERSE, T.ROTATE_90,
    )  # fmt: skip
    turn = turns[orientation - 1]
    return image if turn is None else image.transpose(turn)


_LARGEST_PROFILE = 1_000_000


def _in_srgb(image: Image, profile: bytes) -> Image:
    """Colours of a phone's wide-gamut profile turned into the web's own; others as they are."""
    if profile[16:20] != b"RGB " or len(profile) > _LARGEST_PROFILE:
        return image
    if b"sRGB" in profile or "sRGB".encode("utf-16-be") in profile:
        return image
    transform = _to_srgb(profile, image.mode)
    return image if transform is None else transform.apply(image)


@lru_cache(maxsize=8)
def _to_srgb(profile: bytes, mode: str) -> ImageCmsTransform | None:
    """Colour transform from `profile`; None where it is damaged or cannot be used."""
    try:
        from PIL import ImageCms
    except ImportError:  # a Pillow built without LittleCMS
        return None
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.buildTransform(source, ImageCms.createProfile("sRGB"), mode, mode)
    except (OSError, ValueError, TypeError, ImageCms.PyCMSError):
        return None


def on_white(image: Image) -> Image:
    """An RGB image: what is transparent becomes white."""
    if image.mode == "RGB":
        return image
    from PIL import Image as images

    ground = images.new("RGB", image.size, "white")
    ground.paste(image, mask=image.getchannel("A"))
    return ground
