"""Commands that register: methods lists what there is, register runs one on a case of a study or on two files."""

from __future__ import annotations

import signal
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, replace
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Any

import typer

from workstation.cli.console import (
    JsonOption,
    ReaderOption,
    bar,
    cell_text,
    print_json,
    say,
    show_table,
    show_verdict,
    warn,
)
from workstation.cli.studies import open_study
from workstation.core.errors import InvalidInput, ReadOnly

if TYPE_CHECKING:
    from workstation.core.study import TransformRecord
    from workstation.core.tolerance import Tolerance
    from workstation.workbench.jobs import Job, Progress, RegistrationRequest, RegistrationResult
    from workstation.workbench.plugins import PluginInfo
    from workstation.workbench.settings_schema import FieldSpec

WHAT = "What to register: a case of a study, or two files"
INTERRUPTED = 130  # what shells expect of a program that ended by Ctrl+C


class Device(StrEnum):
    """Where a method may compute."""

    AUTO = "auto"
    CPU = "cpu"
    CUDA = "cuda"
    MPS = "mps"


def methods(
    method: Annotated[str | None, typer.Argument(help="Show the settings and presets of this one.")] = None,
    as_json: JsonOption = False,
) -> None:
    """List the registration methods and, for those that cannot be used here, why."""
    from workstation.workbench.plugins import find_plugins, plugin_by_id

    if method is not None:
        _show_method(plugin_by_id(method), as_json)
        return
    found = find_plugins()
    if as_json:
        print_json([_manifest_facts(info) for info in found])
        return
    rows = [(info.id, info.title, info.kind, ", ".join(info.supports), info.reason) for info in found]
    show_table(("id", "title", "kind", "can use", "cannot be used because"), rows)


def _show_method(info: PluginInfo, as_json: bool) -> None:
    from workstation.workbench.plugins import load_plugin
    from workstation.workbench.presets import presets_of
    from workstation.workbench.settings_schema import describe, to_json

    plugin = load_plugin(info)
    settings, presets = (
        describe(plugin.Settings),
        {name: to_json(each) for name, each in presets_of(info, plugin).items()},
    )
    if as_json:
        print_json({**_manifest_facts(info), "settings": [asdict(each) for each in settings], "presets": presets})
        return
    say(f"{info.title}: {info.summary}")
    rows = [(each.name, each.default, _allowed(each), *(preset[each.name] for preset in presets.values()), each.help)
            for each in settings]  # fmt: skip
    show_table(("setting", "default", "allowed", *presets, ""), rows)
    for source in info.cites:
        say(f"Cites {source}")


def _manifest_facts(info: PluginInfo) -> dict[str, Any]:
    return {**asdict(info), "folder": str(info.folder), "reason": info.reason}


def _allowed(setting: FieldSpec) -> str:
    """What a setting may be, in a few words."""
    if setting.kind == "choice":
        return ", ".join(str(each) for each in setting.choices)
    low, high = (cell_text(each) if each is not None else "" for each in (setting.minimum, setting.maximum))
    bounds = f"{low} to {high}" if low and high else (low and f"from {low}") or (high and f"up to {high}")
    return f"{bounds or setting.kind} {setting.unit}".strip()


def register(
    method: Annotated[str, typer.Option(help="Id of the method; `sonolign methods` lists them.")],
    study: Annotated[
        Path | None, typer.Argument(help="Folder of the study.", show_default=False, rich_help_panel=WHAT)
    ] = None,
    case: Annotated[str | None, typer.Option(help="Case of the study.", rich_help_panel=WHAT)] = None,
    fixed: Annotated[Path | None, typer.Option(help="Scan that stays.", rich_help_panel=WHAT)] = None,
    moving: Annotated[Path | None, typer.Option(help="Scan that is aligned to it.", rich_help_panel=WHAT)] = None,
    out: Annotated[Path | None, typer.Option(help="Folder for the result of two files.", rich_help_panel=WHAT)] = None,
    fixed_mask: Annotated[Path | None, typer.Option(help="Which voxels of the fixed scan count.")] = None,
    moving_mask: Annotated[Path | None, typer.Option(help="Which voxels of the moving scan count.")] = None,
    preset: Annotated[str, typer.Option(help="Named settings of the method, such as fast or accurate.")] = "",
    setting: Annotated[
        list[str] | None, typer.Option("--set", metavar="KEY=VALUE", help="One setting; may be given several times.")
    ] = None,
    device: Annotated[Device, typer.Option(help="Where to compute.")] = Device.AUTO,
    threads: Annotated[int, typer.Option(min=0, help="Processor threads; 0 for all but one.")] = 0,
    seed: Annotated[int, typer.Option(help="Start of random numbers.")] = 0,
    use_landmarks: Annotated[
        bool, typer.Option("--use-landmarks", help="Let placed landmarks help; they then give no error figure.")
    ] = False,
    use_labels: Annotated[
        bool, typer.Option("--use-labels", help="Let the segmentations of both scans help, if the method can use them.")
    ] = False,
    reader: ReaderOption = "",
) -> None:
    """Align the moving scan to the fixed one, judge the result, and keep it.

    Exit status 0 means that the verdict is PASS or CHECK.
    """
    how: dict[str, Any] = {"preset": preset, "device": device.value, "threads": threads, "seed": seed}
    texts = dict(_key_and_value(text) for text in setting or [])
    in_study, in_files = study is not None and case is not None, None not in (fixed, moving, out)
    if in_study == in_files or (in_study and (fixed or moving or out)) or (in_files and (study or case)):
        raise typer.BadParameter("give either STUDY and --case, or --fixed, --moving and --out")
    if study is not None and case is not None:
        how |= {"use_landmarks": use_landmarks, "use_labels": use_labels}
        record = register_case(study, case, reader, method, how, texts, (fixed_mask, moving_mask))
    else:
        assert out is not None
        record = _register_files((fixed, moving, fixed_mask, moving_mask), out, method, how, texts)
    raise typer.Exit(1 if record.verdict == "FAIL" else 0)


def _register_files(
    files: tuple[Path | None, ...], out: Path, method: str, how: dict[str, Any], texts: dict[str, str]
) -> TransformRecord:
    from workstation.workbench.file_jobs import PairFiles, file_request, write_result
    from workstation.workbench.plugins import plugin_by_id

    request = file_request(PairFiles(*files), plugin=plugin_by_id(method), **how)  # type: ignore[arg-type]
    result = run_visibly(with_settings(request, texts))
    write_result(out, request, result)
    show_result(result)
    say(f"Wrote {out}")
    return result.record


def register_case(
    study: Path, case: str, reader: str, method: str, how: Mapping[str, Any] = MappingProxyType({}),
    texts: Mapping[str, str] = MappingProxyType({}), masks: tuple[Path | None, Path | None] = (None, None),
) -> TransformRecord:  # fmt: skip
    """Register a case of a study and list the result in the reader's work.

    Parameters
    ----------
    how : fields of `registration.Choices`, such as preset and device
    texts : settings by name, as they stand on the command line
    masks : of the fixed and the moving scan
    """
    from workstation.workbench.file_jobs import read_mask
    from workstation.workbench.plugins import plugin_by_id
    from workstation.workbench.registration import Choices, accept, build_request

    plugin = plugin_by_id(method)
    with open_study(study, reader) as bench:
        bench.show_case(case)
        opened = bench.open_case
        assert opened is not None
        if opened.history.document.read_only:
            raise ReadOnly("Case {case} is open for editing in another window; close it there first.", case=case)
        assert bench.study is not None
        request = build_request(opened, plugin, Choices(**how), bench.study.state.protocol.tolerance)
        fixed_mask, moving_mask = (
            read_mask(mask, volume) for mask, volume in zip(masks, (request.fixed, request.moving), strict=True)
        )
        request = replace(request, fixed_mask=fixed_mask, moving_mask=moving_mask)
        result = run_visibly(with_settings(request, texts))
        record = accept(opened, result)
    show_result(result, request.tolerance)
    say(f"Listed as {record.id} in case {case} of {study}")
    return record


def with_settings(request: RegistrationRequest, texts: Mapping[str, str]) -> RegistrationRequest:
    """The request with the settings of its preset, those that were named on the command line replaced."""
    from workstation.workbench.engine import chosen_settings
    from workstation.workbench.plugins import load_plugin
    from workstation.workbench.settings_schema import parse

    plugin = load_plugin(request.plugin)
    return replace(request, settings=parse(plugin.Settings, texts, base=chosen_settings(plugin, request)))


def run_visibly(request: RegistrationRequest) -> RegistrationResult:
    """Run a registration with a bar; Ctrl+C cancels it, and a failure is raised as the error it ended with."""
    from workstation.workbench.jobs import Job

    job = Job(request)
    with bar(job.title) as advance, cancelled_by_ctrl_c(job):

        def show(progress: Progress) -> None:
            left = f", about {progress.seconds_left:.0f} s left" if progress.seconds_left is not None else ""
            advance(progress.fraction, f"{progress.message}{left}")

        job.progressed.connect(show)
        job.run()
    if job.result is not None:
        for name in job.result.ignored:
            warn(f"{job.title} cannot use {name}; they were left out.")
        return job.result
    if job.error is not None:
        raise job.error
    warn("Cancelled; nothing was written.")
    raise typer.Exit(INTERRUPTED)


@contextmanager
def cancelled_by_ctrl_c(job: Job) -> Iterator[None]:
    """Let the first Ctrl+C ask the job to stop; a second one interrupts at once."""

    def cancel(*_: object) -> None:
        signal.signal(signal.SIGINT, before)
        job.cancel()

    before = signal.signal(signal.SIGINT, cancel)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def show_result(result: RegistrationResult, tolerance: Tolerance | None = None) -> None:
    """Every gate with its verdict, the zones that may be off by more than is tolerated, then the verdict of the whole."""
    record = result.record
    for gate in result.gates:
        show_verdict(gate.verdict, f"{gate.name}: {gate.message}")
    _show_zones(result, tolerance)
    figures = f"{record.title} in {record.seconds:.1f} s on {record.device}, at most {record.peak_memory_mb:.0f} MB"
    show_verdict(record.verdict, figures)


def _show_zones(result: RegistrationResult, tolerance: Tolerance | None) -> None:
    """Where a result may be off although most of it holds."""
    from workstation.workbench.predicted_error import whole_light, zone_lights

    if result.error_map is None or whole_light(result.error_map, tolerance).verdict == "FAIL":
        return
    for zone in zone_lights(result.error_map, tolerance):
        if zone.verdict in ("CHECK", "FAIL"):
            show_verdict(zone.verdict, str(zone.message))


def _key_and_value(text: str) -> tuple[str, str]:
    key, equals, value = text.partition("=")
    if not (key.strip() and equals):
        raise InvalidInput("--set expects KEY=VALUE, got {text}.", text=text)
    return key.strip(), value.strip()
