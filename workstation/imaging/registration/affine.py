"""The engine's robust start alone: an affine map, found where the fine stage would begin and improved once more."""

from __future__ import annotations

from workstation.core.plugin import RunContext
from workstation.core.transform import Affine
from workstation.core.volume import Volume
from workstation.imaging.linear import nearest_affine
from workstation.imaging.progress import part_of
from workstation.imaging.registration.engine import find_start, pictures_of, scan_of
from workstation.imaging.registration.options import EngineOptions
from workstation.imaging.registration.parallel import Threads
from workstation.imaging.registration.skin_line import known_of
from workstation.imaging.registration.start import ROUNDS, refine_affine


def align_affine(fixed: Volume, moving: Volume, spacing_mm: float, run: RunContext) -> Affine:
    """See `registration.align_affine`."""
    options = EngineOptions(start_mm=spacing_mm)
    with Threads(run.threads) as threads:
        run.report(0.0, "preparing")
        finest = min(options.finest_mm, spacing_mm)
        pair = (
            scan_of(fixed, run.fixed_mask, finest, "fixed", options, threads),
            scan_of(moving, run.moving_mask, finest, "moving", options, threads),
        )
        known = known_of(run, fixed, moving)
        initial = None if run.initial is None else nearest_affine(run.initial, fixed.grid)
        middle = find_start(*pair, options, part_of(run.report, 0.1, 0.8), threads, initial, known=known)
        finer = pictures_of(*pair, spacing_mm / 2, options.start_window_mm / 2, threads)
        fit = refine_affine(finer, middle, ROUNDS, part_of(run.report, 0.8, 1.0), threads)
    run.report(1.0, "done", similarity=max(fit.agreement, 0.0))
    return (fit.middle if fit.agreement > 0 else middle).fixed_to_moving
