"""Write NIfTI files as a stream, so that a field of full size needs no copy in memory and is packed by two threads.

ITK makes the header (from a tiny image of the same type and geometry); the values follow it plane by plane. A packed
file is a row of gzip members, one per block, which every gzip reader takes for one stream. Speckle and smooth fields
have no repetitions to find, so they are packed with run lengths and Huffman codes only: as small as with gzip's own
search, and more than three times as fast.
"""

from __future__ import annotations

import gzip
import struct
import tempfile
import zlib
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import chain
from pathlib import Path
from typing import IO, Any, cast

import numpy as np

from workstation.core.errors import InvalidInput
from workstation.core.geometry import Grid
from workstation.core.volume import AnyArray

HEADER_BYTES = 352
_BLOCK_BYTES = 1 << 20
_THREADS = 2
_MAX_SIZE = 32767


def write_nifti(path: Path, values: AnyArray, grid: Grid) -> None:
    """Write a scalar volume (z, y, x), or vectors (z, y, x, 3) as 5-D NIfTI with intent 1007, and read it again.

    Raises `OSError` if what is read back differs from what was written; see `storage.atomic` for how to call it.
    """
    header = _header(values.dtype, values.ndim == 4, grid)
    _write_stream(path, chain([header], _blocks(values)))
    with _unpacked(path) as file:
        same = file.read(HEADER_BYTES) == header and all(file.read(len(block)) == block for block in _blocks(values))
        if not same or file.read(1):
            raise OSError("what was read back differs from what was written")


def _header(dtype: np.dtype[Any], vectors: bool, grid: Grid) -> bytes:
    """ITK's header of a tiny image of the same type and geometry, given the real sizes."""
    import SimpleITK

    if max(grid.shape_zyx) > _MAX_SIZE:
        raise InvalidInput("NIfTI holds at most {most} voxels along an axis, the volume has {sizes}.",
                           most=_MAX_SIZE, sizes=grid.size_xyz)  # fmt: skip
    shape = (2, 2, 2, 3) if vectors else (2, 2, 2)
    image = SimpleITK.GetImageFromArray(np.zeros(shape, dtype.newbyteorder("=")), isVector=vectors)
    place(image, grid)
    with tempfile.TemporaryDirectory(prefix="sonolign-") as folder:
        tiny = Path(folder, "header.nii")
        SimpleITK.WriteImage(image, str(tiny))
        header = bytearray(tiny.read_bytes()[:HEADER_BYTES])
    struct.pack_into("<3h", header, 42, *grid.size_xyz)
    return bytes(header)


def place(image: Any, grid: Grid) -> None:
    """Give a SimpleITK image the geometry of a grid."""
    image.SetSpacing(grid.spacing_mm)
    image.SetOrigin(grid.origin_mm)
    image.SetDirection(grid.direction)


def _blocks(values: AnyArray) -> Iterator[bytes]:
    """The values as NIfTI orders them (x fastest; all of the first component, then the next), little endian."""
    step = max(1, _BLOCK_BYTES // (values[0].nbytes or 1))
    for component in np.moveaxis(values, -1, 0) if values.ndim == 4 else [values]:
        for z in range(0, len(component), step):
            yield component[z : z + step].astype(values.dtype.newbyteorder("<"), copy=False).tobytes()


def _write_stream(path: Path, blocks: Iterable[bytes]) -> None:
    if path.suffix != ".gz":
        with path.open("wb") as file:
            file.writelines(blocks)
        return
    waiting: deque[Future[bytes]] = deque()
    with path.open("wb") as file, ThreadPoolExecutor(_THREADS) as pool:
        for block in blocks:
            waiting.append(pool.submit(_member, block))
            if len(waiting) > 2 * _THREADS:
                file.write(waiting.popleft().result())
        file.writelines(packed.result() for packed in waiting)


def _member(block: bytes) -> bytes:
    packer = zlib.compressobj(1, zlib.DEFLATED, 16 + zlib.MAX_WBITS, 9, zlib.Z_RLE)
    return packer.compress(block) + packer.flush()


def _unpacked(path: Path) -> IO[bytes]:
    return cast(IO[bytes], gzip.open(path, "rb")) if path.suffix == ".gz" else path.open("rb")
