"""Comparing registration methods on cases with known truth: each method on each case once, in a process of its own.

Every run gets a fresh worker process and the same number of threads, and first registers a thinned copy of the pair, so
that neither loading libraries nor compiling is counted. With `start` "ours" every method goes on from one affine start
per case, found once by our own search, so that engines and not starts are compared.

The folder of a bench holds `bench.json` (how it was run), `results.csv` (one row per case and method, written anew after
every run), `starts/<case>.json`, and the report (`bench_report`). A bench that was stopped goes on where it was: what has
a row is not run again, unless it had failed.
"""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

import numpy as np

from workstation import __version__
from workstation.core.errors import InvalidInput, UnreadableFile, UserError
from workstation.core.geometry import Grid
from workstation.core.transform import Affine
from workstation.core.volume import Volume
from workstation.storage.atomic import not_saved, write_bytes
from workstation.workbench.bench_cases import BenchCase, CaseSource
from workstation.workbench.bench_figures import FIGURES, score
from workstation.workbench.breasts import check_breasts
from workstation.workbench.engine import Outcome, RegistrationRequest
from workstation.workbench.plugins import PluginInfo, load_plugin, plugin_by_id
from workstation.workbench.presets import presets_of
from workstation.workbench.worker import Worker
from workstation.workbench.worker_main import Reported

StartKind = Literal["own", "ours"]
Advance = Callable[[float, str], None]
START_METHOD = "affine"
RESULTS, OPTIONS = "results.csv", "bench.json"
COSTS = ("seconds", "cpu_seconds", "peak_mb")
COLUMNS = ("case", "method", *FIGURES, *COSTS, "verdict", "problem")
WARM_VOXELS = 40_000


@dataclass(frozen=True, slots=True)
class BenchMethod:
    """A method as the bench runs it: `name` is "id" or "id:preset"."""

    name: str
    plugin: PluginInfo
    preset: str = ""


@dataclass(frozen=True, slots=True)
class BenchOptions:
    """How every method is run; `start` "ours" gives all the same affine start."""

    threads: int = 2
    seed: int = 0
    start: StartKind = "own"


@dataclass(frozen=True, slots=True)
class BenchRow:
    """One method on one case.

    Parameters
    ----------
    figures : by the names in `bench_figures.FIGURES` and `COSTS`; NaN for what is not known
    verdict : of the gates, "" if it failed
    problem : why there is no result, "" if there is one
    """

    case: str
    method: str
    figures: dict[str, float] = field(default_factory=dict)
    verdict: str = ""
    problem: str = ""

    def figure(self, name: str) -> float:
        """One figure, NaN where there is none."""
        return self.figures.get(name, math.nan)


def bench_methods(names: Sequence[str]) -> list[BenchMethod]:
    """Methods by "id" or "id:preset".

    Raises
    ------
    InvalidInput : a method or preset does not exist, or none is named.
    UserError : a method cannot be used here.
    """
    found = []
    for name in dict.fromkeys(names):
        plugin_id, _, preset = name.partition(":")
        info = plugin_by_id(plugin_id)
        presets = presets_of(info, load_plugin(info))
        if preset and preset not in presets:
            raise InvalidInput("{method} has no preset {preset}; it has: {known}.", method=info.title, preset=preset,
                               known=", ".join(presets) or "none")  # fmt: skip
        found.append(BenchMethod(name, info, preset))
    if not found:
        raise InvalidInput("Name at least one method; `sonolign methods` lists them.")
    return found


def run_bench(
    sources: Sequence[CaseSource], methods: Sequence[BenchMethod], options: BenchOptions, folder: Path,
    advance: Advance, cancelled: Callable[[], bool] = lambda: False,
    done: Callable[[BenchRow], None] = lambda row: None,
) -> list[BenchRow]:  # fmt: skip
    """Run what has no result in the folder yet; gives the rows of these cases and methods, in their order.

    Parameters
    ----------
    advance : called with the share done and a note
    done : called with every new row, which is on the disk by then

    Raises
    ------
    Cancelled : `cancelled` became true; what was done so far is kept.
    InvalidInput : the folder holds a bench that was run differently.
    """
    rows = {(row.case, row.method): row for row in begin(folder, options)}
    wanted = [(source, method) for source in sources for method in methods]
    opened: BenchCase | None = None
    for number, (source, method) in enumerate(wanted):
        key = source.name, method.name
        advance(number / len(wanted), f"{source.name}, {method.name}")
        if key in rows and not rows[key].problem:
            continue
        if opened is None or opened.name != source.name:
            opened = source.open("score")
        tick = _within(advance, number, len(wanted), f"{source.name}, {method.name}")
        rows[key] = measured(opened, method, options, folder, tick, cancelled)
        write_rows(folder, list(rows.values()))
        done(rows[key])
    advance(1.0, "")
    return [rows[source.name, method.name] for source, method in wanted]


def begin(folder: Path, options: BenchOptions) -> list[BenchRow]:
    """Make the folder of a bench, or go on with one: its rows so far.

    Raises
    ------
    InvalidInput : it holds a bench that was run differently.
    """
    facts = {**asdict(options), "version": __version__}
    path = folder / OPTIONS
    if not path.is_file():
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise not_saved(folder, error) from error
        write_bytes(path, json.dumps(facts, indent=1).encode())
        return []
    try:
        before = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise UnreadableFile("{path} cannot be read; delete it, or choose another folder.", path=path) from error
    if before != facts:
        raise InvalidInput(
            "{folder} holds a bench that was run differently ({before}); choose another folder.",
            folder=folder, before=", ".join(f"{name} {value}" for name, value in before.items()),
        )  # fmt: skip
    return read_rows(folder / RESULTS)


def measured(
    case: BenchCase, method: BenchMethod, options: BenchOptions, folder: Path, tick: Advance,
    cancelled: Callable[[], bool],
) -> BenchRow:  # fmt: skip
    """One method on one case, in a process of its own."""
    try:
        start = _common_start(case, options, folder, cancelled) if options.start == "ours" else None
        outcome = in_fresh_process(request_of(case, method, options, start), tick, cancelled)
    except UserError as error:
        return BenchRow(case.name, method.name, problem=" ".join(str(error).split()))
    costs = (outcome.seconds, outcome.cpu_seconds, outcome.peak_memory_mb)
    figures = {**score(case, outcome.transform), **dict(zip(COSTS, costs, strict=True))}
    return BenchRow(case.name, method.name, figures, worst_verdict(outcome))


def request_of(
    case: BenchCase, method: BenchMethod, options: BenchOptions, start: Affine | None
) -> RegistrationRequest:
    """What a method is asked on a case: the two volumes, and nothing of what it is scored on.

    Raises
    ------
    InvalidInput : one scan is said to show the left breast and the other one the right.
    """
    check_breasts(case.breasts)
    return RegistrationRequest(
        case.fixed, case.moving, method.plugin, preset=method.preset, device="cpu", threads=options.threads,
        seed=options.seed, initial=start,
    )  # fmt: skip


def in_fresh_process(
    request: RegistrationRequest, tick: Advance, cancelled: Callable[[], bool], warm: bool = True
) -> Outcome:
    """Run a request in a new process, after a thinned copy of it, whose failure does not matter."""
    worker = Worker()
    try:
        if warm:
            small = replace(request, fixed=thinned(request.fixed), moving=thinned(request.moving))
            try:
                worker.run(small, lambda reported: None, cancelled)
            except UserError:
                tick(0.0, "")

        def show(reported: Reported) -> None:
            tick(reported.fraction, reported.message)

        return worker.run(request, show, cancelled)
    finally:
        worker.close()


def thinned(volume: Volume) -> Volume:
    """Every few voxels of a volume, of its own type, about `WARM_VOXELS` of them over the same box."""
    grid = volume.grid
    wanted = (math.prod(grid.extent_mm) / WARM_VOXELS) ** (1 / 3)
    steps = [max(1, min(round(wanted / s), n // 8)) for s, n in zip(grid.spacing_mm, grid.size_xyz, strict=True)]
    values = np.ascontiguousarray(volume.voxels.whole()[:: steps[2], :: steps[1], :: steps[0]])
    sx, sy, sz = (s * step for s, step in zip(grid.spacing_mm, steps, strict=True))
    coarse = Grid(values.shape, (sx, sy, sz), grid.origin_mm, grid.direction)
    return Volume.from_array(values, coarse, id=volume.id, modality=volume.modality)


def worst_verdict(outcome: Outcome) -> str:
    """PASS, CHECK or FAIL over all gates."""
    found = {gate.verdict for gate in outcome.gates}
    return next((verdict for verdict in ("FAIL", "CHECK") if verdict in found), "PASS")


def _common_start(case: BenchCase, options: BenchOptions, folder: Path, cancelled: Callable[[], bool]) -> Affine:
    """Our affine start of a case, found once and kept with what it cost."""
    path = folder / "starts" / f"{case.name}.json"
    if path.is_file():
        kept = json.loads(path.read_text(encoding="utf-8"))
        return Affine(np.array(kept["matrix"]), np.array(kept["offset_mm"]))
    method = BenchMethod(START_METHOD, plugin_by_id(START_METHOD))
    outcome = in_fresh_process(request_of(case, method, options, None), lambda share, note: None, cancelled)
    found = outcome.transform
    assert isinstance(found, Affine)
    facts = {"matrix": found.matrix.tolist(), "offset_mm": found.offset_mm.tolist(),
             "seconds": outcome.seconds, "cpu_seconds": outcome.cpu_seconds}  # fmt: skip
    path.parent.mkdir(exist_ok=True)
    write_bytes(path, json.dumps(facts, indent=1).encode())
    return found


def _within(advance: Advance, number: int, count: int, what: str) -> Advance:
    return lambda share, note: advance((number + share) / count, f"{what}: {note}" if note else what)


def write_rows(folder: Path, rows: Sequence[BenchRow]) -> None:
    """Write `results.csv` so that it is the old or the new one; may raise NotSaved."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for row in rows:
        known = {name: f"{value:.6g}" for name, value in row.figures.items() if not math.isnan(value)}
        writer.writerow(
            {"case": row.case, "method": row.method, "verdict": row.verdict, "problem": row.problem, **known}
        )
    write_bytes(folder / RESULTS, text.getvalue().encode("utf-8"))


def read_rows(path: Path) -> list[BenchRow]:
    """The rows of a `results.csv`, none where there is no file."""
    if not path.is_file():
        return []
    with path.open(newline="", encoding="utf-8") as file:
        return [_row(each) for each in csv.DictReader(file)]


def _row(texts: dict[str, Any]) -> BenchRow:
    figures = {name: float(texts.get(name) or math.nan) for name in (*FIGURES, *COSTS)}
    return BenchRow(texts["case"], texts["method"], figures, texts.get("verdict", ""), texts.get("problem", ""))
