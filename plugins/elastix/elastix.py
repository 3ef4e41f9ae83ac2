"""B-spline registration of elastix as a method to compare with; needs the library itk-elastix.

Transforms of elastix take points of the fixed image to points of the moving one, LPS mm, like ours; the deformation
field that transformix makes holds the affine start as well. elastix crashes in several threads when it adds a penalty to
the metric, so there is none here: the distance of the control points alone keeps the map smooth. Comparing whole
ultrasound pictures mistakes gain and shadow for structure; in a random cube a step (localised mutual information, Klein
et al., Med Phys 2008;35:1407) that does not happen.
"""

from __future__ import annotations

import tempfile
import warnings
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Literal

import numpy as np
from annotated_types import Interval

from workstation.api import (
    Affine,
    DisplacementField,
    Hint,
    InvalidInput,
    PeerPair,
    Picture,
    RunContext,
    Transform,
    UserError,
    Volume,
    peer_pair,
    quietly,
)

with warnings.catch_warnings():  # its parts warn while they are loaded, and crash where warnings are errors
    warnings.simplefilter("ignore")
    import itk

    itk.image_from_array(np.zeros((2, 2, 2), np.float32))  # loads what is otherwise loaded when first used
    itk.matrix_from_array(np.eye(3))
    KIND = itk.Image[itk.F, 3]
    METHOD, FIELD = itk.ElastixRegistrationMethod[KIND, KIND], itk.TransformixFilter[KIND]

METRICS = {"correlation": "AdvancedNormalizedCorrelation", "mutual information": "AdvancedMattesMutualInformation"}
AFFINE_ITERATIONS = 250
AIR_BELOW = 0.05  # of the 99th percentile of a picture
MOST_AIR = 0.2  # of its voxels


@dataclass(frozen=True)
class ElastixSettings:
    """What a person can choose."""

    metric: Annotated[
        Literal["correlation", "mutual information"], Hint("What is compared over the whole picture.")
    ] = "mutual information"
    levels: Annotated[int, Interval(ge=1, le=6), Hint("How many levels from coarse to fine, each twice as fine.")] = 4
    knots_mm: Annotated[
        float, Interval(ge=2, le=60), Hint("Distance of control points on the last level.", unit="mm")
    ] = 10.0
    iterations: Annotated[int, Interval(ge=1, le=5000), Hint("Steps per level.")] = 250
    samples: Annotated[
        int, Interval(ge=500, le=200_000), Hint("Places compared in one step, drawn anew each time.")
    ] = 3000
    region_mm: Annotated[
        float,
        Interval(ge=0, le=200),
        Hint("In ultrasound every step compares one random cube of this side, so that gain and shadow do not count as "
             "structure. 0 compares the whole pictures, as is done with other scans.", unit="mm"),
    ] = 30.0  # fmt: skip


class Elastix:
    """Deformable registration by elastix."""

    Settings = ElastixSettings
    PRESETS: ClassVar[dict[str, ElastixSettings]] = {
        "fast": ElastixSettings(),
        "best": ElastixSettings(knots_mm=8.0, iterations=1000, samples=5000),
    }

    def register(self, fixed: Volume, moving: Volume, settings: ElastixSettings, run: RunContext) -> Transform:
        """Find the map of fixed points to moving points: elastix's own affine start or the one given, then B-splines."""
        run.report(0.0, "preparing")
        pair = peer_pair(fixed, moving, run)
        parameters = parameter_maps(settings, region_of(settings, fixed), own_start=pair.affine is None, seed=run.seed)
        run.report(0.05, "registering", voxels=float(pair.fixed.values.size))
        try:
            with quietly():
                field = registered(pair, parameters, run)
        except RuntimeError as error:
            if "samples" in str(error) or "elastix error" in str(error):
                raise InvalidInput(
                    "elastix stopped: the two volumes do not overlap enough, or it lost its way; start from an affine one."
                ) from error
            raise UserError("elastix stopped: {why}", why=str(error).strip().splitlines()[-1]) from error
        run.report(1.0, "done")
        return pair.whole(field)


def parameter_maps(settings: ElastixSettings, region_mm: list[float], own_start: bool, seed: int) -> Any:
    """How elastix is told what to do: an affine stage if it needs its own start, then B-splines.

    `region_mm` are the sides of the cube that one step compares, none for the whole picture.
    """
    made = itk.ParameterObject.New()
    common = {
        "Registration": ["MultiResolutionRegistration"],
        "Metric": [METRICS[settings.metric]],
        "NumberOfSpatialSamples": [str(settings.samples)],
        "RequiredRatioOfValidSamples": ["0.05"],
        "RandomSeed": [str(seed + 1)],
        "WriteResultImage": ["false"],
    }
    cubes = {
        "UseRandomSampleRegion": ["true"],
        "SampleRegionSize": [str(mm) for mm in region_mm],
        "MaximumNumberOfSamplingAttempts": ["50"],  # a cube may lie where the moving scan does not reach
    }
    stages: list[tuple[str, int, dict[str, list[str]]]] = [("bspline", settings.iterations, cubes if region_mm else {})]
    if own_start:
        stages.insert(0, ("affine", AFFINE_ITERATIONS, {}))
    for kind, iterations, more in stages:
        wanted = made.GetDefaultParameterMap(kind, settings.levels, settings.knots_mm)
        for name, values in {**common, **more, "MaximumNumberOfIterations": [str(iterations)]}.items():
            wanted[name] = values
        made.AddParameterMap(wanted)
    return made


def region_of(settings: ElastixSettings, fixed: Volume) -> list[float]:
    """Sides of the cube that one step compares, x, y, z in mm: a short axis counts whole; none without cubes.

    Only ultrasound needs cubes, and in other pictures one may hold nothing but air.
    """
    mm = settings.region_mm
    if not mm or not is_ultrasound(fixed):
        return []
    grid = fixed.grid
    whole = [(n - 1) * s for n, s in zip(grid.size_xyz, grid.spacing_mm, strict=True)]  # elastix refuses a hair more
    sides = [mm if extent >= 2 * mm else extent for extent in whole]
    return sides if mm in sides else []


def is_ultrasound(volume: Volume) -> bool:
    """Whether a volume says so, has no negative values, and is not for a good part air, as no echoes are."""
    values = volume.voxels.whole()
    dark = AIR_BELOW * float(np.percentile(values, 99))
    return volume.modality == "US" and float(values.min()) >= 0 and float((values < dark).mean()) < MOST_AIR


def registered(pair: PeerPair, parameters: Any, run: RunContext) -> DisplacementField:
    """Run elastix, and its transformix for a vector at every voxel of the fixed picture."""
    fixed, moving = image_of(pair.fixed), image_of(pair.moving)
    method = METHOD.New(fixed, moving)
    method.SetParameterObject(parameters)
    method.SetNumberOfThreads(run.threads)
    if pair.affine is not None:
        method.SetExternalInitialTransform(as_itk(pair.affine))
    if not pair.fixed.mask.all():
        method.SetFixedMask(mask_of(pair.fixed))
    if not pair.moving.mask.all():
        method.SetMovingMask(mask_of(pair.moving))
    method.Update()
    run.report(0.85, "reading the field")
    field = FIELD.New(fixed)
    field.SetTransformParameterObject(method.GetTransformParameterObject())
    field.SetComputeDeformationField(True)
    with tempfile.TemporaryDirectory(prefix="sonolign-elastix-") as folder:
        field.SetOutputDirectory(folder)  # it writes the field as a file too, else into the current folder
        field.Update()
    vectors = itk.array_from_image(field.GetOutputDeformationField())
    return DisplacementField(pair.fixed.grid, vectors.astype(np.float32))


def image_of(picture: Picture) -> Any:
    """A picture for ITK."""
    return _placed(picture.values, picture)


def mask_of(picture: Picture) -> Any:
    """What counts of a picture, for ITK."""
    return _placed(picture.mask.astype(np.uint8), picture)


def _placed(values: Any, picture: Picture) -> Any:
    image = itk.image_from_array(np.ascontiguousarray(values))
    image.SetSpacing(picture.grid.spacing_mm)
    image.SetOrigin(picture.grid.origin_mm)
    image.SetDirection(np.array(picture.grid.direction).reshape(3, 3))
    return image


def as_itk(affine: Affine) -> Any:
    """An affine map for ITK."""
    made = itk.AffineTransform[itk.D, 3].New()
    made.SetMatrix(itk.matrix_from_array(np.array(affine.matrix)))
    made.SetTranslation(affine.offset_mm.tolist())
    return made
