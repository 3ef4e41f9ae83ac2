"""Progress of work that is made of parts."""

from __future__ import annotations

from workstation.core.plugin import Report
from workstation.core.transform import Transform


def part_of(report: Report, start: float, stop: float) -> Report:
    """A report for one part of the work: its fractions 0 to 1 appear as `start` to `stop` of the whole."""

    def scaled(fraction: float, message: str = "", preview: Transform | None = None, **curves: float) -> None:
        share = min(max(fraction, 0.0), 1.0)
        report(min(start + (stop - start) * share, stop, 1.0), message, preview, **curves)

    return scaled
