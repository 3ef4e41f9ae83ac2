"""The compiled loops of the 3D view: surfaces of masks, their picture with a depth for every pixel, and maxima along rays.

Everything is drawn by the processor onto plain arrays, so that it works without a graphics card and over remote desktop.
Screen points are (x right, y down, depth away from the viewer).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from workstation.core.geometry import FloatArray
from workstation.imaging.kernels import compiled

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int32]
Bytes = npt.NDArray[np.uint8]


@compiled
def net_points(soft: Floats, number: Ints, points: Floats) -> int:
    """One point in every cube of eight voxels that a surface passes through (surface nets: Gibson 1998); how many.

    `soft` is above one half inside; `number` (one less along each axis) gets each cube's point or -1, `points` (N, 3) the
    places as voxel indices (z, y, x): the mean of where the cube's edges cross one half.
    """
    count = 0
    for z in range(number.shape[0]):
        for y in range(number.shape[1]):
            for x in range(number.shape[2]):
                number[z, y, x] = -1
                inside = 0
                for corner in range(8):
                    if soft[z + (corner >> 2), y + (corner >> 1 & 1), x + (corner & 1)] > 0.5:
                        inside += 1
                if inside == 0 or inside == 8:
                    continue
                pz, py, px, edges = 0.0, 0.0, 0.0, 0
                for corner in range(8):
                    for bit in (1, 2, 4):
                        if corner & bit:
                            continue
                        other = corner | bit
                        a = soft[z + (corner >> 2), y + (corner >> 1 & 1), x + (corner & 1)]
                        b = soft[z + (other >> 2), y + (other >> 1 & 1), x + (other & 1)]
                        if (a > 0.5) != (b > 0.5):
                            share = (0.5 - a) / (b - a)
                            pz += (corner >> 2) + (share if bit == 4 else 0.0)
                            py += (corner >> 1 & 1) + (share if bit == 2 else 0.0)
                            px += (corner & 1) + (share if bit == 1 else 0.0)
                            edges += 1
                if count < points.shape[0]:
                    points[count, 0], points[count, 1] = z + pz / edges, y + py / edges
                    points[count, 2] = x + px / edges
                number[z, y, x] = count
                count += 1
    return count


@compiled
def net_faces(soft: Floats, number: Ints, faces: Ints) -> int:
    """Two triangles for every edge between an inner and an outer voxel, turned outwards; how many."""
    count = 0
    for z in range(1, number.shape[0]):
        for y in range(1, number.shape[1]):
            for x in range(1, number.shape[2]):
                here = soft[z, y, x] > 0.5
                for axis in range(3):
                    if axis == 0:
                        there = soft[z + 1, y, x] > 0.5
                        a, b = number[z, y - 1, x - 1], number[z, y - 1, x]
                        c, d = number[z, y, x], number[z, y, x - 1]
                    elif axis == 1:
                        there = soft[z, y + 1, x] > 0.5
                        a, b = number[z - 1, y, x - 1], number[z, y, x - 1]
                        c, d = number[z, y, x], number[z - 1, y, x]
                    else:
                        there = soft[z, y, x + 1] > 0.5
                        a, b = number[z - 1, y - 1, x], number[z - 1, y, x]
                        c, d = number[z, y, x], number[z, y - 1, x]
                    if here == there:
                        continue
                    if not here:
                        b, d = d, b
                    if count + 2 <= faces.shape[0]:
                        faces[count, 0], faces[count, 1], faces[count, 2] = a, b, c
                        faces[count + 1, 0], faces[count + 1, 1], faces[count + 1, 2] = a, c, d
                    count += 2
    return count


@compiled
def draw_faces(
    points: Floats, normals: Floats, faces: Ints, colour: Floats, light: Floats, picture: Bytes, depth: Floats
) -> None:
    """Draw smooth shaded triangles, nearer ones over farther ones.

    points : (N, 3) on the screen; normals : (N, 3), unit, in screen directions; colour : (3,) 0 to 255
    light : (3,) unit vector from the surface to the light; picture : (rows, columns, 3); depth : (rows, columns)
    """
    rows, columns = depth.shape
    for f in range(faces.shape[0]):
        a, b, c = faces[f, 0], faces[f, 1], faces[f, 2]
        ax, ay, bx, by = points[a, 0], points[a, 1], points[b, 0], points[b, 1]
        cx, cy = points[c, 0], points[c, 1]
        area = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax)
        if area == 0.0:
            continue
        left, right = max(int(np.ceil(min(ax, bx, cx))), 0), min(int(max(ax, bx, cx)), columns - 1)
        top, bottom = max(int(np.ceil(min(ay, by, cy))), 0), min(int(max(ay, by, cy)), rows - 1)
        for y in range(top, bottom + 1):
            for x in range(left, right + 1):
                wb = ((x - ax) * (cy - ay) - (y - ay) * (cx - ax)) / area
                wc = ((bx - ax) * (y - ay) - (by - ay) * (x - ax)) / area
                wa = 1.0 - wb - wc
                if wa < 0.0 or wb < 0.0 or wc < 0.0:
                    continue
                z = wa * points[a, 2] + wb * points[b, 2] + wc * points[c, 2]
                if z >= depth[y, x]:
                    continue
                depth[y, x] = z
                shine = 0.0
                for k in range(3):
                    shine += (wa * normals[a, k] + wb * normals[b, k] + wc * normals[c, k]) * light[k]
                bright = 0.28 + 0.72 * abs(shine)
                glint = 60.0 * abs(shine) ** 24
                for k in range(3):
                    picture[y, x, k] = min(255.0, colour[k] * bright + glint)


@compiled
def draw_plane(
    grey: Bytes, origin: FloatArray, right: FloatArray, down: FloatArray, edge: Floats, picture: Bytes, depth: Floats
) -> None:
    """Draw a grey picture (rows, columns) that lies in space, with a coloured edge.

    origin, right, down : (3,) on the screen, of the first pixel's centre and one pixel's steps
    """
    area = right[0] * down[1] - right[1] * down[0]
    if abs(area) < 1e-6 * (right[0] ** 2 + right[1] ** 2 + down[0] ** 2 + down[1] ** 2):
        return  # seen edge-on
    height, width = grey.shape
    for y in range(depth.shape[0]):
        for x in range(depth.shape[1]):
            dx, dy = x - origin[0], y - origin[1]
            column, row = (dx * down[1] - dy * down[0]) / area, (dy * right[0] - dx * right[1]) / area
            if not (-0.5 <= column < width - 0.5 and -0.5 <= row < height - 0.5):
                continue
            z = origin[2] + column * right[2] + row * down[2]
            if z >= depth[y, x]:
                continue
            depth[y, x] = z
            border = min(column + 0.5, width - 0.5 - column) < 0.006 * width
            border = border or min(row + 0.5, height - 0.5 - row) < 0.006 * height
            value = grey[int(row + 0.5), int(column + 0.5)]
            for k in range(3):
                picture[y, x, k] = edge[k] if border else value


@compiled
def brightest(
    cells: Bytes, origin: FloatArray, right: FloatArray, down: FloatArray, along: FloatArray, steps: int,
    values: Bytes, places: Ints, start: int, stop: int,
) -> None:  # fmt: skip
    """The brightest cell along the ray of every pixel (maximum intensity projection), and how many steps in it lies.

    origin : (3,) cell index (x, y, z) where the ray of pixel (0, 0) begins; right, down, along : its change per pixel and
    per step; rows start … stop - 1
    """
    depth, height, width = cells.shape
    for row in range(start, stop):
        for column in range(values.shape[1]):
            x = origin[0] + column * right[0] + row * down[0]
            y = origin[1] + column * right[1] + row * down[1]
            z = origin[2] + column * right[2] + row * down[2]
            best, place = 0, -1
            for n in range(steps):
                i, j, k = int(x + 0.5), int(y + 0.5), int(z + 0.5)
                if 0 <= i < width and 0 <= j < height and 0 <= k < depth and x > -0.5 and y > -0.5 and z > -0.5:
                    value = cells[k, j, i]
                    if value > best:
                        best, place = value, n
                x, y, z = x + along[0], y + along[1], z + along[2]
            values[row, column], places[row, column] = best, place
