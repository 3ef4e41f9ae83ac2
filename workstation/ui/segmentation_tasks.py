"""The tools of the segmentation panel as a table: title, what it does in a sentence, and which fields it needs."""

from __future__ import annotations

from dataclasses import dataclass

from workstation.workbench.segmentation_jobs import Task


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One tool. `size` is the caption of its number ("" for none) with unit, default and largest value."""

    task: Task
    title: str
    help: str
    size: str = ""
    unit: str = " mm"
    default: float = 1.0
    largest: float = 20.0
    needs_other: bool = False
    is_live: bool = False  # the proposal follows what is drawn


# fmt: off
TASKS: tuple[TaskRow, ...] = (
    TaskRow("interpolate", "Interpolate between slices",
            "Outline the label in some slices; the gaps between them are filled.", is_live=True),
    TaskRow("learn", "Learn from strokes",
            "Draw a few strokes of two or more labels, one of them for what is around; the rest of the volume follows. "
            "Draw more where it is wrong. Lock a label that is finished: it neither teaches nor changes.", is_live=True),
    TaskRow("grow", "Grow from seeds",
            "Draw seeds of two or more labels; each grows along its own brightness until they meet.",
            "Reach", default=5.0, largest=60.0, is_live=True),
    TaskRow("median", "Smooth: median", "Takes away what is thinner than the neighbourhood, fills notches.", "Radius",
            default=0.6, largest=5.0),
    TaskRow("gaussian", "Smooth: Gaussian", "Rounds the border; the volume stays nearly the same.", "Strength",
            default=0.6, largest=5.0),
    TaskRow("open", "Smooth: open", "Takes away bridges and spikes thinner than twice the radius.", "Radius",
            default=0.6, largest=10.0),
    TaskRow("close", "Smooth: close", "Fills gaps and notches thinner than twice the radius.", "Radius", default=0.6,
            largest=10.0),
    TaskRow("largest", "Islands: keep the largest", "Only the largest part stays."),
    TaskRow("small", "Islands: remove small ones", "Parts below a volume go.", "Smallest", " mm³", 10.0, 10000.0),
    TaskRow("pick", "Islands: keep the one at the crosshair", "Put the crosshair on the part that is to stay."),
    TaskRow("split", "Islands: split", "Each part but the largest becomes a label of its own."),
    TaskRow("holes", "Fill holes", "What the label encloses becomes part of it."),
    TaskRow("wider", "Margin: grow", "A margin is added all around, in mm.", "Margin", default=1.0),
    TaskRow("narrower", "Margin: shrink", "A margin is taken away all around, in mm.", "Margin", default=1.0),
    TaskRow("hollow", "Hollow", "Only a wall stays.", "Wall", default=1.0),
    TaskRow("add", "Logic: add", "The other label's voxels are added.", needs_other=True),
    TaskRow("subtract", "Logic: subtract", "What the other label shares is taken away.", needs_other=True),
    TaskRow("intersect", "Logic: intersect", "Only what both labels share stays.", needs_other=True),
    TaskRow("copy", "Logic: copy", "The label becomes what the other label is.", needs_other=True),
    TaskRow("propagate", "Take over from the other volume",
            "The label of the other volume, through the registration in use, voxel by voxel."),
    TaskRow("propagate_smooth", "Take over, smoothly",
            "The label of the other volume, through the registration in use; its border is interpolated."),
    TaskRow("shadow", "Mark shadows", "Lines that turn dark and stay so to their end."),
    TaskRow("no_contact", "Mark missing contact", "Lines that are dark from the skin on."),
)
# fmt: on
BY_TASK: dict[Task, TaskRow] = {row.task: row for row in TASKS}
