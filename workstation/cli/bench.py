"""Commands that compare and improve methods: bench, tune, batch."""

from __future__ import annotations

import math
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from workstation.cli.console import ReaderOption, bar, reader_name, say, warn
from workstation.cli.studies import StudyArgument, say_changed_thresholds
from workstation.core.errors import Cancelled

T = TypeVar("T")
INTERRUPTED = 130  # what shells expect of a program that ended by Ctrl+C

CasesArgument = Annotated[
    list[Path], typer.Argument(help="Case folders, folders of such, or studies.", show_default=False)
]
MethodsOption = Annotated[str, typer.Option("--methods", help="Methods as id or id:preset, separated by commas.")]
ThreadsOption = Annotated[int, typer.Option(min=1, help="Processor threads of each method.")]


class StartName(StrEnum):
    """Where methods begin."""

    OWN = "own"
    OURS = "ours"


def bench(
    cases: CasesArgument,
    methods: MethodsOption,
    out: Annotated[Path, typer.Option(help="Folder for results, tables and plot; an unfinished bench in it goes on.")],
    start: Annotated[
        StartName, typer.Option(help="own: each method finds its start; ours: all get one affine start per case.")
    ] = StartName.OWN,
    threads: ThreadsOption = 2,
    seed: Annotated[int, typer.Option(help="Start of random numbers.")] = 0,
    reader: Annotated[str, typer.Option(help="Of studies, only this reader's landmarks.")] = "",
) -> None:
    """Compare methods on cases with known truth: errors, overlap, folding, time and memory, each run in its own process."""
    from workstation.workbench.bench import BenchOptions, BenchRow, bench_methods, run_bench
    from workstation.workbench.bench_cases import find_cases
    from workstation.workbench.bench_report import summary_table, write_report

    sources, options = find_cases(cases, reader), BenchOptions(threads, seed, start.value)
    chosen = bench_methods(names_in(methods))

    def tell(row: BenchRow) -> None:
        error, seconds = row.figure("tre_mean"), row.figure("seconds")
        exact = f"Dice {row.figure('dice'):.3f}" if math.isnan(error) else f"{error:7.2f} mm"
        say(f"{row.case:16}{row.method:24}" + (row.problem or f"{exact:>10} {seconds:8.1f} s  {row.verdict}"))

    with bar("Comparing") as advance, stop_at_ctrl_c() as stopped:
        rows = ended(lambda: run_bench(sources, chosen, options, out, advance, stopped, tell),
                     "Stopped; the same command goes on from here.")  # fmt: skip
    files = write_report(out, rows, options)
    for line in summary_table(rows):
        say(line)
    for file in files:
        say(f"Wrote {file}")
    raise typer.Exit(1 if any(row.problem for row in rows) else 0)


def batch(
    study: StudyArgument,
    methods: MethodsOption,
    case: Annotated[list[str] | None, typer.Option(help="Only this case; may be given several times.")] = None,
    processes: Annotated[int, typer.Option(min=1, help="How many registrations run at once.")] = 1,
    threads: Annotated[int, typer.Option(min=1, help="Processor threads that all of them share.")] = 2,
    seed: Annotated[int, typer.Option(help="Start of random numbers.")] = 0,
    scheduler: Annotated[
        str, typer.Option(help="Address of a dask.distributed scheduler, such as tcp://host:8786, to run there.")
    ] = "",
    reader: ReaderOption = "",
) -> None:
    """Register every case of a study with every method; what has a result already is left out."""
    from workstation.workbench.batch import Batch, BatchOptions, BatchRow
    from workstation.workbench.bench import bench_methods

    options = BatchOptions(processes, threads, seed, scheduler)
    work = Batch(study, reader_name(reader), bench_methods(names_in(methods)), options, case or ())

    def tell(row: BatchRow) -> None:
        say(f"{row.case:16}{row.method:24}" + (row.problem or row.verdict or "was there already"))

    with bar("Registering") as advance, stop_at_ctrl_c() as stopped:
        rows = ended(lambda: work.run(advance, stopped, tell), "Stopped; the same command goes on from here.")
    say_changed_thresholds(study)
    raise typer.Exit(1 if any(row.problem or row.verdict == "FAIL" for row in rows) else 0)


def tune(
    cases: CasesArgument,
    method: Annotated[str, typer.Option(help="Method as id or id:preset, from which the search begins.")],
    preset: Annotated[str, typer.Option(help="Name of the new preset, for --preset and the form.")] = "tuned",
    minutes: Annotated[float, typer.Option(min=0.01, help="How long to search.")] = 10.0,
    held_out: Annotated[
        list[Path] | None, typer.Option(help="Cases that must not be trained on; may be given several times.")
    ] = None,
    slower: Annotated[float, typer.Option(min=0.1, help="How many times the method's own time it may take.")] = 1.5,
    threads: ThreadsOption = 2,
    seed: Annotated[int, typer.Option(help="Start of random numbers.")] = 0,
    out: Annotated[Path | None, typer.Option(help="Write the preset to this file instead.")] = None,
    reader: Annotated[str, typer.Option(help="Of studies, only this reader's landmarks.")] = "",
) -> None:
    """Search better settings of a method on training cases and keep them as a preset; nothing held out is touched."""
    from workstation.workbench.bench import bench_methods
    from workstation.workbench.bench_cases import find_cases
    from workstation.workbench.plugins import load_plugin
    from workstation.workbench.presets import check_preset_name
    from workstation.workbench.tuning import TuneOptions, Tuner, keep, training_cases

    (chosen,) = bench_methods([method])
    check_preset_name(load_plugin(chosen.plugin), preset)
    opened = training_cases(find_cases(cases, reader), find_cases(held_out, reader) if held_out else ())
    with bar("Searching") as advance, stop_at_ctrl_c() as stopped:
        tuner = Tuner(chosen, opened, TuneOptions(minutes, slower, threads, seed), cancelled=stopped)
        tuned = ended(lambda: tuner.search(advance), "Stopped; nothing was written.")
    say(f"Mean error on the training cases {tuned.before:.3f} mm, now {tuned.after:.3f} mm, after {tuned.runs} runs.")
    if not tuned.is_better:
        warn("Nothing better was found; nothing was written.")
        raise typer.Exit(1)
    for name, value in tuned.settings.items():
        if value != tuner.begin[name]:
            say(f"  {name} {tuner.begin[name]} -> {value}")
    say(f"Wrote {keep(chosen, tuned, preset, opened, out)}")


def names_in(text: str) -> list[str]:
    """Names separated by commas."""
    return [name.strip() for name in text.split(",") if name.strip()]


def ended(work: Callable[[], T], if_cancelled: str) -> T:
    """The result of some work; a cancel ends the command with a sentence."""
    try:
        return work()
    except Cancelled:
        warn(if_cancelled)
        raise typer.Exit(INTERRUPTED) from None


@contextmanager
def stop_at_ctrl_c() -> Iterator[Callable[[], bool]]:
    """Tell by a call whether Ctrl+C was pressed; a second one interrupts at once."""
    pressed: list[bool] = []

    def press(*_: object) -> None:
        signal.signal(signal.SIGINT, before)
        pressed.append(True)

    before = signal.signal(signal.SIGINT, press)
    try:
        yield lambda: bool(pressed)
    finally:
        signal.signal(signal.SIGINT, before)
