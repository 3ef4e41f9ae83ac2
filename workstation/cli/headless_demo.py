"""The main job where nobody can see a window: register the demo pair, print how good that is, and write pictures."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from workstation.cli.console import bar, say, show_verdict
from workstation.cli.registering import register_case
from workstation.cli.studies import interval_text, mean_dice
from workstation.core.errors import UserError

if TYPE_CHECKING:
    from workstation.workbench.evaluate import ResultFigures


def run_demo(study: Path, case: str, reader: str, pictures: Path) -> int:
    """Register a case with the default method, show figures and write pictures; 1 if the verdict is FAIL, else 0."""
    from workstation.workbench.plugins import DEFAULT_METHOD
    from workstation.workbench.study_figures import study_figures

    record = register_case(study, case, reader, DEFAULT_METHOD)
    with bar("Evaluating") as advance:
        (figures,) = study_figures(study, case, reader, record.id, advance)
    (result,) = figures.results
    for line in figure_lines(result):
        say(line)
    show_verdict(result.verdict, "is the verdict")
    for path in draw_pictures(study, case, reader, pictures):
        say(f"Wrote {path}")
    return 1 if result.verdict == "FAIL" else 0


def figure_lines(result: ResultFigures) -> list[str]:
    """Landmark error, overlap, folding and time of a result, before and after where that has a meaning."""
    lines = []
    if result.error_before is not None and result.error is not None:
        lines.append(
            f"Landmark error (TRE), mean of {result.error.count} pairs with 95 % interval: "
            f"{interval_text(result.error_before)} → {interval_text(result.error)} mm, "
            f"largest {result.error_before.largest:.2f} → {result.error.largest:.2f} mm"
        )
    dices = mean_dice(result)
    if dices is not None:
        lines.append(f"Dice, mean of {len(result.labels)} labels: {dices[0]:.3f} → {dices[1]:.3f}")
    return [*lines, f"Folded: {result.folded_share:.3%} of the points", f"Seconds: {result.seconds:.1f} (registration)"]


def draw_pictures(study: Path, case: str, reader: str, folder: Path) -> list[Path]:
    """Pictures of the Annotate and Check workspaces as PNG files, drawn without a screen."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    try:
        from workstation.ui.app import write_pictures
    except ImportError as error:
        raise UserError("The pictures cannot be drawn: {why}. Install what is missing.", why=error) from error
    return write_pictures(study, case, folder, reader)
