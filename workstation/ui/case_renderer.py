"""A `SliceRenderer` for the open case, as a widget wants it: pictures and troubles arrive in the window's thread.

pictures = CaseRenderer(self, threads=2)
pictures.arrived.connect(self._on_arrived)      # name of the pane, picture
pictures.failed.connect(workbench.noticed.emit) # a UserError
pictures.show(volumes)                          # another case is open
pictures.know(opened, transform_id)             # before a request names that transform
pictures.ask(name, request)
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QObject, Signal

from workstation.core.errors import UserError
from workstation.core.geometry import Side
from workstation.core.labels import LabelMap
from workstation.core.transform import Transform
from workstation.core.volume import Volume
from workstation.ui.delivery import post
from workstation.workbench.open_case import OpenCase
from workstation.workbench.slices import CACHE_BYTES, Picture, Request, Scene, SliceRenderer


class CaseRenderer(QObject):
    """Renders in the background for one kind of pictures of one workspace, and knows the transforms they go through.

    `arrived` carries the pane's name and its picture, `failed` a `UserError`; what else goes wrong is raised.
    `beforehand` is called with both on the render thread, for what is costly and can be done before a picture arrives.
    """

    arrived = Signal(str, object)
    failed = Signal(object)

    def __init__(
        self, parent: QObject, threads: int = 1, cache_bytes: int = CACHE_BYTES,
        beforehand: Callable[[str, Any], None] | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._beforehand = beforehand
        self._transforms: dict[str, Transform] = {}
        self._renderer = SliceRenderer(threads=threads, cache_bytes=cache_bytes)
        self._renderer.ready.connect(self._announce)
        self._renderer.failed.connect(self._announce_failure)

    @property
    def scene(self) -> Scene:
        """What requests refer to."""
        return self._renderer.scene

    def show(self, volumes: Mapping[Side, Volume], labels: Mapping[tuple[Side, int], LabelMap] | None = None) -> None:
        """Change to another case, or to other labels of it: wishes, pictures and transforms are forgotten."""
        self._transforms = {}
        self._renderer.show(Scene(volumes, self._transforms, labels or {}))

    def know(self, opened: OpenCase, transform_id: str) -> Transform:
        """The transform of a result, read once and known to requests from now on; raises UserError if it cannot be read."""
        if transform_id not in self._transforms:
            self._transforms[transform_id] = opened.transform(transform_id)
        return self._transforms[transform_id]

    def ask(self, name: str, request: Request) -> None:
        """Wish for a picture for a pane; an earlier wish of the same pane that has not begun is forgotten."""
        self._renderer.ask(name, request)

    def peek(self, request: Request) -> Picture | None:
        """The picture of a request if it is remembered."""
        return self._renderer.peek(request)

    def close(self) -> None:
        """End the render threads."""
        self._renderer.close()

    # ---- inside

    def _announce(self, name: str, picture: Picture) -> None:
        """In the render thread."""
        if self._beforehand is not None:
            self._beforehand(name, picture)
        post(self._on_rendered, name, picture)

    def _announce_failure(self, name: str, request: Request, error: Exception) -> None:
        """In the render thread."""
        post(self._on_failed, error)

    def _on_rendered(self, name: str, picture: Picture) -> None:
        self.arrived.emit(name, picture)

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        self.failed.emit(error)
