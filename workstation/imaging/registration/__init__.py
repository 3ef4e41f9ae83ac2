"""The program's own deformable registration engine.

    field = register_pair(fixed, moving, EngineOptions(), run)

A robust start (`start`: masked correlation by FFT, Padfield 2012), then Gauss–Newton steps on the difference of locally
normalised pictures from coarse to fine (`gauss_newton`, `engine`: efficient second-order minimisation, Benhimane and Malis
2004), each solved by conjugate gradients on two lattices (`solver`). All is done in the frame half-way between the scans
(`middle`: Avants et al. 2008, Reuter et al. 2010), so that exchanging them gives the inverse. Landmarks (`pins`) and label
maps (`guide`) may pull too, and with the views of the scans they help to find the start (`known`), as do skin and chest
wall, drawn (`surfaces`) or seen (`skin_line`); masks are strict, and
places of ultrasound that show mere noise are masked by themselves (`confidence`); single slices (`flat`) stay in their
plane. The loops are compiled (`kernels`, `solver_kernels`) and loaded on first use, so importing is cheap.
"""

from workstation.core.plugin import RunContext
from workstation.core.transform import Affine, DisplacementField
from workstation.core.volume import Volume
from workstation.imaging.registration.options import EngineOptions

__all__ = ["EngineOptions", "align_affine", "register_pair"]


def register_pair(fixed: Volume, moving: Volume, options: EngineOptions, run: RunContext) -> DisplacementField:
    """Find the smooth, invertible map of fixed points to moving points under which both scans look alike.

    Raises
    ------
    InvalidInput : a volume or mask holds nothing to align, or the volumes do not overlap.
    Cancelled : by `run.report`, when the person asked to stop.
    """
    from workstation.imaging.registration import engine

    return engine.register_pair(fixed, moving, options, run)


def align_affine(fixed: Volume, moving: Volume, spacing_mm: float, run: RunContext) -> Affine:
    """Find the affine map of fixed points to moving points under which both scans look alike: the engine's start alone.

    `spacing_mm` is the voxel size at which they are compared; large volumes are compared more coarsely.

    Raises
    ------
    InvalidInput : a volume or mask holds nothing to align, or the volumes do not overlap.
    Cancelled : by `run.report`, when the person asked to stop.
    """
    from workstation.imaging.registration import affine

    return affine.align_affine(fixed, moving, spacing_mm, run)
