"""The actions of the segmentation tools that have keys: propose, copy an outline to the next slice, numbers, 3D."""

from __future__ import annotations

from collections.abc import Callable

from workstation.core.errors import Message
from workstation.core.label_commands import PaintLabels
from workstation.core.planes import plane_axes, slice_step
from workstation.ui.label_panel import LabelPanel
from workstation.ui.paint_gestures import drawing_rules, label_painted
from workstation.ui.pair_view import PaneGroup
from workstation.ui.segmentation_panel import SegmentationPanel, why_no_label
from workstation.ui.viewer_actions import NOTHING_OPEN
from workstation.workbench.segmentation import copied_to_next
from workstation.workbench.segmentation_jobs import Task
from workstation.workbench.view import is_upright
from workstation.workbench.workbench import Workbench

RUNS: dict[str, Task] = {
    "segment.interpolate": "interpolate",
    "segment.grow": "grow",
    "segment.learn": "learn",
    "segment.propagate": "propagate",
}
_READ_ONLY = Message("This case is open for editing in another window; here it can only be looked at.")


class SegmentationActions:
    """Carries out actions whose id begins with "segment."."""

    def __init__(
        self, workbench: Workbench, panes: PaneGroup, panel: SegmentationPanel, show: dict[str, Callable[[], None]],
        labels: LabelPanel,
    ) -> None:  # fmt: skip
        """`show` brings forward what lies elsewhere: "tools", "numbers", "surface"."""
        self._workbench, self._panes, self._panel, self._show = workbench, panes, panel, show
        self._labels = labels

    def handlers(self) -> dict[str, Callable[[], None]]:
        """What to call, by action id."""
        found: dict[str, Callable[[], None]] = {f"segment.{name}": run for name, run in self._show.items()}
        found.update({action: lambda t=task: self._run(t) for action, task in RUNS.items()})  # type: ignore[misc]
        found["segment.layer"] = self._labels.show_layers
        found["segment.new_on_layer"] = lambda: self._labels.add_label(on_own_layer=True)
        found["segment.copy_next"] = lambda: self._copy(1)
        found["segment.copy_previous"] = lambda: self._copy(-1)
        return found

    def why_disabled(self, action_id: str) -> Message | None:
        """Why an action cannot be carried out now, None if it can."""
        opened = self._workbench.open_case
        if opened is None:
            return NOTHING_OPEN
        if action_id.removeprefix("segment.") in self._show:
            return None
        if opened.history.document.read_only:
            return _READ_ONLY
        if action_id == "segment.propagate" and not opened.reading.active_transform:
            return Message("No registration result is in use; run one in Register.")
        if action_id in ("segment.grow", "segment.learn", "segment.new_on_layer"):
            return None
        return why_no_label(opened, self._workbench.view.brush.value)

    def is_on(self, action_id: str) -> bool:
        """None of them is a switch."""
        return False

    def _run(self, task: Task) -> None:
        self._show["tools"]()
        self._panel.run(task)

    def _copy(self, step: int) -> None:
        """Draw the label of this slice in the next one too, and go there."""
        opened, view, pane = self._workbench.open_case, self._workbench.view, self._panes.active
        assert opened is not None  # actions are disabled otherwise
        volume, side = opened.case.volume(pane.side), pane.side
        value = label_painted(opened, view.brush)
        axis = plane_axes(volume.grid, pane.orientation, is_upright(volume))[2]
        here = round(float(volume.grid.to_index(view.cursor_mm(side))[axis]))
        forward = slice_step(volume.grid, pane.orientation, is_upright(volume))
        sign = 1 if float(forward @ volume.grid.axes[:, axis]) > 0 else -1
        layer, rules = opened.reading.layer_of(value), drawing_rules(opened.reading, view, side)
        labels = opened.reading.layer(side, layer)
        after = copied_to_next(labels, volume.grid, value, pane.orientation, here, here + sign * step, rules.over)
        rules.enforce(after, labels)
        patch = after.difference_from(labels)
        if patch.changes:
            self._workbench.do(PaintLabels(side, patch, "copy", value, layer))
        self._workbench.scroll(side, pane.orientation, step)
