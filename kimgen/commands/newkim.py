"""What `kimgen new kim` does: village, name and label, asked for or given."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from kimgen.codes import problem
from kimgen.commands.places import content_folder, kim_folders, region_folder, write_new
from kimgen.commands.speech import Refusal, ask, numbered, say
from kimgen.diagnostics import Location, Severity
from kimgen.labels import check_label, skeleton, suggest_labels
from kimgen.model import Portal
from kimgen.scaffold import kim_text, one_line, profile_text
from kimgen.wilayah import (
    CodeProblem,
    Locality,
    find_villages,
    folder_name,
    locality,
    parse_code,
)

_MOST_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Wish:
    """The flags of the command; None asks."""

    village: str | None = None
    within: str | None = None
    name: str | None = None
    label: str | None = None
    number: str = ""
    decree: str = ""
    yes: bool = False


def make(content: Path, wish: Wish) -> None:
    """Write the folder of a new KIM below `content`, and say what comes next."""
    content_folder(content)
    place = _village(wish)
    say(f"{place.full_name}\n  {place.place}")
    name = _name(wish, place)
    label = _label(wish, place, name, content)
    folder = _folder(content, place) / label
    texts = {
        "kim.yaml": kim_text(name, wish.number, wish.decree),
        "pages/profil.md": profile_text(name, place.full_name),
        "posts/.gitkeep": "",
        "media/.gitkeep": "",
    }
    _checked(texts["kim.yaml"], folder.relative_to(content).as_posix(), place, content)
    if folder.exists() and any(folder.iterdir()):
        raise Refusal(f"Folder ini sudah berisi, dan tidak diubah:\n  {folder}")
    for file, text in texts.items():
        write_new(folder / file, text)
    say(f"\nSudah dibuat:\n  {folder}\n\nBerikutnya:\n- lengkapi kim.yaml\n- tulis yang pertama:")
    say(f'  kimgen new post {label} --title "..."')


def _village(wish: Wish) -> Locality:
    query = (wish.village or "").strip()
    if not query:
        if wish.yes:
            raise Refusal("Sebutkan desanya: --village")
        query = ask("Desa atau kelurahan mana (nama atau kode)", unanswered="Sebut --village.")
    code = parse_code(query)
    if isinstance(code, CodeProblem):
        if code.reason == "undotted" or (code.candidate and not any(map(str.isalpha, query))):
            _refuse_undotted(query, code.candidate)
    elif len(code) == 13:
        place = locality(code)
        if place is None:
            raise Refusal(f"Tidak ada desa dengan kode {code}.")
        return place
    found = _matches(query, (wish.within or "").strip())
    if not found:
        near = f" di {wish.within}" if wish.within else ""
        raise Refusal(
            f"Tidak ada desa bernama {query}{near}.\nPeriksa ejaannya, atau tulis kodenya, "
            "misalnya 64.02.06.1005."
        )
    return found[0] if len(found) == 1 else _chosen(query, found, wish)


def _refuse_undotted(query: str, candidate: str) -> None:
    place = locality(candidate)
    shown = (
        f"\nKalau maksudnya {place.full_name}, {place.place}, tulis {candidate}." if place else ""
    )
    raise Refusal(
        f"Kode {query} belum jelas: kode Kemendagri ditulis dengan titik, misalnya "
        f"64.02.06.1005. Kode BPS mirip tetapi menunjuk tempat lain.{shown}"
    )


def _matches(query: str, within: str) -> tuple[Locality, ...]:
    if not within:
        return find_villages(query, limit=_MOST_SHOWN + 1)
    if isinstance(parse_code(within), str):
        return find_villages(query, within, limit=_MOST_SHOWN + 1)
    return find_villages(f"{query} {within}", limit=_MOST_SHOWN + 1)


def _chosen(query: str, found: tuple[Locality, ...], wish: Wish) -> Locality:
    shown = found[:_MOST_SHOWN]
    listing = numbered(f"{place.full_name} ({place.code})\n{place.place}" for place in shown)
    if len(found) > len(shown):
        listing += "\nMasih ada lagi. Tambahkan nama kecamatan atau kabupatennya."
    refusal = (
        f"Ada {'lebih dari ' if len(found) > len(shown) else ''}{len(shown)} desa cocok dengan "
        f"{query}. Pilih dengan --within atau --village KODE:\n{listing}"
    )
    if wish.yes:
        raise Refusal(refusal)
    say(f"Yang cocok dengan {query}:\n{listing}")
    while True:
        answer = ask("Nomor berapa", unanswered=refusal)
        if answer.isascii() and answer.isdigit() and 0 < int(answer) <= len(shown):
            return shown[int(answer) - 1]
        say(f"Tulis angka 1 sampai {len(shown)}.")


def _name(wish: Wish, place: Locality) -> str:
    name = wish.name
    if name is None:
        usual = f"KIM {place.name}"
        name = usual if wish.yes else ask("Nama KIM", usual, "Sebutkan namanya: --name")
    name = one_line(name)
    if not name:
        raise Refusal("Nama KIM belum diisi: --name")
    return name


def _label(wish: Wish, place: Locality, name: str, content: Path) -> str:
    taken = kim_folders(content)
    reserved = _portal(content).reserved
    offers = suggest_labels(place, name, _LikeTaken(taken), reserved)
    if wish.label is not None:
        reason = _label_trouble(wish.label.strip(), taken, reserved)
        if reason:
            listing = "\n".join(f"  {offer}" for offer in offers)
            raise Refusal(f"{reason}\nYang masih bebas:\n{listing}")
        return wish.label.strip()
    if wish.yes:
        return offers[0]
    say(f"\nNama situs, untuk alamat https://NAMA.kim.id/:\n{numbered(offers)}")
    while True:
        answer = ask("Nomor, atau nama lain", "1", "Sebutkan nama situs: --label")
        if answer.isascii() and answer.isdigit() and 0 < int(answer) <= len(offers):
            return offers[int(answer) - 1]
        reason = _label_trouble(answer, taken, reserved)
        if not reason:
            return answer
        say(reason)


class _LikeTaken:
    """Labels that are taken, or that a reader would take for one that is."""

    def __init__(self, labels: Iterable[str]) -> None:
        self._bones = {skeleton(label): label for label in labels}

    def __contains__(self, label: object) -> bool:
        return skeleton(str(label)) in self._bones

    def like(self, label: str) -> str:
        """The one that is taken; '' for none."""
        return self._bones.get(skeleton(label), "")


def _label_trouble(label: str, taken: dict[str, list[Path]], reserved: tuple[str, ...]) -> str:
    """Why `label` cannot be had, `''` when it can."""
    from kimgen import messages

    if label.casefold() in taken:
        return f"Nama {label} sudah dipakai:\n  {taken[label.casefold()][0]}"
    found = check_label(label, reserved)
    if found is None:
        like = _LikeTaken(taken).like(label)
        return f"Nama {label} terlalu mirip dengan {like}, yang sudah dipakai." if like else ""
    code = f"label-{found.reason}" if found.reason in ("reserved", "lookalike") else "label-invalid"
    params = {"label": label, "reason": found.reason, "like": found.like, "why": found.why}
    message, _ = messages.text(problem(code, Location("content"), **params))
    return f"{message}."


def _portal(content: Path) -> Portal:
    """The nation's settings; a broken portal.yaml is for `check` to tell."""
    from kimgen.load import load_portal

    return load_portal(content, []) or Portal()


def _folder(content: Path, place: Locality) -> Path:
    regency = region_folder(content, place.regency.code, folder_name(place.regency.code))
    return region_folder(regency, place.code, folder_name(place.code))


def _checked(text: str, folder: str, place: Locality, content: Path) -> None:
    """Refuse a record that `check` would not pass."""
    from kimgen import report
    from kimgen.frontmatter import parse_yaml
    from kimgen.validate import validate_kim, village

    document = parse_yaml(text.encode(), f"content/{folder}/kim.yaml")
    _, found = validate_kim(document, folder, village(place.code, None)[0], _portal(content))
    errors = [item for item in found if item.severity is Severity.ERROR]
    if errors:
        raise Refusal(report.as_text(errors).rstrip())
