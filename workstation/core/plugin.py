"""The contract between the program and a registration method.

A plugin is a folder with a `plugin.toml` and a module. The module has a frozen `Settings` dataclass, whose annotations
(`Literal[...]`, `Annotated[int, Interval(ge=1, le=1000)]`, `bool`) give the form, the command-line options, the checks
and the record of how a result came about; optional `PRESETS`, a dict of names to `Settings`; and a class with
`register`. A plugin draws no window, prints nothing and leaves no global state behind.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, Protocol

from workstation.core.landmarks import Correspondence
from workstation.core.transform import Transform
from workstation.core.volume import AnyArray, Volume


@dataclass(frozen=True, slots=True)
class Hint:
    """What a setting means, for its form: ``window_mm: Annotated[float, Interval(ge=0), Hint("…", unit="mm")]``."""

    help: str
    unit: str = ""
    title: str = ""


class Report(Protocol):
    """Tells how far the work is; raises `Cancelled` if the person asked to stop."""

    def __call__(self, fraction: float, message: str = "", preview: Transform | None = None, **curves: float) -> None:
        """Report a share done in [0, 1], a few words, an intermediate transform, and named values for the curve."""
        ...


@dataclass(frozen=True)
class RunContext:
    """What a method gets beside the two volumes.

    Parameters
    ----------
    report : progress and cancelling in one call; call it several times a second
    device : "cpu", "cuda" or "mps", already decided
    threads : how many CPU threads the method may use
    seed : start value of every random number
    initial : a fixed→moving transform to start from, None for the method's own start
    fixed_mask, moving_mask : boolean (z, y, x) arrays on the volumes' grids, True where voxels count
    fixed_labels, moving_labels : integer (z, y, x) arrays on the volumes' grids
    label_names : what the labels' values are called, as far as anybody said: "skin", "chest wall", "lesion 1"
    landmarks : pairs that may drive the registration (held-out ones are never here); `spread_mm2` of a pair is the
        covariance of its marks, empty where it is not known
    views : of the fixed and the moving scan, as "AP", "LAT", "MED"; "" where it is not known
    """

    report: Report
    device: str = "cpu"
    threads: int = 2
    seed: int = 0
    initial: Transform | None = None
    fixed_mask: AnyArray | None = None
    moving_mask: AnyArray | None = None
    fixed_labels: AnyArray | None = None
    moving_labels: AnyArray | None = None
    label_names: Mapping[int, str] = field(default_factory=dict)
    landmarks: Sequence[Correspondence] = field(default_factory=tuple)
    views: tuple[str, str] = ("", "")


class RegistrationPlugin(Protocol):
    """A registration method."""

    Settings: ClassVar[type]
    PRESETS: ClassVar[Mapping[str, Any]]

    def register(self, fixed: Volume, moving: Volume, settings: Any, run: RunContext) -> Transform:
        """Find the transform that takes points of the fixed volume to points of the moving volume."""
        ...
