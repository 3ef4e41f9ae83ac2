"""Making the worker ready while nobody waits: the default method runs once on a tiny pair before it is needed.

The first registration of a voxel type would otherwise load (or, once after an installation, compile) the loops while a
person waits. In the worker a thread does it, at the low priority of that process; a registration that comes in makes it
stop at its next report, which is at most one compiled loop away.
"""

from __future__ import annotations

import threading
import traceback
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from workstation.core.errors import Cancelled
from workstation.core.geometry import Grid
from workstation.core.plugin import Report
from workstation.core.transform import Transform
from workstation.core.volume import Volume
from workstation.imaging.progress import part_of
from workstation.workbench.plugins import PluginInfo

SHAPE = (24, 26, 28)
SPACING_MM = (2.0, 2.0, 2.0)
STOPPED_WITHIN_S = 2.0  # afterwards a registration begins all the same


@dataclass(frozen=True, slots=True)
class Warm:
    """To the worker: get ready for this method and these voxel types, by their names."""

    plugin: PluginInfo
    dtypes: tuple[str, ...]


class Warmer:
    """Warms a process up in a thread of its own."""

    def __init__(self) -> None:
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self, wish: Warm) -> None:
        """Begin, unless something is being warmed up already."""
        if self._thread is None or not self._thread.is_alive():
            self._stop.clear()
            self._thread = threading.Thread(target=self._run, args=(wish,), name="warm-up", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """Ask it to stop; returns at once."""
        self._stop.set()

    def wait(self, at_most_s: float = STOPPED_WITHIN_S) -> None:
        """Stop and wait until it has."""
        self.stop()
        if self._thread is not None:
            self._thread.join(at_most_s)

    def _run(self, wish: Warm) -> None:
        try:
            for name in wish.dtypes:
                warm_up(wish.plugin, name, self._report)
        except Cancelled:
            pass
        except Exception:  # noqa: BLE001 - a method is foreign code; what is wrong with it is told when it is run
            traceback.print_exc()

    def _report(self, fraction: float, message: str = "", preview: Transform | None = None, **curves: float) -> None:
        if self._stop.is_set():
            raise Cancelled


def warm_up(plugin: PluginInfo, dtype: str, report: Report) -> None:
    """Run a method with its default settings on a tiny pair of a voxel type, and judge the result as always.

    The error of so small a pair is not predicted, so what predicts it is run by itself.
    """
    from workstation.imaging.uncertainty.features import measure
    from workstation.workbench.engine import RegistrationRequest, perform

    fixed, moving = tiny_pair(dtype)
    outcome = perform(RegistrationRequest(fixed, moving, plugin, threads=1), part_of(report, 0.0, 0.8))
    measure(fixed, moving, outcome.transform, part_of(report, 0.8, 1.0), 1)
    report(1.0)


def tiny_pair(dtype: str) -> tuple[Volume, Volume]:
    """Smooth noise of a voxel type, and the same a voxel further."""
    coarse = np.random.default_rng(0).random([-(-n // 4) + 2 for n in SHAPE])
    fine = np.kron(coarse, np.ones((4, 4, 4)))
    for axis in range(3):
        fine = (np.roll(fine, 1, axis) + fine + np.roll(fine, -1, axis)) / 3
    depth, height, width = SHAPE
    grid = Grid(SHAPE, SPACING_MM)
    fixed, moving = fine[:depth, :height, :width], fine[:depth, :height, 1 : width + 1]
    return tuple(  # type: ignore[return-value]
        Volume.from_array((100 * values).astype(dtype), grid, id=side)
        for side, values in (("fixed", fixed), ("moving", moving))
    )


def usual_types(dtypes: Sequence[np.dtype[np.generic]]) -> tuple[str, ...]:
    """Names of voxel types in the machine's own byte order, each once."""
    return tuple(dict.fromkeys(dtype.newbyteorder("=").name for dtype in dtypes))
