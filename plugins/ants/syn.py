"""Symmetric normalisation (SyN) of ANTs as a method to compare with; needs the library antspyx.

ANTs writes LPS mm like ours. Its forward transforms take points of the fixed image first through the warp, which lies
on the fixed grid, then through the affine map.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal

import ants
import numpy as np
from annotated_types import Interval

from workstation.api import (
    Affine,
    Composite,
    DisplacementField,
    Grid,
    Hint,
    Picture,
    RunContext,
    Transform,
    UserError,
    Volume,
    peer_pair,
    quietly,
)

WIDTHS = {"mutual information": ("mattes", 32), "correlation": ("CC", 2)}


@dataclass(frozen=True)
class SyNSettings:
    """What a person can choose."""

    metric: Annotated[
        Literal["mutual information", "correlation"],
        Hint("What is compared. Local correlation is more exact and much slower."),
    ] = "mutual information"
    coarse_iterations: Annotated[int, Interval(ge=0, le=500), Hint("Iterations at an eighth of the size.")] = 100
    second_iterations: Annotated[int, Interval(ge=0, le=500), Hint("Iterations at a quarter of the size.")] = 70
    third_iterations: Annotated[int, Interval(ge=0, le=500), Hint("Iterations at half the size.")] = 50
    fine_iterations: Annotated[int, Interval(ge=0, le=500), Hint("Iterations at full size; these take the time.")] = 0
    step: Annotated[float, Interval(ge=0.01, le=1), Hint("Length of a step.", unit="voxels")] = 0.1
    update_smoothing: Annotated[float, Interval(ge=0, le=10), Hint("Smoothing of a step.", unit="voxels")] = 3.0


class SyN:
    """Deformable registration by ANTs."""

    Settings = SyNSettings
    PRESETS: ClassVar[dict[str, SyNSettings]] = {
        "quick": SyNSettings(),
        "syn": SyNSettings("correlation", 100, 70, 50, 10, 0.2),
    }

    def register(self, fixed: Volume, moving: Volume, settings: SyNSettings, run: RunContext) -> Transform:
        """Find the map of fixed points to moving points: the warp of ANTs, then its affine map or the one given."""
        run.report(0.0, "preparing")
        pair = peer_pair(fixed, moving, run)
        metric, width = WIDTHS[settings.metric]
        with tempfile.TemporaryDirectory(prefix="sonolign-ants-") as folder:
            start = [written(pair.affine, Path(folder) / "start.mat")] if pair.affine is not None else None
            here, there = image_of(pair.fixed), image_of(pair.moving)
            run.report(0.05, "registering", voxels=float(pair.fixed.values.size))
            try:
                with quietly():
                    found = ants.registration(
                        here, there, "SyN" if start is None else "SyNOnly", initial_transform=start,
                        outprefix=str(Path(folder) / "out"), mask=mask_of(pair.fixed), moving_mask=mask_of(pair.moving),
                        mask_all_stages=True, syn_metric=metric, syn_sampling=width, grad_step=settings.step,
                        flow_sigma=settings.update_smoothing, total_sigma=0, random_seed=run.seed + 1,
                        reg_iterations=(settings.coarse_iterations, settings.second_iterations,
                                        settings.third_iterations, settings.fine_iterations),
                    )  # fmt: skip
            except RuntimeError as error:
                raise UserError("ANTs stopped: {why}", why=str(error)) from error
            run.report(0.95, "reading")
            result = transform_of(found["fwdtransforms"], pair.fixed.grid)
        run.report(1.0, "done")
        return pair.whole(result)


def image_of(picture: Picture) -> Any:
    """A picture for ANTs, which keeps its axes as (x, y, z)."""
    return _placed(picture.values, picture.grid)


def mask_of(picture: Picture) -> Any:
    """What counts, None for everything."""
    return None if picture.mask.all() else _placed(picture.mask.astype(np.float32), picture.grid)


def _placed(values: Any, grid: Grid) -> Any:
    direction = np.array(grid.direction).reshape(3, 3)
    return ants.from_numpy(np.ascontiguousarray(values.T), grid.origin_mm, grid.spacing_mm, direction)


def written(affine: Affine, path: Path) -> str:
    """An affine map as a file of ANTs."""
    made = ants.create_ants_transform(
        transform_type="AffineTransform", dimension=3, matrix=affine.matrix, offset=affine.offset_mm.tolist()
    )
    ants.write_transform(made, str(path))
    return str(path)


def transform_of(files: list[str], grid: Grid) -> Transform:
    """The forward transforms of ANTs as one map: a warp on the fixed grid, then affine maps."""
    parts: list[Transform] = []
    for file in files:
        if file.endswith(".mat"):
            read = ants.read_transform(file)
            parts.append(Affine.about(read.fixed_parameters, read.parameters[:9].reshape(3, 3), read.parameters[9:]))
        else:
            vectors = np.moveaxis(ants.image_read(file).numpy(), (0, 1, 2), (2, 1, 0))
            parts.append(DisplacementField(grid, vectors.astype(np.float32)))
    return Composite(tuple(parts))
