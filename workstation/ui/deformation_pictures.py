"""The registration itself, drawn over the fixed volume's panes of the Check workspace: found on a render thread.

`DeformationPictures` follows the view; it asks for the plane of every pane that is visible and lays the layers of the
chosen look under the crosshair as soon as they are there. While a pane moves on, its old layers are taken away.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

import numpy as np
from PySide6.QtCore import QObject

from workstation.core.errors import UserError
from workstation.imaging.deformation import DeformationSample, DeformationScale, lattice_points, scale_of
from workstation.ui.case_renderer import CaseRenderer
from workstation.ui.deformation_layers import (
    GRID_MM,
    Arrows,
    BentGrid,
    ColourBar,
    ColourMap,
    Legend,
    error_table,
    rising_table,
    two_sided_table,
)
from workstation.ui.follow import follow
from workstation.ui.map_sources import MapFinding, MapSource
from workstation.ui.slice_items import Layer
from workstation.ui.slice_view import SliceView
from workstation.ui.text import say, tr
from workstation.workbench.open_case import OpenCase
from workstation.workbench.slices import DeformationPicture, DeformationRequest
from workstation.workbench.view import DeformationLook, Overlay, ViewState
from workstation.workbench.workbench import Workbench

DEFORMATION = "deformation"  # whose layers they are
CACHE_BYTES = 32 * 1024 * 1024
WORST_MM = 5.0  # the error at the end of the scale: TG-132's largest tolerated one
LINES = 5  # isolines to the end of the scale, about


class DeformationPictures(QObject):
    """Lays grid, arrows or a map of the active registration over panes of the fixed volume.

    `sources` tell where those maps come from that say more than what the registration does to tissue.
    """

    def __init__(
        self, workbench: Workbench, panes: Iterable[SliceView], sources: Mapping[DeformationLook, MapSource],
        parent: QObject | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._workbench = workbench
        self._panes = {f"{number}": pane for number, pane in enumerate(panes) if pane.side == "fixed"}
        self._renderer = CaseRenderer(self, cache_bytes=CACHE_BYTES)
        self._renderer.arrived.connect(self._on_arrived)
        self._renderer.failed.connect(workbench.noticed.emit)
        self._opened: OpenCase | None = None
        self._scales: dict[str, DeformationScale] = {}
        self._sources = sources
        for source in sources.values():
            source.changed.connect(self.refresh)
        self._wanted: dict[str, DeformationRequest] = {}
        self._drawn: dict[str, tuple[object, ...]] = {}
        follow(self, workbench.view_changed, self._on_view_changed)
        follow(self, workbench.changed, self._on_changed)
        follow(self, workbench.case_changed, self._on_changed)

    def refresh(self) -> None:
        """Bring every pane up to date, such as when panes were hidden and are shown again."""
        opened, view = self._workbench.open_case, self._workbench.view
        self._follow(opened)
        for name, pane in self._panes.items():
            transform_id = self._transform_id(opened, view)
            if opened is None or not transform_id or pane.canvas.plane is None or not pane.isVisible():
                self._clear(name)
                continue
            request = DeformationRequest(opened.id, pane.plane, transform_id)
            if self._wanted.get(name) != request:
                self._clear(name)
                self._wanted[name] = request
                self._renderer.ask(name, request)
            elif isinstance(known := self._renderer.peek(request), DeformationPicture):
                self._on_arrived(name, known)

    def is_at_rest(self) -> bool:
        """Whether everything that was asked for is drawn."""
        source = self._sources.get(self._workbench.view.overlay.deformation)
        is_busy = source is not None and source.is_busy and bool(self._wanted)
        return not is_busy and all(name in self._drawn for name in self._wanted)

    def close(self) -> None:
        """End the render thread."""
        self._renderer.close()

    # ---- inside

    def _on_view_changed(self, view: ViewState) -> None:
        self.refresh()

    def _on_changed(self, *_: object) -> None:
        self.refresh()

    def _follow(self, opened: OpenCase | None) -> None:
        if opened is not self._opened:
            self._opened = opened
            self._scales = {}
            self._renderer.show({})
            for name in self._panes:
                self._clear(name)

    def _transform_id(self, opened: OpenCase | None, view: ViewState) -> str:
        """The result that is shown, "" for none."""
        if opened is None or view.overlay.deformation == "none" or not view.overlay.warped:
            return ""
        active = opened.reading.active_transform
        if active and active not in self._scales:
            try:
                self._scales[active] = scale_of(self._renderer.know(opened, active), opened.case.fixed.grid)
            except UserError as error:
                self._workbench.noticed.emit(error)
                return ""
        return active

    def _clear(self, name: str) -> None:
        self._wanted.pop(name, None)
        self._drawn.pop(name, None)
        self._panes[name].set_under(DEFORMATION, ())

    def _on_arrived(self, name: str, picture: DeformationPicture) -> None:
        opened = self._opened
        if self._wanted.get(name) != picture.request or opened is None:
            return
        overlay, transform_id = self._workbench.view.overlay, picture.request.transform_id
        source = self._sources.get(overlay.deformation)
        finding = source.finding(opened, transform_id) if source is not None else None
        look = picture.request, overlay.deformation, overlay.deformation_opacity, finding
        if self._drawn.get(name) != look:
            self._drawn[name] = look
            if finding is not None:
                layers = map_layers(picture.sample, finding, overlay.deformation_opacity)
            else:
                layers = layers_of(picture.sample, overlay, self._scales[transform_id])
            self._panes[name].set_under(DEFORMATION, layers)


def map_layers(sample: DeformationSample, finding: MapFinding, opacity: float) -> tuple[Layer, ...]:
    """A map in mm with its bar and words; the words alone as long as there is no map."""
    words = (Legend(say(finding.words)),) if finding.words is not None else ()
    if finding.map is None:
        return words
    points = lattice_points(sample)
    values = finding.map.at(points.reshape(-1, 3)).reshape(points.shape[:2])
    shown = ColourMap(sample.plane, values, 0.0, WORST_MM, error_table(), opacity, 1.0)
    ends = "0", f"{WORST_MM / 2:g}", f"≥ {WORST_MM:g}"
    return shown, ColourBar(say(finding.title), error_table(), ends), *words


def layers_of(sample: DeformationSample, overlay: Overlay, scale: DeformationScale) -> tuple[Layer, ...]:
    """What is painted for a look."""
    opacity = overlay.deformation_opacity
    match overlay.deformation:
        case "grid":
            shift = float(np.linalg.norm(sample.in_plane_mm.mean(axis=(0, 1))))
            words = tr("{n} mm grid, without the shift of {mm} mm", n=f"{GRID_MM:g}", mm=f"{shift:.1f}")
            return BentGrid(sample, opacity), Legend(words)
        case "arrows":
            return (Arrows(sample, opacity, tr("to the moving volume, × {factor}")),)
        case "distance":
            return _distance(sample, opacity, scale.distance_mm)
        case "volume change":
            return _volume(sample, opacity, scale.volume)
        case "strain":
            return _strain(sample, opacity, scale.strain)
    return ()


def _distance(sample: DeformationSample, opacity: float, most_mm: float) -> tuple[Layer, ...]:
    table = rising_table()
    shown = ColourMap(sample.plane, sample.distance_mm, 0.0, most_mm, table, opacity, most_mm / LINES, _folds(sample))
    return shown, ColourBar(tr("moved, mm"), table, ("0", f"{most_mm / 2:g}", f"{most_mm:g}"))


def _volume(sample: DeformationSample, opacity: float, most: float) -> tuple[Layer, ...]:
    """Colours by ln J, so that half and double are equally far from no change; numbers in percent."""
    values, table = np.log(np.maximum(sample.volume, 1e-3)), two_sided_table()
    shown = ColourMap(sample.plane, values, -most, most, table, opacity, folded=_folds(sample))
    ends = _percent(math.exp(-most) - 1), "0 %", _percent(math.exp(most) - 1)
    return shown, ColourBar(tr("volume"), table, ends)


def _strain(sample: DeformationSample, opacity: float, most: float) -> tuple[Layer, ...]:
    table = two_sided_table()
    shown = ColourMap(sample.plane, sample.strain, -most, most, table, opacity, folded=_folds(sample))
    return shown, ColourBar(tr("strain"), table, (_percent(-most), "0 %", _percent(most)))


def _folds(sample: DeformationSample) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    return np.asarray(sample.volume <= 0)


def _percent(share: float) -> str:
    return f"{100 * share:+.0f} %"
