"""Files that are either the old one or the new one, never half of each.

A file is written under a temporary name beside its target, flushed to the disk, looked at again, and only then given
its name in one step. Whatever goes wrong before that step leaves the target as it was and no temporary file behind; a
process that is killed leaves a temporary file that nobody reads (`remove_leftovers` clears old ones away).
"""

from __future__ import annotations

import errno
import os
import re
import secrets
import shutil
import time
from collections.abc import Callable
from pathlib import Path

from workstation.core.errors import NotSaved

PREVIOUS = ".previous"
_TEMPORARY = ".sonolign-"
_REASONS = {
    errno.ENOSPC: "the disk is full; free some space",
    errno.EDQUOT: "your quota on this disk is used up; free some space",
    errno.EACCES: "writing there is not allowed; choose another folder or change its permissions",
    errno.EPERM: "writing there is not allowed; choose another folder or change its permissions",
    errno.EROFS: "the disk is read-only; choose another folder",
    errno.ENOENT: "the folder does not exist (is the disk or network share still connected?)",
    errno.ENOTDIR: "the folder does not exist (is the disk or network share still connected?)",
    errno.ENAMETOOLONG: "the name is too long; choose a shorter one",
    errno.EFBIG: "the file is larger than this disk allows (FAT32 stops at 4 GB); use another disk",
    errno.EIO: "the disk reports a fault; save elsewhere",
}


def write_file(
    path: str | os.PathLike[str],
    write: Callable[[Path], None],
    *,
    verify: Callable[[Path], None] | None = None,
    keep_previous: bool = False,
    overwrite: bool = True,
) -> None:
    """Write a file so that it appears complete or not at all.

    Parameters
    ----------
    path : the target; its folder must exist
    write : writes the content to the temporary path it is given (which has the target's suffix) and closes it
    verify : reads the temporary file again and raises if it is not what was meant
    keep_previous : keep the file that is replaced as ``<name>.previous``
    overwrite : False for files that are written once; an existing target is then an error

    Raises
    ------
    NotSaved
        The disk refused; the target is untouched and the temporary file is gone.
    """
    target = Path(path)
    if not overwrite and target.exists():
        raise _already_there(target)
    temporary = target.with_name(f"{_TEMPORARY}{os.getpid()}-{secrets.token_hex(4)}{_suffix(target)}")
    try:
        write(temporary)
        _flush(temporary)
        if verify is not None:
            verify(temporary)
        if keep_previous and target.exists():
            _keep(target)
        (os.replace if overwrite else _publish_once)(temporary, target)
        flush_folder(target.parent)
    except FileExistsError:
        raise _already_there(target) from None
    except (OSError, RuntimeError) as error:  # HDF5 and ITK report a refused write as RuntimeError
        raise not_saved(target, error) from error
    finally:
        _remove(temporary)


def write_bytes(path: str | os.PathLike[str], data: bytes, *, keep_previous: bool = False) -> None:
    """Write a small file so that it appears complete or not at all; see `write_file`."""

    def verify(temporary: Path) -> None:
        if temporary.read_bytes() != data:
            raise OSError(errno.EIO, "what was read back differs from what was written")

    write_file(path, lambda temporary: _write_all(temporary, data), verify=verify, keep_previous=keep_previous)


def previous_of(path: str | os.PathLike[str]) -> Path:
    """Where `keep_previous` puts the file that was replaced."""
    return Path(path).with_name(Path(path).name + PREVIOUS)


def remove_leftovers(folder: str | os.PathLike[str], older_than_s: float = 86_400.0) -> None:
    """Remove temporary files of processes that were killed; younger ones may belong to a writer that is at work."""
    limit = time.time() - older_than_s
    for leftover in Path(folder).glob(_TEMPORARY + "*"):
        try:
            if leftover.is_file() and leftover.stat().st_mtime < limit:
                leftover.unlink()
        except OSError:  # another program cleaned it first, or the folder is read-only: neither matters here
            continue


def not_saved(path: str | os.PathLike[str], error: BaseException) -> NotSaved:
    """The error a person gets to read for a write that the disk refused."""
    code = error.errno if isinstance(error, OSError) else None
    if code is None and (found := re.search(r"errno = (\d+)", str(error))):  # HDF5 puts the number into its text
        code = int(found.group(1))
    reason = _REASONS.get(code or 0) or (os.strerror(code) if code else "the disk refused the file")
    return NotSaved("{name} was not saved: {reason}.", name=Path(path).name, reason=reason)


def flush_folder(folder: Path) -> None:
    """Make a new or renamed entry of a folder survive a power cut; Windows does so by itself and cannot be asked."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP, errno.EBADF):  # some network shares cannot flush folders
            raise
    finally:
        os.close(handle)


def _suffix(path: Path) -> str:
    return "".join(path.suffixes[-2:]) if path.suffix == ".gz" else path.suffix


def _write_all(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)


def _flush(path: Path) -> None:
    with path.open("rb+") as file:  # Windows flushes only handles that may write
        os.fsync(file.fileno())


def _keep(target: Path) -> None:
    """Give the current file a second name, without a moment in which the first is missing."""
    previous = previous_of(target)
    spare = target.with_name(f"{_TEMPORARY}{os.getpid()}-{secrets.token_hex(4)}{PREVIOUS}")
    try:
        try:
            os.link(target, spare)
        except OSError:  # FAT disks and some network shares have no second names
            shutil.copy2(target, spare)
            _flush(spare)
        os.replace(spare, previous)
    finally:
        _remove(spare)


def _publish_once(temporary: Path, target: Path) -> None:
    if os.name == "nt":
        os.rename(temporary, target)  # fails there if the target exists, which is what is wanted
        return
    try:
        os.link(temporary, target)
    except FileExistsError:
        raise
    except OSError:  # a disk without second names: the check in `write_file` has to do
        os.replace(temporary, target)


def _already_there(target: Path) -> NotSaved:
    return NotSaved("{name} exists already and is never written twice.", name=target.name)


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError:  # the error that brought us here says more; `remove_leftovers` tries again
        return
