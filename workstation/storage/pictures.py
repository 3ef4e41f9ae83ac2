"""Grey pictures out, as PNG (ISO/IEC 15948): for looking at single slices outside the program."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import numpy as np

from workstation.core.volume import AnyArray
from workstation.storage.atomic import write_bytes


def write_png(path: Path, pixels: AnyArray) -> None:
    """Write a picture (rows, columns) with its lowest value black and its highest white; may raise NotSaved."""
    values = pixels.astype(np.float64)
    low, high = float(values.min()), float(values.max())
    grey = np.rint((values - low) * (255 / max(high - low, 1e-12))).astype(np.uint8)
    rows, columns = grey.shape
    lines = np.hstack([np.zeros((rows, 1), np.uint8), grey]).tobytes()  # each line begins with its filter: none
    parts = (
        (b"IHDR", struct.pack(">2I5B", columns, rows, 8, 0, 0, 0, 0)),
        (b"IDAT", zlib.compress(lines)),
        (b"IEND", b""),
    )
    content = b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*part) for part in parts)
    write_bytes(path, content)


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
