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
    "kim-pariangan-saiyo": "13.04-tanah-datar/13.04.09.2005-pariangan",
    "kim-lamteh-meusapat": "11.06-aceh-besar/11.06.08.2007-lamteh",
    "kim-ayapo-khenambay": "91.03-jayapura/91.03.02.3003-ayapo",
    "kim-waisai-bahari": "96.03-raja-ampat/96.03.17.1001-waisai",
    "kim-nglanggeran-guyub": "34.03-gunungkidul/34.03.04.2008-nglanggeran",
    "kim-cigedug-sauyunan": "32.05-garut/32.05.18.2001-cigedug",
    "kim-subak-jatiluwih": "51.02-tabanan/51.02.08.2013-jatiluwih",
    "kim-tenun-kaliuda": "53.11-sumba-timur/53.11.10.2001-kaliuda",
    "kim-laelo-tempe": "73.13-wajo/73.13.06.1007-laelo",
    "kim-lonthoir-siwalima": "81.01-maluku-tengah/81.01.09.2008-lonthoir",
    "kim-pulau-mepar": "21.04-lingga/21.04.02.2003-mepar",
    "kim-kopi-simpangsari": "18.04-lampung-barat/18.04.05.2001-simpangsari",
    "kim-gedung-batin-begawi": "18.08-way-kanan/18.08.15.2007-gedung-batin",
    "kim-lok-baintan": "63.03-banjar/63.03.04.2004-lok-baintan",
    "kim-ngadisari-lestari": "35.13-probolinggo/35.13.01.2001-ngadisari",
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
