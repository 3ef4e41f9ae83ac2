"""Greedy, the engine of ITK-SNAP's makers, as a method to compare with; needs the library picsl_greedy.

Greedy writes its matrices in RAS mm and its warps in LPS mm on the fixed grid; both take points of the fixed image to
points of the moving one, and the warp comes before the matrix.
"""

from __future__ import annotations

import io
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal

import numpy as np
import picsl_greedy
from annotated_types import Interval

from workstation.api import (
    Affine,
    Composite,
    DisplacementField,
    Hint,
    PeerPair,
    RunContext,
    Transform,
    UserError,
    Volume,
    from_field_image,
    peer_pair,
    quietly,
    to_image,
)

LPS_TO_RAS = np.diag([-1.0, -1.0, 1.0, 1.0])
AFFINE_SHARE = 0.25  # of the progress bar


@dataclass(frozen=True)
class GreedySettings:
    """What a person can choose."""

    metric: Annotated[
        Literal["NCC", "WNCC"], Hint("Local correlation; WNCC counts less where a mask or the border is near.")
    ] = "NCC"
    radius: Annotated[int, Interval(ge=1, le=8), Hint("Half width of the correlation window.", unit="voxels")] = 2
    coarse_iterations: Annotated[int, Interval(ge=0, le=500), Hint("Iterations at a quarter of the size.")] = 60
    middle_iterations: Annotated[int, Interval(ge=0, le=500), Hint("Iterations at half the size.")] = 40
    fine_iterations: Annotated[int, Interval(ge=0, le=500), Hint("Iterations at full size; these take the time.")] = 0
    update_smoothing: Annotated[float, Interval(ge=0.1, le=10), Hint("Smoothing of a step.", unit="voxels")] = 2.0
    total_smoothing: Annotated[float, Interval(ge=0.1, le=10), Hint("Smoothing of the field.", unit="voxels")] = 0.7


class Greedy:
    """Deformable registration by Greedy."""

    Settings = GreedySettings
    PRESETS: ClassVar[dict[str, GreedySettings]] = {
        "fast": GreedySettings(),
        "best": GreedySettings("WNCC", 3, 120, 100, 50, 2.5, 0.8),
    }

    def register(self, fixed: Volume, moving: Volume, settings: GreedySettings, run: RunContext) -> Transform:
        """Find the map of fixed points to moving points: Greedy's warp, then its affine map or the one given."""
        run.report(0.0, "preparing")
        pair = peer_pair(fixed, moving, run)
        with tempfile.TemporaryDirectory(prefix="sonolign-greedy-") as folder:
            engine = Engine(pair, Path(folder), run.threads)
            affine = pair.affine or engine.affine(run)
            run.report(AFFINE_SHARE, "deforming")
            warp = engine.warp(affine, settings)
            run.report(1.0, "done", similarity=engine.similarity())
        return pair.whole(Composite((warp, affine)))


class Engine:
    """Greedy with a pair loaded."""

    def __init__(self, pair: PeerPair, folder: Path, threads: int) -> None:
        self._greedy = picsl_greedy.Greedy3D()
        self._folder = folder
        self._common = f"-threads {threads} -i fixed moving"
        self._images: dict[str, Any] = {}
        for name, picture in (("fixed", pair.fixed), ("moving", pair.moving)):
            self._images[name] = to_image(picture.values, picture.grid)
            if not picture.mask.all():
                self._images[f"{name}_mask"] = to_image(picture.mask.astype(np.float32), picture.grid)
                self._common += f" -{'gm' if name == 'fixed' else 'mm'} {name}_mask"

    def affine(self, run: RunContext) -> Affine:
        """Greedy's own start: rigid from centre on centre, then affine."""
        rigid, affine = self._folder / "rigid.mat", self._folder / "affine.mat"
        run.report(0.02, "rigid")
        self._execute(f"-a -dof 6 -m NCC 2x2x2 -n 80x40x0 -ia-image-centers -o {rigid}")
        run.report(AFFINE_SHARE / 2, "affine", similarity=self.similarity())
        self._execute(f"-a -dof 12 -m NCC 2x2x2 -n 80x40x0 -ia {rigid} -o {affine}")
        matrix = LPS_TO_RAS @ np.loadtxt(affine) @ LPS_TO_RAS
        return Affine(matrix[:3, :3], matrix[:3, 3])

    def warp(self, affine: Affine, settings: GreedySettings) -> DisplacementField:
        """The deformation that comes before an affine map."""
        start, width = self._folder / "start.mat", "x".join([str(settings.radius)] * 3)
        matrix = np.eye(4)
        matrix[:3, :3], matrix[:3, 3] = affine.matrix, affine.offset_mm
        np.savetxt(start, LPS_TO_RAS @ matrix @ LPS_TO_RAS, fmt="%.17g")
        iterations = f"{settings.coarse_iterations}x{settings.middle_iterations}x{settings.fine_iterations}"
        self._execute(
            f"-it {start} -m {settings.metric} {width} -n {iterations} "
            f"-s {settings.update_smoothing}vox {settings.total_smoothing}vox -o warp",
            warp=None,
        )
        return from_field_image(self._greedy["warp"])

    def similarity(self) -> float:
        """What the last run reached, 0 where nothing was iterated."""
        try:
            levels = self._greedy.metric_log()
        except RuntimeError:  # it has no log where nothing was iterated
            return 0.0
        values = [level["TotalPerPixelMetric"] for level in levels]
        return next((float(each[-1]) for each in reversed(values) if len(each)), 0.0)

    def _execute(self, command: str, **outputs: None) -> None:
        told = io.StringIO()
        try:
            with quietly():
                self._greedy.execute(f"{self._common} {command}", out=told, err=told, **self._images, **outputs)
        except RuntimeError as error:
            raise UserError("Greedy stopped: {why}", why=str(error)) from error
