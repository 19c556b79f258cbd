"""The list of sample pictures: scenes register themselves here."""

# Rows of coordinates are easier to read unbroken.
# fmt: off

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from .brush import Canvas

Scene = Callable[[Canvas], None]

FOLDERS = {
    "kim-melayu-berkarya": "64.02-kutai-kartanegara/64.02.06.1005-melayu",
    "kim-batuah-bersemi": "64.02-kutai-kartanegara/64.02.03.2006-batuah",
    "kim-lada-batuah": "64.02-kutai-kartanegara/64.02.03.2006-batuah",
    "kim-muda-batuah": "64.02-kutai-kartanegara/64.02.03.2006-batuah",
    "kim-lereng-marapi": "13.04-tanah-datar/13.04.09.2005-pariangan",
    "kim-pasie-mon-ikeun": "11.06-aceh-besar/11.06.02.2001-mon-ikeun",
    "kim-sagu-yoboi": "91.03-jayapura/91.03.01.3007-desa-adat-yoboi",
    "kim-arborek-lestari": "96.03-raja-ampat/96.03.11.2005-arborek",
    "kim-nglanggeran-guyub": "34.03-gunungkidul/34.03.04.2008-nglanggeran",
    "kim-rawabogo-asri": "32.04-bandung/32.04.39.2006-rawabogo",
    "kim-subak-jatiluwih": "51.02-tabanan/51.02.08.2013-jatiluwih",
    "kim-tenun-kaliuda": "53.11-sumba-timur/53.11.10.2001-kaliuda",
    "kim-laelo-tempe": "73.13-wajo/73.13.06.1007-laelo",
    "kim-lonthoir-pala": "81.01-maluku-tengah/81.01.09.2008-lonthoir",
    "kim-pulau-mepar": "21.04-lingga/21.04.02.2003-mepar",
    "kim-kopi-simpangsari": "18.04-lampung-barat/18.04.05.2001-simpangsari",
    "kim-lok-baintan": "63.03-banjar/63.03.04.2004-lok-baintan",
    "kim-sidomulyo-batu": "35.79-batu/35.79.01.2007-sidomulyo",
}
"""Label of a sample KIM -> its village's folder below content/."""


@dataclass(frozen=True, slots=True)
class Picture:
    """One file of the sample."""

    label: str
    name: str
    scene: Scene
    width: int = 1400
    height: int = 933
    orientation: int = 1
    """EXIF orientation; the stored pixels are turned so that it shows upright."""
    gps: tuple[float, float] | None = None
    """Latitude and longitude to write into the EXIF data."""
    camera: bool = False
    """Write an invented camera and a moment of exposure."""

    @property
    def path(self) -> str:
        """Path below content/."""
        return f"{FOLDERS[self.label]}/{self.label}/media/{self.name}"


PICTURES: list[Picture] = []


def picture(
    label: str, name: str, width: int = 1400, height: int = 933, *, orientation: int = 1,
    gps: tuple[float, float] | None = None, camera: bool = False,
) -> Callable[[Scene], Scene]:
    """Register a scene as the picture `name` of the KIM `label`."""

    def register(scene: Scene) -> Scene:
        PICTURES.append(Picture(label, name, scene, width, height, orientation, gps, camera))
        return scene

    return register
