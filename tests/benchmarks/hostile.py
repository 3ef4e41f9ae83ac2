"""Damage small valid files of every format in many ways and see whether a reader ever does more than refuse them.

    python tests/benchmarks/hostile.py --files 10000 --json OUT [--seed N] [--keep DIR] [--only FORMAT …]

A child process reads one file after another and is started again when it dies. For each file is counted what came of it:

    accepted, refused   as it should be: the file was read, or refused with one sentence
    crash               the child died
    hang                no answer within 5 s
    memory              more than 1 GiB above what the child had before, or memory ran out at 1.5 GiB
    exception           anything but a `UserError`, or a message that is too long (1000 characters) or cannot be printed
    escape              a file outside was opened or written, or a program started; canary files lie beside the folder of
                        the file, and the hostile files point at them by absolute path, by ``..`` and by a symbolic link
    touched             a file was changed, made or deleted although the reader refused (for a study: or only looked)

Formats and mutations are in `hostile_formats` and `hostile_mutations`. The same seed gives the same damage, as far as
the valid files are the same (some carry new ids and times). What offends is kept in DIR with what was seen.
"""

from __future__ import annotations

import argparse
import ctypes
import faulthandler
import json
import os
import random
import select
import shutil
import struct
import subprocess
import sys
import tempfile
import time
import traceback
import warnings
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.hostile_formats import FORMATS, GRID, Format, numbers
from benchmarks.hostile_mutations import mutated
from workstation.core.errors import UserError

SECONDS, START_SECONDS = 5.0, 120.0
MEMORY = 1 << 30
OFFENCES = ("crash", "hang", "memory", "exception", "escape", "touched")
OUTCOMES = ("accepted", "refused", *OFFENCES)
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_PROGRAMS = ("os.system", "subprocess.Popen", "os.exec", "os.posix_spawn", "os.spawn", "os.startfile", "socket.connect")
_CHANGES = ("os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.truncate", "os.link", "os.symlink", "shutil.rmtree")


# ---- the child


def serve(root: Path) -> None:
    """The child: read the file that each line names, answer with what came of it."""
    faulthandler.enable()
    warnings.simplefilter("ignore")
    escapes: list[str] = []
    sys.addaudithook(lambda event, values: _note_escape(event, values, root, escapes))
    for line in sys.stdin:
        request = json.loads(line)
        if request["watched"]:
            faulthandler.dump_traceback_later(SECONDS - 0.5)
        escapes.clear()
        answer = _read_one(FORMATS[request["format"]], root / "work")
        faulthandler.cancel_dump_traceback_later()
        print(json.dumps({**answer, "escapes": escapes[:5]}), flush=True)


def _read_one(row: Format, folder: Path) -> dict[str, str]:
    before = _limit_memory()
    try:
        row.read(folder / row.file)
        outcome, detail = "accepted", ""
    except UserError as error:
        outcome, detail = "refused", str(error)
        if not 0 < len(detail) <= 1000 or any("\ud800" <= c <= "\udfff" for c in detail):
            outcome, detail = "exception", f"a message nobody can read: {ascii(detail)[:500]} at {_where(error)[-80:]}"
    except MemoryError as error:
        outcome, detail = "memory", _where(error)
    except Exception as error:  # noqa: BLE001 - whatever else comes is what we are looking for
        outcome, detail = "exception", _where(error)
    used = _memory("VmHWM") - before
    return (
        {"outcome": "memory", "detail": f"{used >> 20} MB"} if used > MEMORY else {"outcome": outcome, "detail": detail}
    )


def _where(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "workstation" in frame.filename] or frames
    places = {f"{Path(frame.filename).name}:{frame.lineno}": None for frame in (ours[-1], frames[-1])}
    return f"{type(error).__name__}: {str(error)[:200]} at {' < '.join(places)}"


def _limit_memory() -> int:
    """Let the process grow by 1.5 GiB from here; returns its present memory and starts counting its peak anew."""
    if sys.platform != "linux":
        return 0
    import resource

    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    resource.setrlimit(resource.RLIMIT_AS, (_memory("VmSize") + MEMORY * 3 // 2, hard))
    with open("/proc/self/clear_refs", "w") as file:
        file.write("5")
    return _memory("VmRSS")


def _memory(name: str) -> int:
    if sys.platform != "linux":
        return 0
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(name + ":"))


def _note_escape(event: str, values: tuple[Any, ...], root: Path, escapes: list[str]) -> None:
    if event in _PROGRAMS:
        escapes.append(f"{event} {values[0]!r}")
    elif event == "open" and isinstance(values[0], str | bytes):
        path = os.path.realpath(os.fsdecode(values[0]))
        if path.startswith(str(root / "bait")) or (values[2] & _WRITES and _is_outside(path, root)):
            escapes.append(f"{event} {path}")
    elif event in _CHANGES and isinstance(values[0], str | os.PathLike):
        path = os.path.realpath(values[0])
        if _is_outside(path, root):
            escapes.append(f"{event} {path}")


def _is_outside(path: str, root: Path) -> bool:
    allowed = (f"{root / 'work'}{os.sep}", f"{root / 'temporary'}{os.sep}", "/dev/null/", "/proc/")
    return not f"{path}{os.sep}".startswith(allowed) and "__pycache__" not in path  # numba keeps what it compiled there


# ---- the parent


class Child:
    """The reading process; `ask` starts it when it is needed."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.process: subprocess.Popen[str] | None = None
        self.warm_for = ""  # the format whose modules it has loaded
        self.errors = root / "errors.txt"

    def ask(self, row: Format, seconds: float = SECONDS) -> dict[str, Any]:
        """The answer for the file that lies in the work folder now."""
        process = self.process or self._start()
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json.dumps({"format": row.name, "watched": seconds == SECONDS}) + "\n")
        process.stdin.flush()
        ready, _, _ = select.select([process.stdout], [], [], seconds)
        if not ready:
            return {"outcome": "hang", "detail": self._end(), "escapes": []}
        line = process.stdout.readline()
        if not line:
            return {"outcome": "crash", "detail": self._end(), "escapes": []}
        answer: dict[str, Any] = json.loads(line)
        return answer

    def _start(self) -> subprocess.Popen[str]:
        temporary = self.root / "temporary"
        temporary.mkdir(exist_ok=True)
        environment = {**os.environ, "TMPDIR": str(temporary), "PYTHONDONTWRITEBYTECODE": "1", "OMP_NUM_THREADS": "1"}
        command = [sys.executable, __file__, "--child", str(self.root)]
        with self.errors.open("w") as errors:
            self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, text=True,
                                            env=environment, cwd=temporary)  # fmt: skip
        return self.process

    def _end(self) -> str:
        """Stop the child; what it wrote before it died."""
        self.close()
        lines = self.errors.read_text(errors="replace").splitlines()
        ours = [line.strip() for line in lines if line.startswith(("Fatal", "  File"))]
        return " < ".join(ours[:6])[-1000:]

    def close(self) -> None:
        """Stop the child."""
        if self.process is not None:
            self.process.kill()
            self.process.communicate()
            self.process = None


class Watch:
    """Tells which files of a folder were opened since it was asked last (Linux only; elsewhere none)."""

    OPENED_READ_OR_CHANGED = 0x20 | 0x1 | 0x2
    IS_FOLDER = 0x40000000

    def __init__(self, folder: Path) -> None:
        self.handle = -1
        if sys.platform == "linux":
            system = ctypes.CDLL(None)
            self.handle = system.inotify_init1(os.O_NONBLOCK)
            system.inotify_add_watch(self.handle, os.fsencode(folder), self.OPENED_READ_OR_CHANGED)

    def seen(self) -> list[str]:
        """Names of the files."""
        names: dict[str, None] = {}
        try:
            while data := os.read(self.handle, 65536) if self.handle >= 0 else b"":
                while data:
                    _, mask, _, length = struct.unpack_from("iIII", data)
                    if not mask & self.IS_FOLDER:
                        names[data[16 : 16 + length].rstrip(b"\0").decode()] = None
                    data = data[16 + length :]
        except BlockingIOError:
            pass
        return list(names)

    def close(self) -> None:
        """Stop watching."""
        if self.handle >= 0:
            os.close(self.handle)


class Sandbox:
    """The folders of a run: ``work`` with the files of one format, and ``bait`` beside it, where nobody may look."""

    def __init__(self, root: Path) -> None:
        self.work, self.bait = root / "work", root / "bait"
        self.bait.mkdir()
        _lay_bait(self.bait)
        self.canaries = _contents(self.bait)
        self.watch = Watch(self.bait)

    def fill(self, files: dict[str, bytes]) -> None:
        """Make the work folder hold exactly these files, and a symbolic link to the bait."""
        shutil.rmtree(self.work, ignore_errors=True)
        for name, data in files.items():
            path = self.work / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        (self.work / "link").symlink_to(self.bait, target_is_directory=True)

    def close(self) -> None:
        """Stop watching."""
        self.watch.close()


def _lay_bait(folder: Path) -> None:
    import h5py

    (folder / "secret.raw").write_bytes(numbers().tobytes() * 8)
    (folder / "secret.txt").write_text("secret")
    for row in ("image.nii", "dicom plain"):
        FORMATS[row].make(folder / f"secret{Path(FORMATS[row].file).suffix}")
    with h5py.File(folder / "secret.h5", "w") as file:
        file["voxels"] = numbers(shape=GRID.shape_zyx)


def _contents(folder: Path) -> dict[str, bytes]:
    """All files below a folder, without following links; locks do not count."""
    found = {}
    for parent, _, names in os.walk(folder):
        for name in names:
            path = Path(parent, name)
            if path.suffix != ".lock":
                found[path.relative_to(folder).as_posix()] = path.read_bytes()
    return found


def valid_files(names: Iterable[str]) -> dict[str, dict[str, bytes]]:
    """The files of one valid example of each format whose modules exist."""
    made = {}
    for name in names:
        with tempfile.TemporaryDirectory() as folder:
            try:
                FORMATS[name].make(Path(folder, FORMATS[name].file))
            except ModuleNotFoundError as error:
                print(f"left out: {name} ({error})", file=sys.stderr)
                continue
            made[name] = _contents(Path(folder))
    return made


def run(
    files: int, seed: int = 0, only: Sequence[str] = (), keep: Path | None = None
) -> tuple[dict[str, float], list[str]]:
    """Damage and read so many files; figures as a flat dict, and a line for each offence."""
    started = time.perf_counter()
    valid = valid_files(only or FORMATS)
    others = [data for each in valid.values() for data in each.values()]
    counts: Counter[str] = Counter()
    offences: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder).resolve()
        sandbox, child = Sandbox(root), Child(root)
        try:
            for place, name in enumerate(valid):
                share = files // len(valid) + (place < files % len(valid))
                for n in range(share):
                    damaged = damage(
                        valid[name], FORMATS[name], random.Random(f"{seed}/{name}/{n}"), others, sandbox.bait
                    )
                    outcome, detail = judge(FORMATS[name], valid[name], damaged, sandbox, child)
                    counts.update((outcome, f"{name}.{outcome}"))
                    if outcome in OFFENCES:
                        offences.append(f"{name} {n}: {outcome}: {detail}")
                        _keep(keep, f"{name.replace(' ', '-')}-{n}-{outcome}", damaged, detail)
        finally:
            child.close()
            sandbox.close()
        if _contents(sandbox.bait) != sandbox.canaries:
            offences.append("the canary files were changed")
            counts["escape"] += 1
    figures = {
        "files": files,
        "seed": seed,
        "formats": len(valid),
        **{outcome: counts[outcome] for outcome in OUTCOMES},
    }
    return {
        **figures,
        **{k: counts[k] for k in sorted(counts) if "." in k},
        "seconds": time.perf_counter() - started,
    }, offences


def damage(
    valid: dict[str, bytes], row: Format, chance: random.Random, others: Sequence[bytes], bait: Path
) -> dict[str, bytes]:
    """The files of a valid example with one of them damaged, most often the main one."""
    name = row.file if chance.random() < 0.5 else chance.choice(sorted(valid))
    return {**valid, name: mutated(valid[name], chance, others, bait)}


def judge(
    row: Format, valid: dict[str, bytes], damaged: dict[str, bytes], sandbox: Sandbox, child: Child
) -> tuple[str, str]:
    """What comes of reading these files."""
    if child.process is None or child.warm_for != row.name:
        sandbox.fill(valid)
        answer = child.ask(row, START_SECONDS)
        child.warm_for = row.name
        if answer["outcome"] != "accepted":
            raise RuntimeError(f"the valid {row.name} was not read: {answer}")
    sandbox.fill(damaged)
    sandbox.watch.seen()
    answer = child.ask(row)
    outcome, detail = answer["outcome"], answer["detail"]
    if opened := [*answer["escapes"], *sandbox.watch.seen()]:
        return "escape", f"{opened} ({outcome}: {detail})"
    if outcome == "refused" or (outcome == "accepted" and row.name != "study"):
        after = _contents(sandbox.work)
        changed = sorted(name for name in damaged.keys() | after.keys() if damaged.get(name) != after.get(name))
        if changed := [name for name in changed if not name.endswith(".lock")]:
            return "touched", f"{changed} ({outcome}: {detail})"
    return outcome, detail


def _keep(folder: Path | None, name: str, damaged: dict[str, bytes], detail: str) -> None:
    if folder is None:
        return
    for file, data in damaged.items():
        path = folder / name / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    (folder / name / "seen.txt").write_text(detail, encoding="utf-8", errors="replace")


def main() -> None:
    """Read the arguments, print the figures; ends with 1 if anything offended."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--only", nargs="*", choices=list(FORMATS), default=[])
    parser.add_argument("--child", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.child:
        serve(arguments.child)
        return
    figures, offences = run(arguments.files, arguments.seed, arguments.only, arguments.keep)
    print("\n".join(offences), file=sys.stderr)
    print(json.dumps(figures, indent=1))
    if arguments.json:
        arguments.json.write_text(json.dumps(figures))
    sys.exit(1 if offences else 0)


if __name__ == "__main__":
    main()
