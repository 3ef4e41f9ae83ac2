"""The robust affine start of our own engine, as a method of its own: quick, and a common start for all others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from annotated_types import Interval

from workstation.api import Affine, Hint, RunContext, Volume, align_affine


@dataclass(frozen=True)
class AffineSettings:
    """What a person can choose."""

    spacing_mm: Annotated[
        float, Interval(ge=1, le=12), Hint("Voxel size at which both scans are compared.", unit="mm")
    ] = 4.0


class AffineStart:
    """Affine registration by our own engine."""

    Settings = AffineSettings
    PRESETS: ClassVar[dict[str, AffineSettings]] = {"standard": AffineSettings()}

    def register(self, fixed: Volume, moving: Volume, settings: AffineSettings, run: RunContext) -> Affine:
        """Find the affine map of fixed points to moving points under which both scans look most alike."""
        return align_affine(fixed, moving, settings.spacing_mm, run)
