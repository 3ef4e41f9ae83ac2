"""Grow from seeds: every voxel of a region goes to the label from which the cheapest way leads to it.

A way is cheap where brightness changes little (grow-cut as a shortest path: Zhu et al. 2014). The scan is blurred a
little first, so that speckle does not count as a border.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from workstation.core.errors import InvalidInput
from workstation.core.labels import LabelArray
from workstation.core.volume import AnyArray
from workstation.imaging.segmentation.blur import blurred
from workstation.imaging.segmentation.region import Mask, Spacing

LEVELS = 255
STEP_COST = 4  # of one mean voxel edge: keeps ways short where brightness says nothing
EDGE_COST = 8  # for each grey level of 255
Costs = npt.NDArray[np.int32]


def grown_from_seeds(
    grey: AnyArray, seeds: LabelArray, spacing: Spacing, speckle_mm: float = 0.5, allowed: Mask | None = None
) -> LabelArray:
    """The label of every voxel, from the seeds of two or more labels.

    Parameters
    ----------
    grey : the scan (z, y, x)
    seeds : label values, 0 where nothing is drawn
    speckle_mm : standard deviation of the blur; 0 for none
    allowed : where labels may grow; seeds stay in any case

    Raises
    ------
    InvalidInput
        Fewer than two labels have seeds: with one alone, everything would become that label.
    """
    from workstation.imaging.segmentation import path_kernels as kernels

    if len(set(np.unique(seeds).tolist()) - {0}) < 2:
        raise InvalidInput("Draw seeds of at least two labels: of the structure, and of what surrounds it.")
    labels = seeds.copy()
    free = np.ones(grey.shape, bool) if allowed is None else np.ascontiguousarray(allowed)
    distance = np.empty(grey.shape, np.int32)
    kernels.grow(grey_levels(grey, spacing, speckle_mm), free, labels, step_costs(spacing), EDGE_COST, distance)
    return labels


def grey_levels(grey: AnyArray, spacing: Spacing, speckle_mm: float) -> npt.NDArray[np.int16]:
    """A scan, blurred, as whole grey levels from its darkest to its brightest hundredth."""
    soft = blurred(grey.astype(np.float32), spacing, speckle_mm) if speckle_mm > 0 else grey.astype(np.float32)
    sample = soft.ravel()[:: max(1, soft.size // 200_000)]
    low, high = np.percentile(sample, [1, 99])
    scale = np.float32(LEVELS / max(high - low, 1e-6))
    levels: npt.NDArray[np.int16] = np.clip((soft - np.float32(low)) * scale, 0, LEVELS).astype(np.int16)
    return levels


def step_costs(spacing: Spacing) -> Costs:
    """What a step along z, y, x costs by its length alone."""
    mean = float(np.prod(spacing)) ** (1 / 3)
    return np.array([max(1, round(STEP_COST * each / mean)) for each in spacing], np.int32)
