"""What is shown is a pure function of a frozen request; this module holds the requests, the function, and the threads.

A view asks for a picture by a request of ids and revisions, so that equal requests are equal pictures. The renderer
fulfils the newest wish of each pane on background threads, remembers pictures, and when nothing is asked looks ahead to
the neighbouring slices. It knows nothing of Qt: `ready` and `failed` are emitted on the thread that rendered.
"""

from __future__ import annotations

import threading
from collections import OrderedDict, deque
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from time import perf_counter

import numpy as np
from psygnal import Signal

from workstation.core.errors import InvalidInput
from workstation.core.geometry import Grid, Side
from workstation.core.labels import LabelArray, LabelMap
from workstation.core.planes import Plane
from workstation.core.transform import Affine, Transform
from workstation.core.volume import AnyArray, Volume
from workstation.imaging.deformation import DeformationSample, deformation_on
from workstation.imaging.sampling import (
    Interpolation,
    Mask,
    SlabMode,
    alignment,
    sample_labels,
    sample_plane_masked,
)

CACHE_BYTES = 128 * 1024 * 1024
LOOK_AHEAD = (1, -1, 2, -2, 3, -3)


@dataclass(frozen=True, slots=True)
class SliceRequest:
    """A wish for the picture of one volume on one plane.

    Parameters
    ----------
    side, case_id, revision : the volume that is sampled, and which state of it (voxels are written once: always 0 so far)
    plane : pixel centres in the world; with a transform, in the frame that the transform maps from
    transform_id, transform_revision : takes points of the plane to points of the volume; "" for none
    step : every how many pixels the transform is evaluated: coarse while moving, 1 at rest
    slab_mm, slab_mode : thickness over which slices are combined; 0 for one slice
    """

    side: Side
    case_id: str
    plane: Plane
    revision: int = 0
    transform_id: str = ""
    transform_revision: int = 0
    interpolation: Interpolation = "linear"
    step: int = 1
    slab_mm: float = 0.0
    slab_mode: SlabMode = "mean"


@dataclass(frozen=True, slots=True)
class LabelRequest:
    """A wish for one layer of the labels of a volume on one plane; `revision` is that of the label map."""

    side: Side
    case_id: str
    plane: Plane
    revision: int = 0
    transform_id: str = ""
    transform_revision: int = 0
    step: int = 1
    layer: int = 0


@dataclass(frozen=True, slots=True)
class DeformationRequest:
    """A wish for what a transform does on one plane of the volume that it maps from."""

    case_id: str
    plane: Plane
    transform_id: str


Request = SliceRequest | LabelRequest | DeformationRequest


@dataclass(frozen=True, eq=False, slots=True)
class SlicePicture:
    """A picture (rows, columns) in the volume's own type, where it lies inside the volume, and how long it took."""

    request: SliceRequest
    pixels: AnyArray
    inside: Mask
    seconds: float


@dataclass(frozen=True, eq=False, slots=True)
class LabelPicture:
    """Label values (rows, columns) on a plane, 0 where nothing is drawn or no volume is."""

    request: LabelRequest
    pixels: LabelArray
    seconds: float


@dataclass(frozen=True, eq=False, slots=True)
class DeformationPicture:
    """What a transform does on a plane, and how long it took to find out."""

    request: DeformationRequest
    sample: DeformationSample
    seconds: float


Picture = SlicePicture | LabelPicture | DeformationPicture


@dataclass(frozen=True, eq=False, slots=True)
class Scene:
    """What requests refer to: the volumes of the open case by side, its labels by side and layer, its transforms by id.

    The mappings may grow while they are shown, as long as the same id and revision always mean the same thing.
    """

    volumes: Mapping[Side, Volume] = field(default_factory=dict)
    transforms: Mapping[str, Transform] = field(default_factory=dict)
    labels: Mapping[tuple[Side, int], LabelMap] = field(default_factory=dict)


def render(request: SliceRequest, volumes: Mapping[Side, Volume], transforms: Mapping[str, Transform]) -> SlicePicture:
    """The picture that a request describes; raises InvalidInput if its volume or transform is not there."""
    begun = perf_counter()
    volume = _volume(volumes, request.side)
    pixels, inside = sample_plane_masked(
        volume.voxels, volume.grid, request.plane, _transform(transforms, request.transform_id),
        request.interpolation, request.step, slab_mm=request.slab_mm, slab_mode=request.slab_mode,
    )  # fmt: skip
    return SlicePicture(request, pixels, inside, perf_counter() - begun)


def render_labels(request: LabelRequest, scene: Scene) -> LabelPicture:
    """The label picture that a request describes; raises InvalidInput if its labels or transform are not there."""
    begun = perf_counter()
    grid = _volume(scene.volumes, request.side).grid
    labels = scene.labels.get((request.side, request.layer))
    if labels is None:
        raise InvalidInput("The {side} volume has no labels open.", side=request.side)
    transform = _transform(scene.transforms, request.transform_id)
    pixels = sample_labels(labels, grid, request.plane, transform, request.step)
    return LabelPicture(request, pixels, perf_counter() - begun)


def render_deformation(request: DeformationRequest, transforms: Mapping[str, Transform]) -> DeformationPicture:
    """What a request asks about a transform; raises InvalidInput if it is not there."""
    begun = perf_counter()
    transform = _transform(transforms, request.transform_id) or Affine.identity()
    return DeformationPicture(request, deformation_on(request.plane, transform), perf_counter() - begun)


def _volume(volumes: Mapping[Side, Volume], side: Side) -> Volume:
    try:
        return volumes[side]
    except KeyError:
        raise InvalidInput("There is no {side} volume open.", side=side) from None


def _transform(transforms: Mapping[str, Transform], transform_id: str) -> Transform | None:
    if not transform_id:
        return None
    try:
        return transforms[transform_id]
    except KeyError:
        raise InvalidInput("There is no transform {id} in this case.", id=transform_id) from None


class SliceRenderer:
    """Renders on background threads what the panes of a window ask for, the newest wish of each pane first.

    A wish that has begun is finished and announced even if a later one has come; the pane decides by `picture.request`
    whether it still wants it. A wish that has not begun is replaced by a later one of its pane.
    """

    ready = Signal(str, object)  # pane, the picture of any kind
    failed = Signal(str, object, object)  # pane, request, the exception

    def __init__(self, scene: Scene | None = None, threads: int = 2, cache_bytes: int = CACHE_BYTES) -> None:
        self._scene = scene or Scene()
        self._changed = threading.Condition()
        self._wishes: OrderedDict[str, tuple[Request, Scene]] = OrderedDict()
        self._ahead: deque[tuple[SliceRequest, Scene]] = deque()
        self._looking_ahead = False
        self._closed = False
        self._cache = _PictureCache(cache_bytes)
        self._threads = [threading.Thread(target=self._work, name=f"slices-{n}", daemon=True) for n in range(threads)]
        for thread in self._threads:
            thread.start()

    @property
    def scene(self) -> Scene:
        """What requests refer to from now on."""
        return self._scene

    def show(self, scene: Scene) -> None:
        """Change to another case: wishes that have not begun and remembered pictures are forgotten."""
        with self._changed:
            self._scene = scene
            self._wishes.clear()
            self._ahead.clear()
            self._cache.clear()

    def ask(self, pane: str, request: Request) -> None:
        """Wish for a picture; `ready(pane, picture)` follows, at once if the picture is remembered."""
        picture = self.peek(request)
        with self._changed:
            self._wishes.pop(pane, None)
            self._ahead.clear()
            if picture is None:
                self._wishes[pane] = (request, self._scene)
            elif isinstance(request, SliceRequest):
                self._plan_ahead(request, self._scene)
            self._changed.notify()
        if picture is not None:
            self.ready.emit(pane, picture)

    def peek(self, request: Request) -> Picture | None:
        """The picture of a request if it is remembered; never waits for one to be made."""
        with self._changed:
            return self._cache.get(request)

    def close(self) -> None:
        """Forget all wishes and end the threads; returns when they have ended."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        for thread in self._threads:
            thread.join()

    def _work(self) -> None:
        while True:
            with self._changed:
                while not (self._closed or self._wishes or (self._ahead and not self._looking_ahead)):
                    self._changed.wait()
                if self._closed:
                    return
                if self._wishes:
                    pane, (request, scene) = self._wishes.popitem(last=False)
                else:
                    pane, (request, scene) = "", self._ahead.popleft()
                    self._looking_ahead = True  # by one thread only, so that another is free for the next wish
            try:
                self._fulfil(pane, request, scene)
            except Exception as error:  # noqa: BLE001 - a view's slot failed: report it as any thread would, and go on
                hook_arguments = (type(error), error, error.__traceback__, threading.current_thread())
                threading.excepthook(threading.ExceptHookArgs(hook_arguments))

    def _fulfil(self, pane: str, request: Request, scene: Scene) -> None:
        """Make a picture, remember it, and announce it; pane "" stands for looking ahead, which nobody waits for."""
        picture, error = self.peek(request), None
        if picture is None:
            try:
                picture = _picture(request, scene)
            except Exception as caught:  # noqa: BLE001 - a transform may be foreign code; the pane is told
                error = caught
        with self._changed:
            if picture is not None and scene is self._scene:
                self._cache.put(picture)
            if not pane:
                self._looking_ahead = False
            elif isinstance(request, SliceRequest) and error is None and scene is self._scene and not self._wishes:
                self._plan_ahead(request, scene)
            self._changed.notify()
        if pane and picture is not None:
            self.ready.emit(pane, picture)
        elif pane:
            self.failed.emit(pane, request, error)

    def _plan_ahead(self, request: SliceRequest, scene: Scene) -> None:
        if request.step == 1:
            self._ahead.extend((each, scene) for each in neighbours(request, scene) if self._cache.get(each) is None)


def _picture(request: Request, scene: Scene) -> Picture:
    if isinstance(request, LabelRequest):
        return render_labels(request, scene)
    if isinstance(request, DeformationRequest):
        return render_deformation(request, scene.transforms)
    return render(request, scene.volumes, scene.transforms)


def neighbours(request: SliceRequest, scene: Scene) -> list[SliceRequest]:
    """The same picture some slices before and after, nearest first; none for a plane that follows no volume's voxels."""
    for volume in scene.volumes.values():
        aligned = alignment(volume.grid, request.plane)
        if aligned is not None:
            planes = [aligned.neighbour(volume.grid, request.plane, n) for n in LOOK_AHEAD]
            return [replace(request, plane=plane) for plane in planes if _meets(volume.grid, plane)]
    return []


def _meets(grid: Grid, plane: Plane) -> bool:
    return bool(grid.contains(plane.point_at((plane.rows - 1) / 2, (plane.columns - 1) / 2)))


class _PictureCache:
    """The pictures used last, up to a number of bytes. Not locked: its owner is."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._bytes = 0
        self._pictures: OrderedDict[Request, Picture] = OrderedDict()

    def get(self, request: Request) -> Picture | None:
        picture = self._pictures.get(request)
        if picture is not None:
            self._pictures.move_to_end(request)
        return picture

    def put(self, picture: Picture) -> None:
        if picture.request in self._pictures:
            return
        self._pictures[picture.request] = picture
        self._bytes += _byte_count(picture)
        while self._bytes > self._limit and len(self._pictures) > 1:
            self._bytes -= _byte_count(self._pictures.popitem(last=False)[1])

    def clear(self) -> None:
        self._pictures.clear()
        self._bytes = 0


def _byte_count(picture: Picture) -> int:
    if isinstance(picture, DeformationPicture):
        return picture.sample.moved_mm.nbytes + picture.sample.volume.nbytes + picture.sample.strain.nbytes
    mask = picture.inside if isinstance(picture, SlicePicture) else np.empty(0)
    return picture.pixels.nbytes + mask.nbytes
