"""Running one registration method on one pair, from the request to a judged result, in whatever process this is.

The worker process and the command line share this module; it knows nothing of threads, pipes or windows. What a method
gets is decided here: only what it supports, never a held-out landmark, a device that exists, and a number of threads.
"""

from __future__ import annotations

import dataclasses
import importlib.metadata
import os
import platform
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from workstation import __version__
from workstation.core.errors import InvalidInput, UserError
from workstation.core.landmarks import Correspondence
from workstation.core.lineage import Lineage, learnt_from, points_of
from workstation.core.plugin import Report, RunContext
from workstation.core.study import Gate
from workstation.core.tolerance import Tolerance
from workstation.core.transform import Affine, Composite, DisplacementField, NumericInverse, Transform
from workstation.core.volume import AnyArray, Volume
from workstation.imaging.devices import graphics_devices
from workstation.imaging.progress import part_of
from workstation.imaging.uncertainty import ErrorMap
from workstation.workbench.error_gate import map_for
from workstation.workbench.gates import judge
from workstation.workbench.plugins import PluginInfo, load_plugin
from workstation.workbench.presets import presets_of
from workstation.workbench.processes import default_threads, peak_memory_mb, reset_peak_memory
from workstation.workbench.settings_schema import from_json, to_json

METHOD_SHARE, PREDICTED_SHARE = 0.88, 0.97  # of the progress bar; the rest is for predicting the error and the gates
LIBRARIES = ("numpy", "scipy", "SimpleITK", "torch", "numba")
THREAD_VARIABLES = (
    "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "ITK_GLOBAL_DEFAULT_NUMBER_OF_THREADS",
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class RegistrationRequest:
    """One registration that somebody wants.

    Parameters
    ----------
    settings : the method's own Settings, or the same as a mapping of names to values; None for those of the preset
    device : "auto", "cpu", "cuda" or "mps"
    threads : 0 for all processors less one
    initial, initial_id : a fixed→moving transform to start from, and the id of the result it comes from
    fixed_mask, moving_mask : boolean (z, y, x) arrays on the volumes' grids, True where voxels count
    fixed_labels, moving_labels : integer (z, y, x) arrays on the volumes' grids
    label_names : what the values of these labels are called
    landmarks : pairs that may drive it; held-out ones are taken out
    evaluation : pairs for the error of the result; those that drove it are taken out
    inherited : what the result to start from had learnt from; None without one
    views : of the fixed and the moving scan, "" where nobody said
    """

    fixed: Volume
    moving: Volume
    plugin: PluginInfo
    settings: Any = None
    preset: str = ""
    device: str = "auto"
    threads: int = 0
    seed: int = 0
    initial: Transform | None = None
    initial_id: str = ""
    fixed_mask: AnyArray | None = None
    moving_mask: AnyArray | None = None
    fixed_labels: AnyArray | None = None
    moving_labels: AnyArray | None = None
    label_names: Mapping[int, str] = field(default_factory=dict)
    landmarks: tuple[Correspondence, ...] = ()
    evaluation: tuple[Correspondence, ...] = ()
    tolerance: Tolerance = field(default_factory=Tolerance)
    inherited: Lineage | None = None
    views: tuple[str, str] = ("", "")


@dataclass(frozen=True, eq=False)
class Outcome:
    """What came of a request: the transform, what was asked of it, and how it was made.

    Parameters
    ----------
    settings : every setting by name
    seconds, cpu_seconds : the method alone, without loading and checking; by the clock, and of all its threads
    peak_memory_mb : the most the process held while the method ran
    used_landmarks : ids of the pairs that the method got
    ignored : what was offered but the method cannot use, such as "masks"
    error_map : how far the result may be off, place by place; None where that cannot be predicted
    """

    transform: Transform
    gates: tuple[Gate, ...]
    settings: dict[str, object]
    versions: dict[str, str]
    seconds: float
    peak_memory_mb: float
    device: str
    threads: int
    used_landmarks: tuple[str, ...] = ()
    used_labels: bool = False
    ignored: tuple[str, ...] = field(default_factory=tuple)
    error_map: ErrorMap | None = None
    cpu_seconds: float = 0.0


def perform(request: RegistrationRequest, report: Report) -> Outcome:
    """Run the method, check what it returns, and judge it.

    Raises
    ------
    Cancelled : `report` raised it.
    UserError : the request, or what the method returned, cannot be used; also whatever the method itself raises.
    """
    report(0.0, f"loading {request.plugin.title}")
    threads = request.threads or default_threads()
    limit_threads(threads)
    plugin = load_plugin(request.plugin)
    limit_threads(threads)  # again for the libraries that the plugin has just brought
    settings = chosen_settings(plugin, request)
    inputs, ignored = _usable_inputs(request)
    context = RunContext(
        part_of(report, 0.0, METHOD_SHARE),
        device=decide_device(request),
        threads=threads,
        seed=request.seed,
        views=request.views,
        **inputs,
    )
    reset_peak_memory()
    cpu = time.process_time()
    transform, device, seconds = _registered(plugin, request, settings, context)
    cpu = time.process_time() - cpu
    peak = peak_memory_mb()
    check_transform(transform, request.plugin.title)
    error_map = map_for(
        request.fixed, request.moving, transform, part_of(report, METHOD_SHARE, PREDICTED_SHARE), threads,
        request.fixed_mask, request.moving_mask,
    )  # fmt: skip
    report(PREDICTED_SHARE, "checking the result")
    used = tuple(pair.id for pair in context.landmarks)
    before = None if "initial transform" in ignored else request.inherited
    lineage = Lineage(frozenset(used), frozenset(learnt_from(context.landmarks, before)), points_of(context.landmarks))
    scored = [pair for pair in request.evaluation if lineage.may_score(pair)]
    pairs = {pair.id: pair for pair in (*scored, *context.landmarks)}
    gates = judge(
        request.fixed, request.moving, transform, used_landmarks=used, pairs=list(pairs.values()),
        error_map=error_map, tolerance=request.tolerance, report=part_of(report, PREDICTED_SHARE, 1.0),
    )  # fmt: skip
    return Outcome(
        transform, gates, to_json(settings), versions(request.plugin), seconds, peak, device, threads,
        used, context.fixed_labels is not None or context.moving_labels is not None, ignored, error_map, cpu,
    )  # fmt: skip


def chosen_settings(plugin: Any, request: RegistrationRequest) -> Any:
    """The settings object of a request: its own, those of its preset, or the method's defaults."""
    if isinstance(request.settings, Mapping):
        return from_json(plugin.Settings, dict(request.settings))
    if request.settings is not None:
        return request.settings
    if not request.preset:
        return plugin.Settings()
    presets = presets_of(request.plugin, plugin)
    if request.preset not in presets:
        raise InvalidInput(
            "{method} has no preset {preset}; it has: {known}.",
            method=request.plugin.title, preset=request.preset, known=", ".join(presets) or "none",
        )  # fmt: skip
    return presets[request.preset]


def decide_device(request: RegistrationRequest) -> str:
    """The device a method runs on: "auto" picks CUDA, then MPS, then the processor; methods without GPU use that.

    Raises
    ------
    InvalidInput : a graphics card was asked for by name and is not there.
    """
    if request.device not in ("auto", "cpu", "cuda", "mps"):
        raise InvalidInput("A device is auto, cpu, cuda or mps, got {device}.", device=request.device)
    if request.device == "cpu" or "gpu" not in request.plugin.supports:
        return "cpu"
    present = graphics_devices()
    if request.device == "auto":
        return present[0] if present else "cpu"
    if request.device not in present:
        raise InvalidInput("This computer has no {device} device; choose auto or cpu.", device=request.device)
    return request.device


def limit_threads(threads: int) -> None:
    """Cap the threads of the numerical libraries: of those that are loaded, and of those that come later."""
    for name in THREAD_VARIABLES:
        os.environ[name] = str(threads)
    loaded = sys.modules
    if "torch" in loaded:
        loaded["torch"].set_num_threads(threads)
    if "SimpleITK" in loaded:
        loaded["SimpleITK"].ProcessObject.SetGlobalDefaultNumberOfThreads(threads)
    if "numba" in loaded:
        loaded["numba"].set_num_threads(min(threads, loaded["numba"].config.NUMBA_NUM_THREADS))


def check_transform(transform: object, method: str) -> None:
    """Refuse what is not one of the program's own transforms, which alone can be stored and sent."""
    if isinstance(transform, Composite):
        for part in transform.transforms:
            check_transform(part, method)
    elif isinstance(transform, NumericInverse):
        check_transform(transform.forward, method)
    elif type(transform) not in (Affine, DisplacementField):
        raise UserError(
            "{method} returned {kind} instead of a transform; tell its author that a method returns an Affine, "
            "a DisplacementField or a Composite of them.",
            method=method, kind="nothing" if transform is None else type(transform).__name__,
        )  # fmt: skip


def versions(info: PluginInfo) -> dict[str, str]:
    """Versions of the program, the method, Python, and the numerical libraries that are loaded."""
    found = {"sonolign": __version__, info.id: info.version, "python": platform.python_version()}
    for name in LIBRARIES:
        if name in sys.modules:
            found[name] = importlib.metadata.version(name)
    return found


def _usable_inputs(request: RegistrationRequest) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The optional inputs that the method supports, as fields of the RunContext; and the names of those ignored."""
    offered: dict[str, dict[str, Any]] = {
        "masks": {"fixed_mask": request.fixed_mask, "moving_mask": request.moving_mask},
        "labels": {
            "fixed_labels": request.fixed_labels, "moving_labels": request.moving_labels,
            "label_names": request.label_names,
        },
        "landmarks": {"landmarks": tuple(pair for pair in request.landmarks if pair.role != "held out")},
        "initial transform": {"initial": request.initial},
    }  # fmt: skip
    usable: dict[str, Any] = {}
    ignored = []
    for name, values in offered.items():
        given = {key: value for key, value in values.items() if value is not None and not _is_empty(value)}
        if name in request.plugin.supports:
            usable.update(given)
        elif given:
            ignored.append(name)
    return usable, tuple(ignored)


def _is_empty(value: object) -> bool:
    return isinstance(value, tuple | Mapping) and not value


def _registered(
    plugin: Any, request: RegistrationRequest, settings: Any, context: RunContext
) -> tuple[Transform, str, float]:
    """The method's transform, the device it was found on, and the seconds it took."""

    def attempt(context: RunContext) -> tuple[Transform, str, float]:
        start = time.perf_counter()
        transform = plugin.register(request.fixed, request.moving, settings, context)
        return transform, context.device, time.perf_counter() - start

    return on_gpu_or_processor(attempt, context)


def on_gpu_or_processor(
    attempt: Callable[[RunContext], tuple[Transform, str, float]], context: RunContext
) -> tuple[Transform, str, float]:
    """Try on the chosen device; if a graphics card has too little memory, say so and try on the processor."""
    try:
        return attempt(context)
    except RuntimeError as error:  # torch's OutOfMemoryError is one, and drivers raise plain ones
        if context.device == "cpu" or "out of memory" not in str(error).lower():
            raise
    if "torch" in sys.modules and context.device == "cuda":
        sys.modules["torch"].cuda.empty_cache()
    context.report(0.0, "The graphics card has too little memory; going on with the processor.")
    return attempt(dataclasses.replace(context, device="cpu"))
