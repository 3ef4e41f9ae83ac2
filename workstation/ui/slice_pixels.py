"""From arrays to Qt images: grey values through a window, colours as they are, labels through their colours."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImage


def grey_image(values: npt.NDArray[Any], low: float, high: float) -> QImage:
    """Values (rows, columns) as grey: `low` and below is black, `high` and above white; NaN is black."""
    if values.dtype == np.uint8:
        grey = windowed(np.arange(256), low, high)[values]
    else:
        grey = windowed(np.nan_to_num(values, nan=low, posinf=high, neginf=low), low, high)
    return _image(grey, QImage.Format.Format_Grayscale8)


def windowed(values: npt.NDArray[Any], low: float, high: float) -> npt.NDArray[np.uint8]:
    """Values through a window, as 0 to 255."""
    share = (values.astype(np.float32) - low) * np.float32(255 / max(high - low, 1e-12))
    grey: npt.NDArray[np.uint8] = np.clip(share + 0.5, 0, 255).astype(np.uint8)
    return grey


def colour_image(colours: npt.NDArray[np.uint8]) -> QImage:
    """Colours (rows, columns, 3 or 4) uint8, red first."""
    has_alpha = colours.shape[2] == 4
    return _image(colours, QImage.Format.Format_RGBA8888 if has_alpha else QImage.Format.Format_RGB888)


def label_image(
    labels: npt.NDArray[np.uint8], colours: npt.NDArray[np.uint8],
    lines: npt.NDArray[np.uint8] | None = None, strong: npt.NDArray[np.uint8] | None = None,
) -> tuple[QImage, tuple[int, int]]:  # fmt: skip
    """The part of a label picture that has labels, in colours (256, 4) RGBA, and its first (row, column).

    `lines` are label values that are laid over it in `strong` colours.
    """
    seen = labels if lines is None else labels | lines
    rows, columns = np.flatnonzero(seen.any(axis=1)), np.flatnonzero(seen.any(axis=0))
    if not rows.size:
        return QImage(), (0, 0)
    part = slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1)
    pixels = _packed(colours)[labels[part]]
    if lines is not None and strong is not None:
        at = np.nonzero(lines[part])
        pixels[at] = _packed(strong)[lines[part][at]]
    image = _image(pixels.view(np.uint8).reshape(*pixels.shape, 4), QImage.Format.Format_RGBA8888)
    return image, (int(rows[0]), int(columns[0]))


def _packed(colours: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint32]:
    """Each colour as one number, which is looked up faster than four."""
    return np.ascontiguousarray(colours).view(np.uint32)[:, 0]


def png_bytes(image: QImage) -> bytes:
    """An image as the bytes of a PNG file."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def _image(pixels: npt.NDArray[np.uint8], kind: QImage.Format) -> QImage:
    """A Qt image over an array, which it keeps alive."""
    pixels = np.ascontiguousarray(pixels)
    image = QImage(pixels.data, pixels.shape[1], pixels.shape[0], pixels.strides[0], kind)
    image.ndarray = pixels  # type: ignore[attr-defined] # Qt does not copy
    return image
