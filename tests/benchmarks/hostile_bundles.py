"""Hostile bundles and DICOM directories: archives and lists of files that try to lead elsewhere.

A bundle's manifest holds the hashes of its files, so damage inside is found by its first check. The ways here therefore
write the manifest anew, as an attacker would, and damage what it vouches for: paths, kinds of entries, sizes, content.
"""

from __future__ import annotations

import hashlib
import io
import json
import random
import stat
import struct
import tempfile
import unicodedata
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

MARK = b'"format": "sonolign bundle"'
DIRECTORY_UID = b"1.2.840.10008.1.3.10"
MANIFEST = "manifest.json"
BOMB_BYTES = 48 << 20
Chance = random.Random
Damage = Callable[[bytes], bytes]


# ---- valid examples and their readers


def make_bundle(fill: Callable[[Any], None]) -> Callable[[Path], None]:
    """Makes a bundle of a study that `fill` fills."""

    def make(path: Path) -> None:
        from workstation.storage.study_folder import StudyFolder
        from workstation.workbench.bundles import write_bundle

        with tempfile.TemporaryDirectory() as spare:
            folder = StudyFolder.create(Path(spare, "study"), "Study 乳房")
            fill(folder)
            write_bundle(folder.path, path)

    return make


def read_bundle(read_study: Callable[[Path], None]) -> Callable[[Path], None]:
    """Unpacks a bundle to a spare place and opens what came of it; then adds it to another study, twice."""

    def read(path: Path) -> None:
        from workstation.storage.study_folder import StudyFolder
        from workstation.workbench import bundles
        from workstation.workbench.bundle_merge import merge_bundle
        from workstation.workbench.history import History

        with tempfile.TemporaryDirectory() as spare:
            read_study(bundles.read_bundle(path, Path(spare, "arrived")))
            mine = StudyFolder.create(Path(spare, "mine"), "Mine")
            history = History(mine.open_study())
            try:
                for _ in range(2):
                    merge_bundle(path, mine, history)
            finally:
                history.close()
            read_study(mine.path)

    return read


def make_dicomdir(path: Path) -> None:
    """A DICOMDIR of a series of single pictures, two of them in a folder of their own."""
    from pydicom.dataset import Dataset
    from pydicom.sequence import Sequence

    import dicom_phantoms as phantoms

    values = np.random.default_rng(5).integers(1, 250, (4, 6, 7)).astype("uint16")
    records = []
    for number, each in enumerate(phantoms.ct_slices(values)):
        name = ["DISK", f"IM{number}"] if number % 2 else [f"IM{number}"]
        phantoms.save(each, path.parent.joinpath(*name))
        record = Dataset()
        record.DirectoryRecordType, record.ReferencedFileID = "IMAGE", name
        records.append(record)
    made = Dataset()
    made.DirectoryRecordSequence = Sequence(records)
    made.SOPClassUID, made.SOPInstanceUID = DIRECTORY_UID.decode(), "1.2.3"
    made.file_meta = phantoms.picture_file(values).file_meta
    phantoms.save(made, path)


def read_dicomdir(path: Path) -> None:
    """As the import does: the directory, its folder, then the volume."""
    from workstation.storage.dicom.scan import files_of_volume
    from workstation.storage.dicom.scan import scan as look_through
    from workstation.storage.dicom.series import read_series

    look_through(path.parent)
    read_series(files_of_volume(path.parent), "fixed")


# ---- damage


def bundle(data: bytes, chance: Chance, bait_name: str, damage: Damage) -> bytes:
    """A bundle that is hostile and whose manifest agrees with it; `damage` spoils the bytes of one file."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = {info.filename: archive.read(info) for info in archive.infolist() if info.filename != MANIFEST}
    except (OSError, ValueError, RuntimeError, EOFError, zipfile.BadZipFile, struct.error):
        return data
    if not entries:
        return data
    ways = (_spoiled, _spoiled, _spoiled, _renamed, _renamed, _linked, _twice, _bomb, _overlapping, _liar)
    return chance.choice(ways)(entries, chance, bait_name, damage)


def _spoiled(entries: dict[str, bytes], chance: Chance, bait_name: str, damage: Damage) -> bytes:
    """One file is damaged inside, and its hash is that of the damaged one."""
    name = chance.choice(sorted(entries))
    return _packed({**entries, name: damage(entries[name])})


def _renamed(entries: dict[str, bytes], chance: Chance, bait_name: str, damage: Damage) -> bytes:
    """A path that leads elsewhere or that a study does not have."""
    old = chance.choice(sorted(entries))
    new = chance.choice((
        bait_name, f"../{old}", f"/{old}", f"cases/../../{old}", old.replace("/", "\\"), f"C:/{old}", f"./{old}",
        f"cases/con/{Path(old).name}", f"{old}/", f"link/{Path(old).name}", old.upper(), f"{old}\0.txt", f"{old}:stream",
        f"cases/{'x' * 300}/volumes.h5", "cases/.hidden/volumes.h5", "study.lock", "cases/a/readings/../../../x.h5",
        old.replace("case 1", "case 2"), f"//server/share/{old}",
    ))  # fmt: skip
    return _packed({(new if name == old else name): value for name, value in entries.items()})


def _linked(entries: dict[str, bytes], chance: Chance, bait_name: str, damage: Damage) -> bytes:
    """A file that claims to be a link, a folder or a device; its content is the place it leads to."""
    name = chance.choice(sorted(entries))
    kind = chance.choice((stat.S_IFLNK, stat.S_IFLNK, stat.S_IFDIR, stat.S_IFIFO, stat.S_IFCHR))
    return _packed({**entries, name: bait_name.encode()}, {name: (kind | 0o777) << 16})


def _twice(entries: dict[str, bytes], chance: Chance, bait_name: str, damage: Damage) -> bytes:
    """The same file twice, also in other letters or another spelling of the same letters."""
    name = chance.choice(sorted(entries))
    other = chance.choice((name, name.upper(), unicodedata.normalize("NFD", name), f"{name} ", f"{name}."))
    return _packed(entries, more=[(other, damage(entries[name]))])


def _bomb(entries: dict[str, bytes], chance: Chance, bait_name: str, damage: Damage) -> bytes:
    """Far more bytes than the archive has: declared, or not; also packed in a way that packs better."""
    name = chance.choice([*sorted(entries), MANIFEST])
    packing = chance.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA))
    made = _packed({**entries, **({} if name == MANIFEST else {name: bytes(BOMB_BYTES)})}, packing=packing)
    if chance.random() < 0.5:  # declares fewer bytes than there are
        made = made.replace(struct.pack("<I", BOMB_BYTES), struct.pack("<I", chance.choice((0, 100, 1 << 20))))
    return made


def _overlapping(entries: dict[str, bytes], chance: Chance, bait_name: str, damage: Damage) -> bytes:
    """Entries that all lead to the bytes of one, which makes much of little."""
    made = bytearray(_packed(entries))
    places = [n for n in range(len(made) - 46) if made[n : n + 4] == b"PK\1\2"]
    first = chance.choice(places)
    for place in places:
        made[place + 42 : place + 46] = made[first + 42 : first + 46]
    return bytes(made)


def _liar(entries: dict[str, bytes], chance: Chance, bait_name: str, damage: Damage) -> bytes:
    """A manifest that lies."""
    listed: list[Any] = [_row(name, value) for name, value in entries.items()]
    row = chance.choice(listed)
    how = chance.randrange(5)
    if how == 0:
        row["bytes"] = chance.choice((-1, 0, 1 << 62, 1e999, "x", None))
    elif how == 1:
        row["sha256"] = chance.choice(("", "0" * 64, None, [], 5))
    elif how == 2:
        row["path"] = chance.choice((bait_name, "", None, "../x", {}))
    elif how == 3:
        listed += [row] * chance.choice((1, 100_000))
    manifest: Any = {"format": "sonolign bundle", "format_version": 1, "files": listed}
    if how == 4:
        manifest = chance.choice(([], None, {**manifest, "format_version": 9}, {**manifest, "files": "all"}))
    return _packed(entries, manifest=json.dumps(manifest).encode())


def _row(name: str, value: bytes) -> dict[str, Any]:
    return {"path": name, "bytes": len(value), "sha256": hashlib.sha256(value).hexdigest()}


def _packed(
    entries: dict[str, bytes], kinds: dict[str, int] | None = None, more: list[tuple[str, bytes]] | None = None,
    packing: int = zipfile.ZIP_STORED, manifest: bytes | None = None,
) -> bytes:  # fmt: skip
    """A bundle of these files; `kinds` are Unix kinds of some of them, `more` come behind under names of their own."""
    every = [*entries.items(), *(more or [])]
    data = {"format": "sonolign bundle", "format_version": 1, "files": [_row(*each) for each in every]}
    text = json.dumps(data, ensure_ascii=False).encode("utf-8", "replace") if manifest is None else manifest
    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w") as archive:
        warnings.simplefilter("ignore")  # names that are there twice
        for name, value in (*every, (MANIFEST, text)):
            info = zipfile.ZipInfo("placeholder")
            info.filename = name  # as it is: the constructor would cut it at a NUL
            info.external_attr = (kinds or {}).get(name, 0)
            archive.writestr(info, value, packing, 1 if packing != zipfile.ZIP_LZMA else None)
    return out.getvalue()


def dicomdir(data: bytes, chance: Chance, bait_name: str) -> bytes:
    """A directory whose records name files elsewhere, by absolute path, by "..", or through a link."""
    wanted = chance.choice((bait_name, bait_name.replace("/", "\\"), "..\\bait\\secret.dcm", "link\\secret.dcm", ".", "",
                            "..", "\\", "DISK\\..\\..\\bait\\secret.dcm", "link"))  # fmt: skip
    word = wanted.encode()[:64]
    word += b" " * (len(word) % 2)
    places = [n for n in range(len(data) - 8) if data[n : n + 6] == b"\x04\x00\x00\x15CS"]
    if not places:
        return data
    at = chance.choice(places)
    length = int.from_bytes(data[at + 6 : at + 8], "little")
    # its item may state a length of its own; a wrong one is another damage
    return data[: at + 6] + len(word).to_bytes(2, "little") + word + data[at + 8 + length :]
