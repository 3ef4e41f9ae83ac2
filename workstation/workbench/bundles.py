"""Bundles: a study, or some of its cases, as one zip file that another workstation opens unchanged.

A bundle holds the files of the study folder under their own paths, byte for byte: volumes, results, snapshots and
journals, so that undo and the audit trail travel too. ``manifest.json`` lists each with its size and SHA-256. Locks,
temporary files and replaced snapshots stay behind. A bundle of some cases has a work-list of its own that names only
these.

Files from elsewhere are hostile: only paths that a study has are taken, each once, none larger than it says, and the
new study appears complete or not at all.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import secrets
import shutil
import tempfile
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import partial
from pathlib import Path, PurePosixPath
from typing import IO, Any

from workstation import __version__
from workstation.core.errors import InvalidInput, UnreadableFile, UserError
from workstation.core.study_commands import AddCase
from workstation.storage.atomic import flush_folder, not_saved, write_file
from workstation.storage.journal import read_journal
from workstation.storage.safe_hdf5 import check_is_file, first_line
from workstation.storage.study_folder import StudyFolder, safe_name

Report = Callable[[float, str], None]

FORMAT, FORMAT_VERSION = "sonolign bundle", 1
MANIFEST = "manifest.json"
MAX_FILES = 100_000
MAX_MANIFEST_BYTES = 64 << 20
MAX_RATIO = 1100  # deflate cannot pack more than 1032:1
_BLOCK = 1 << 20
_SHAPES = (
    ("study.json",), ("study.journal",), ("cases", None, "volumes.h5"), ("cases", None, "readings", r".+\.h5"),
    ("cases", None, "readings", r".+\.journal"), ("cases", None, "transforms", r".+\.h5"),
)  # fmt: skip


def write_bundle(
    study: Path, target: Path, cases: Collection[str] = (), report: Report = lambda share, note: None
) -> None:
    """Write a study, or only some of its cases, as one file; it appears complete or not at all and is never overwritten.

    Raises
    ------
    UserError : there is no such study or case, or the disk refused.
    """
    folder = StudyFolder.at(study)
    known = folder.open_study(read_only=True).state
    entries = [known.case(each) for each in cases] or list(known.cases.values())
    with tempfile.TemporaryDirectory(prefix="sonolign-") as spare:
        listed = folder if not cases else StudyFolder.create(Path(spare, "study"), known.title, known.protocol)
        if cases:
            _list_cases(listed, entries)
        files = [*_list_files(listed.path), *(pair for each in entries for pair in _case_files(folder, each.id))]
        write_file(target, lambda temporary: _write(temporary, files, report), verify=_verify, overwrite=False)


def read_bundle(bundle: Path, target: Path, report: Report = lambda share, note: None) -> Path:
    """Unpack a bundle to a new or empty folder and check every byte; returns the folder of the study.

    Raises
    ------
    UnreadableFile
        The bundle is damaged, incomplete, or holds anything that a study does not have.
    InvalidInput
        The folder is not empty.
    """
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise InvalidInput("{path} is not an empty folder; choose another place for the study.", path=target)
    check_is_file(bundle)
    spare = target.with_name(f".sonolign-{secrets.token_hex(6)}")
    try:
        spare.mkdir(parents=True)
        with _opened(bundle) as archive:
            _unpack(bundle, archive, _checked_members(bundle, archive), spare, report)
        StudyFolder.at(spare).open_study(read_only=True)
        if target.exists():
            target.rmdir()
        os.replace(spare, target)
        flush_folder(target.parent)
    except OSError as error:
        raise not_saved(target, error) from error
    finally:
        shutil.rmtree(spare, ignore_errors=True)
    return target


# ---- writing


def _list_cases(folder: StudyFolder, entries: Sequence[Any]) -> None:
    """Name the cases in a work-list of their own."""
    from workstation.workbench.history import History

    history = History(folder.open_study())
    for entry in entries:
        history.do(AddCase(entry))
    history.close()


def _list_files(folder: Path) -> Iterator[tuple[str, Path]]:
    for name in ("study.json", "study.journal"):
        if (folder / name).is_file():
            yield name, folder / name


def _case_files(folder: StudyFolder, case_id: str) -> Iterator[tuple[str, Path]]:
    """The files of a case; snapshots before journals, so that a journal is never older than its snapshot."""
    root = folder.case_folder(case_id)
    for pattern in ("volumes.h5", "transforms/*.h5", "readings/*.h5", "readings/*.journal"):
        for path in sorted(root.glob(pattern)):
            if not path.name.startswith("."):
                yield path.relative_to(folder.path).as_posix(), path


def _write(target: Path, files: Sequence[tuple[str, Path]], report: Report) -> None:
    listed = []
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED, allowZip64=True) as archive:
        for number, (name, path) in enumerate(files):
            listed.append(_add(archive, name, path, partial(report, number / len(files), name)))
        manifest = {"format": FORMAT, "format_version": FORMAT_VERSION, "program": __version__, "files": listed}
        archive.writestr(zipfile.ZipInfo(MANIFEST), json.dumps(manifest, ensure_ascii=False, indent=1))


def _add(archive: zipfile.ZipFile, name: str, path: Path, tell: Callable[[], None]) -> dict[str, Any]:
    """Copy one file; of a journal only whole lines, as another window may be writing one. `tell` may raise to stop."""
    limit = read_journal(path).good_bytes if path.suffix == ".journal" else None
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as source, archive.open(zipfile.ZipInfo(name), "w", force_zip64=True) as file:
        while block := source.read(_BLOCK if limit is None else min(_BLOCK, limit - size)):
            tell()
            digest.update(block)
            file.write(block)
            size += len(block)
    return {"path": name, "bytes": size, "sha256": digest.hexdigest()}


def _verify(path: Path) -> None:
    with _opened(path) as archive:
        for info, digest in _checked_members(path, archive):
            _copy(path, archive, info, digest, None, _silent)


# ---- reading


def _opened(bundle: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(bundle)
    except (OSError, ValueError, NotImplementedError, zipfile.BadZipFile, OverflowError) as error:
        raise UnreadableFile(
            "{name} is no bundle of this program or is damaged; copy it again.", name=bundle.name
        ) from error


def _checked_members(bundle: Path, archive: zipfile.ZipFile) -> list[tuple[zipfile.ZipInfo, str]]:
    """The files of the study with their hashes, after a look at all that the archive claims."""
    members = archive.infolist()
    if len(members) > MAX_FILES:
        raise _refused(bundle, "it holds too many files")
    seen: set[str] = set()
    for info in members:
        plain = unicodedata.normalize("NFC", info.filename).casefold()
        if plain in seen:
            raise _refused(bundle, f"{info.filename[:80]!r} appears in it twice")
        seen.add(plain)
        _check_member(bundle, info)
    if sum(info.compress_size for info in members) > bundle.stat().st_size:
        raise _refused(bundle, "its files overlap")
    listed = _manifest(bundle, archive)
    files = [info for info in members if info.filename != MANIFEST]
    if {info.filename for info in files} != listed.keys():
        raise _refused(bundle, "its files are not those of its manifest")
    if wrong := next((info for info in files if info.file_size != listed[info.filename][0]), None):
        raise _refused(bundle, f"{wrong.filename[:80]!r} is not as long as the manifest says")
    if "study.json" not in listed:
        raise _refused(bundle, "it holds no study")
    return [(info, listed[info.filename][1]) for info in files]


def _check_member(bundle: Path, info: zipfile.ZipInfo) -> None:
    if info.filename != MANIFEST and not _is_study_path(info.filename):
        raise _refused(bundle, f"{info.filename[:80]!r} is not a file of a study")
    if info.flag_bits & 0x1 or info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise _refused(bundle, f"{info.filename[:80]!r} is packed in an unknown way")
    most = info.compress_size * (1 if info.compress_type == zipfile.ZIP_STORED else MAX_RATIO)
    if info.file_size > most:
        raise _refused(bundle, f"{info.filename[:80]!r} claims to be larger than it can be")
    if info.external_attr >> 28 not in (0, 0x8):  # the type of file that Unix keeps here: 8 is a plain file
        raise _refused(bundle, f"{info.filename[:80]!r} is not a plain file")


def _is_study_path(name: str) -> bool:
    """Whether a path is one that a study folder has; nothing absolute, nothing that leads up, no reserved names."""
    parts = name.split("/")
    if "\\" in name or PurePosixPath(name).parts != tuple(parts):
        return False
    try:
        if any(safe_name(part) != part for part in (*parts[:-1], PurePosixPath(parts[-1]).stem)):
            return False
    except UserError:
        return False
    return any(
        len(shape) == len(parts)
        and all(wanted is None or re.fullmatch(wanted, part) for wanted, part in zip(shape, parts, strict=True))
        for shape in _SHAPES
    )


def _manifest(bundle: Path, archive: zipfile.ZipFile) -> dict[str, tuple[int, str]]:
    try:
        info = archive.getinfo(MANIFEST)
        if info.file_size > MAX_MANIFEST_BYTES:
            raise _refused(bundle, "its manifest is too long")
        data = json.loads(archive.read(info))
        if data["format"] != FORMAT or not 1 <= int(data["format_version"]) <= FORMAT_VERSION:
            raise _refused(bundle, "it was written by a newer version of the program; update it")
        return {str(each["path"]): (int(each["bytes"]), str(each["sha256"])) for each in data["files"]}
    except (KeyError, TypeError, ValueError, RecursionError, zlib.error, EOFError, zipfile.BadZipFile) as error:
        raise _refused(bundle, f"its manifest cannot be read ({first_line(error)})") from error


def _unpack(bundle: Path, archive: zipfile.ZipFile, members: Sequence[tuple[zipfile.ZipInfo, str]], target: Path,
            report: Report) -> None:  # fmt: skip
    needed, free = sum(info.file_size for info, _ in members), shutil.disk_usage(target).free
    if needed > free:
        raise UnreadableFile("{name} needs {want} MB of disk, {have} MB are free; free some space.",
                             name=bundle.name, want=needed >> 20, have=free >> 20)  # fmt: skip
    for number, (info, digest) in enumerate(members):
        path = target.joinpath(*info.filename.split("/"))
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:
            _copy(bundle, archive, info, digest, file, partial(report, number / len(members), info.filename))
            file.flush()
            os.fsync(file.fileno())
    for case in (target / "cases").glob("*"):
        for part in ("readings", "transforms"):
            (case / part).mkdir(exist_ok=True)


def _copy(bundle: Path, archive: zipfile.ZipFile, info: zipfile.ZipInfo, digest: str, file: IO[bytes] | None,
          tell: Callable[[], None]) -> None:  # fmt: skip
    """Read one member to its end, no further than it says, and compare its hash. `tell` may raise to stop."""
    found, left = hashlib.sha256(), info.file_size
    try:
        with archive.open(info) as source:
            while block := source.read(min(_BLOCK, left + 1)):
                tell()
                left -= len(block)
                if left < 0:
                    break
                found.update(block)
                if file is not None:
                    file.write(block)
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, RuntimeError) as error:
        raise _refused(bundle, f"{info.filename[:80]!r} is damaged ({first_line(error)})") from error
    if left != 0 or found.hexdigest() != digest:
        raise _refused(bundle, f"{info.filename[:80]!r} is not what was packed")


def _silent() -> None:
    """Tells nobody."""


def _refused(bundle: Path, why: str) -> UnreadableFile:
    return UnreadableFile("{name} is refused: {why}; get the bundle again.", name=bundle.name, why=why)
