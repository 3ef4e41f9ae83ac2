"""What the simulated breast is made of: the tissue, echo strength and attenuation at any point of the fixed frame.

The anatomy is a function of the point, not a picture: scatterers sit between voxels, the second scan looks at parts that
the first did not show, and a volume of any size shows the same structures equally sharp. `anatomy.py` draws the
parameters, this file evaluates them in compiled code.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numba as nb
import numpy as np
import numpy.typing as npt

LABEL_NAMES: dict[int, str] = {
    0: "background",
    1: "skin",
    2: "fat",
    3: "gland",
    4: "lesion",
    5: "cyst",
    6: "muscle",
    7: "rib",
    8: "nipple",
    9: "duct",
    10: "vessel",
    11: "lung",
}
BACKGROUND, SKIN, FAT, GLAND, LESION, CYST, MUSCLE, RIB, NIPPLE, DUCT, VESSEL, LUNG = LABEL_NAMES

BENIGN, MALIGNANT, CYST_BODY, SPECK, NIPPLE_BODY, DUCT_TUBE, VESSEL_TUBE = range(7)
OBJECT_COLUMNS = 9  # kind, then (ax, ay, az), then radii or (bx, by, bz), then roughness or radius, then phase
FAR_MM = 1e6
NOISE_BITS = 6
NOISE_SAMPLES = 1 << NOISE_BITS
_MASK = np.uint64(NOISE_SAMPLES - 1)  # unsigned: the compiled code then spends nothing on negative indices
_ONE, _TWO, _THREE = np.uint64(1), np.uint64(2), np.uint64(3)
_SHIFT, _SHIFT2 = np.uint64(NOISE_BITS), np.uint64(2 * NOISE_BITS)


class Anatomy(NamedTuple):
    """The parameters of one breast; all lengths in mm, points in the fixed frame.

    Parameters
    ----------
    noise : periodic cube of smooth random numbers, flat; mean 0, variance 1, features about four samples long
    sites : centres of the lobules in the warped frame, flat (z, y, x, 3); a lobule is what lies nearest to one centre
    site_origin, site_step, site_count_xyz : the jittered lattice the centres were drawn on
    site_is_gland, site_hash : what fills the lobule; a random number that decides which septa are strong
    objects : (N, 9) lesions, cysts, specks, nipple, ducts and vessels
    bin_start, bin_items, bin_origin, bin_count_xyz, bin_mm : which objects may touch each cubic bin (CSR)
    ribs : (N, 4) z of the axis at x = 0, slope, half thickness along z, half thickness along y
    skin_top, skin_thickness, fascia, chest : depths of the layers at the middle of the volume
    nipple : (3,) centre of the nipple
    echo_db : echo strength per label
    """

    noise: npt.NDArray[np.float32]
    sites: npt.NDArray[np.float32]
    site_origin: npt.NDArray[np.float64]
    site_step: npt.NDArray[np.float64]
    site_count_xyz: npt.NDArray[np.int64]
    site_is_gland: npt.NDArray[np.uint8]
    site_hash: npt.NDArray[np.float32]
    objects: npt.NDArray[np.float32]
    bin_start: npt.NDArray[np.int64]
    bin_items: npt.NDArray[np.int64]
    bin_origin: npt.NDArray[np.float64]
    bin_count_xyz: npt.NDArray[np.int64]
    bin_mm: float
    ribs: npt.NDArray[np.float64]
    skin_top: float
    skin_thickness: float
    fascia: float
    chest: float
    nipple: npt.NDArray[np.float64]
    echo_db: npt.NDArray[np.float64]


def kernel(function: Any) -> Any:
    """Compile a function that neither allocates nor holds the interpreter lock, and keep it on disk.

    Without numba's runtime no reference is counted: an anatomy is a dozen arrays, and counting them atomically at every
    point took seven times as long as the arithmetic.
    """
    options = {"cache": True, "nogil": True, "fastmath": True, "error_model": "numpy"}
    return nb.njit(**options, forceinline=True, _nrt=False)(function)


@kernel
def noise_at(noise, x, y, z):  # type: ignore[no-untyped-def]
    """Smooth random number at a point given in lattice samples (trilinear, periodic)."""
    fx, fy, fz = np.floor(x), np.floor(y), np.floor(z)
    tx, ty, tz = np.float32(x - fx), np.float32(y - fy), np.float32(z - fz)
    i, j, k = np.uint64(np.int64(fx)) & _MASK, np.uint64(np.int64(fy)) & _MASK, np.uint64(np.int64(fz)) & _MASK
    i1, j1, k1 = (i + _ONE) & _MASK, ((j + _ONE) & _MASK) << _SHIFT, ((k + _ONE) & _MASK) << _SHIFT2
    j, k = j << _SHIFT, k << _SHIFT2
    a = noise[k + j + i] + tx * (noise[k + j + i1] - noise[k + j + i])
    b = noise[k + j1 + i] + tx * (noise[k + j1 + i1] - noise[k + j1 + i])
    c = noise[k1 + j + i] + tx * (noise[k1 + j + i1] - noise[k1 + j + i])
    d = noise[k1 + j1 + i] + tx * (noise[k1 + j1 + i1] - noise[k1 + j1 + i])
    near, far = a + ty * (b - a), c + ty * (d - c)
    return np.float64(near + tz * (far - near))


@kernel
def warp_at(noise, x, y, z):  # type: ignore[no-untyped-def]
    """By how much the lobules' frame is bent at a point: three lengths in mm."""
    u, v, w = x / 3.6, y / 3.0, z / 3.6
    wx = 2.2 * noise_at(noise, u, v, w)
    wy = 1.3 * noise_at(noise, u + 41.3, v + 17.7, w + 29.1)
    wz = 2.2 * noise_at(noise, u + 83.9, v + 57.1, w + 71.3)
    fine = 0.35 * noise_at(noise, x / 0.9 + 13.1, y / 0.9, z / 0.9)
    curl = 0.9 * noise_at(noise, x / 1.7 + 5.3, y / 1.7, z / 1.7 + 47.9)
    return wx + fine + curl, wy + fine + 0.5 * curl, wz - fine + curl


@kernel
def _gap(offset, step):  # type: ignore[no-untyped-def]
    """Squared distance in mm from an offset, in steps, to the lattice cell [0, 1) along one axis; 0 inside it."""
    gap = max(max(-offset, offset - 1.0), 0.0) * step
    return gap * gap


@kernel
def lobule_at(a, x, y, z):  # type: ignore[no-untyped-def]
    """The lobule around a point.

    Returns whether it is gland, whether its nearest neighbour is, the distance to the wall between them in mm, the
    wall's random strength in [0, 1) and how much it faces the beam.
    """
    wx, wy, wz = warp_at(a.noise, x, y, z)
    qx, qy, qz = x + wx, y + wy, z + wz
    sites, origin, step = a.sites, a.site_origin, a.site_step
    nx, ny, nz = a.site_count_xyz
    ox, oy, oz = (qx - origin[0]) / step[0], (qy - origin[1]) / step[1], (qz - origin[2]) / step[2]
    ci, cj, ck = min(max(int(ox), 1), nx - 2), min(max(int(oy), 1), ny - 2), min(max(int(oz), 1), nz - 2)
    d1, d2 = FAR_MM, FAR_MM
    n1 = np.uint64((ck * ny + cj) * nx + ci)
    n2 = n1
    for sk in (0, -1, 1):  # the middle first: its centres rule out most of the others unseen
        gz = _gap(oz - (ck + sk), step[2])
        for sj in (0, -1, 1):
            gy = gz + _gap(oy - (cj + sj), step[1])
            if gy >= d2:
                continue
            start = np.uint64(((ck + sk) * ny + cj + sj) * nx + ci - 1)
            for si in range(3):
                n = start + np.uint64(si)
                dx = sites[_THREE * n] - qx
                dy = sites[_THREE * n + _ONE] - qy
                dz = sites[_THREE * n + _TWO] - qz
                d = dx * dx + dy * dy + dz * dz
                if d < d1:
                    d2, n2, d1, n1 = d1, n1, d, n
                elif d < d2:
                    d2, n2 = d, n
    dx = sites[_THREE * n2] - sites[_THREE * n1]
    dy = sites[_THREE * n2 + _ONE] - sites[_THREE * n1 + _ONE]
    dz = sites[_THREE * n2 + _TWO] - sites[_THREE * n1 + _TWO]
    apart = np.sqrt(dx * dx + dy * dy + dz * dz) + 1e-6
    strength = (a.site_hash[n1] + a.site_hash[n2]) * 7.0
    strength -= np.floor(strength)
    is_gland, neighbour = a.site_is_gland[n1], a.site_is_gland[n2]
    return is_gland, neighbour, (d2 - d1) / (2 * apart), strength, abs(dy) / apart


@kernel
def skin_depth(a, x, z):  # type: ignore[no-untyped-def]
    """Depth of the skin's surface."""
    return a.skin_top + 0.18 * noise_at(a.noise, x / 6.0, 3.5, z / 6.0)


@kernel
def fascia_depth(a, x, z):  # type: ignore[no-untyped-def]
    """Depth of the fascia in front of the pectoral muscle."""
    return a.fascia + 1.6 * noise_at(a.noise, x / 9.0, 21.5, z / 9.0) + 0.0006 * (x * x - 900.0)


@kernel
def chest_depth(a, x, z):  # type: ignore[no-untyped-def]
    """Depth of the front of the chest wall, which falls away to the sides."""
    return a.chest + 1.0 * noise_at(a.noise, x / 12.0, 45.5, z / 12.0) + 0.0009 * (x * x - 900.0)


@kernel
def _line(distance, half_width):  # type: ignore[no-untyped-def]
    """1 on a thin interface, falling to 0 at twice the half width: nearly exp(-(d/w)²), and much quicker."""
    near = distance / half_width
    near = max(1.0 - 0.25 * near * near, 0.0)
    return near * near * near * near


@kernel
def _gland_echo(a, x, y, z):  # type: ignore[no-untyped-def]
    """Echo of fibroglandular tissue relative to its mean, in dB: bright strands, dark lobular spots, slow clouds."""
    clouds = noise_at(a.noise, x / 2.4, y / 1.5 + 7.7, z / 2.4)
    spots = noise_at(a.noise, x / 0.75, y / 0.5, z / 0.75 + 33.3)
    strand = noise_at(a.noise, x / 1.3 + 61.7, y / 0.7, z / 1.3)
    return 3.0 * clouds + 7.0 * _line(strand, 0.35) - 2.5 - 6.0 * max(spots - 0.5, 0.0)


@kernel
def _soft_tissue(a, x, y, z):  # type: ignore[no-untyped-def]
    """Label, echo (dB) and attenuation (dB/mm) of fat and gland with their septa."""
    gland, neighbour, wall, strength, facing = lobule_at(a, x, y, z)
    if gland:
        echo = a.echo_db[GLAND] + _gland_echo(a, x, y, z)
        if not neighbour:
            echo += (3.0 + 3.0 * facing) * _line(wall, 0.4)
        return GLAND, echo, 0.10
    fine = noise_at(a.noise, x / 1.1, y / 0.45 + 51.0, z / 1.1)
    strand = noise_at(a.noise, x / 2.0 + 9.1, y / 0.6, z / 2.0)
    echo = a.echo_db[FAT] + 1.5 * fine + 5.0 * _line(strand - 0.5, 0.08)
    width = 0.3 + 0.25 * strength
    if neighbour:
        septum = 15.0
    elif strength > 0.25:
        septum = 13.0 + 8.0 * strength
    else:
        septum = 0.0
    line = _line(wall, width)
    return FAT, echo + septum * (0.6 + 0.4 * facing) * line, 0.25 * line * septum / 12.0


@kernel
def _muscle(a, x, y, z, below):  # type: ignore[no-untyped-def]
    """Label, echo and attenuation of the pectoral muscle with its striations, `below` mm under the fascia."""
    bend = noise_at(a.noise, x / 5.0, 63.0, z / 3.5)
    layer = below / 1.05 + 0.55 * bend
    stripe = layer - np.floor(layer) - 0.5
    gaps = noise_at(a.noise, x / 2.8, np.floor(layer) * 9.7, z / 1.3)
    echo = a.echo_db[MUSCLE] + max(6.5 + 3.5 * gaps, 0.0) * _line(stripe, 0.17)
    middle = below - 4.4 - 1.1 * noise_at(a.noise, x / 9.0, 85.0, z / 9.0)
    return MUSCLE, echo + 13.0 * _line(middle, 0.25), 0.12


@kernel
def _chest_wall(a, x, y, z, below):  # type: ignore[no-untyped-def]
    """Label, echo and attenuation of ribs, the muscle between them, the pleura and the lung."""
    for r in range(a.ribs.shape[0]):
        dz = (z - a.ribs[r, 0] - a.ribs[r, 1] * x) / a.ribs[r, 2]
        dy = (below - a.ribs[r, 3]) / a.ribs[r, 3]
        inside = np.sqrt(dz * dz + dy * dy)
        if inside < 1.12:
            surface = (inside - 1.0) * a.ribs[r, 3]
            front = max(-dy, 0.0) ** 0.5
            echo = (a.echo_db[RIB] if inside < 1.0 else a.echo_db[MUSCLE]) + 38.0 * front * _line(surface, 0.35)
            return (RIB, echo, 2.8) if inside < 1.0 else (MUSCLE, echo, 0.12)
    pleura = below - 9.5 - 0.8 * noise_at(a.noise, x / 9.0, 95.0, z / 9.0)
    if pleura > 0.0:
        echo = a.echo_db[LUNG] + 34.0 * _line(pleura, 0.45) + 14.0 * _line(pleura - 6.0, 0.7)
        return LUNG, echo - 0.6 * pleura, 1.2
    label, echo, attenuation = _muscle(a, x, y, z, below + 3.3)
    return label, echo + 20.0 * _line(pleura, 0.4), attenuation


@kernel
def _layers(a, x, y, z):  # type: ignore[no-untyped-def]
    """Label, echo and attenuation without lesions, ducts and nipple."""
    top = skin_depth(a, x, z)
    if y < top:
        return BACKGROUND, a.echo_db[BACKGROUND] + 22.0 * _line(y - top, 0.12), 0.0
    areola = np.exp(-((x - a.nipple[0]) ** 2 + (z - a.nipple[2]) ** 2) / 200.0)
    under = y - top - a.skin_thickness * (1.0 + 0.6 * areola)
    if under < 0.0:
        echo = a.echo_db[SKIN] + 10.0 * _line(y - top, 0.2) + 9.0 * _line(under, 0.2)
        return SKIN, echo + 2.0 * noise_at(a.noise, x / 0.8, y / 0.3, z / 0.8), 0.1
    below = y - fascia_depth(a, x, z)
    if below < 0.0:
        label, echo, attenuation = _soft_tissue(a, x, y, z)
        retro = below + 2.2 + 0.8 * noise_at(a.noise, x / 3.0, 11.0, z / 3.0)
        if (retro > 0.0 and label == GLAND) or under < 1.2:
            label, echo, attenuation = FAT, a.echo_db[FAT] + 2.0 * noise_at(a.noise, x, y / 0.5, z), 0.0
        echo += 17.0 * _line(below, 0.32) + 14.0 * _line(under, 0.25)
        return label, echo, attenuation
    chest = y - chest_depth(a, x, z)
    if chest < 0.0 or below < 3.0:
        label, echo, attenuation = _muscle(a, x, y, z, below)
        return label, echo + 17.0 * _line(below, 0.32) + 9.0 * _line(chest, 0.3), attenuation
    return _chest_wall(a, x, y, z, chest)


@kernel
def _ellipsoid(a, row, x, y, z):  # type: ignore[no-untyped-def]
    """Signed distance (mm, negative inside, roughly) to an ellipsoid with an uneven border, and how it faces the beam."""
    ux, uy, uz = (x - row[1]) / row[4], (y - row[2]) / row[5], (z - row[3]) / row[6]
    r = np.sqrt(ux * ux + uy * uy + uz * uz) + 1e-9
    size = min(row[4], min(row[5], row[6]))
    uneven = row[7] * size * noise_at(a.noise, ux / r * 3.0 + row[8], uy / r * 3.0, uz / r * 3.0)
    gx, gy, gz = ux / row[4], uy / row[5], uz / row[6]
    slope = np.sqrt(gx * gx + gy * gy + gz * gz) / r + 1e-9
    return (r - 1.0) / slope - uneven, abs(gy) / (slope * r)


@kernel
def _tube(row, x, y, z):  # type: ignore[no-untyped-def]
    """Signed distance (mm, negative inside) to a straight tube with round ends."""
    bx, by, bz = row[4] - row[1], row[5] - row[2], row[6] - row[3]
    px, py, pz = x - row[1], y - row[2], z - row[3]
    t = (px * bx + py * by + pz * bz) / (bx * bx + by * by + bz * bz + 1e-9)
    t = min(max(t, 0.0), 1.0)
    dx, dy, dz = px - t * bx, py - t * by, pz - t * bz
    return np.sqrt(dx * dx + dy * dy + dz * dz) - row[7]


@kernel
def _mass(a, kind, distance, facing, x, y, z, under):  # type: ignore[no-untyped-def]
    """What a lesion, cyst, speck or nipple makes of the tissue `under` it: label, echo, attenuation."""
    label, echo, attenuation = under
    edge = 1.6 * _line(distance, 0.5) * max(1.0 - 2.5 * facing, 0.0)  # refraction at the flanks casts thin shadows
    if kind == SPECK:
        return (label, a.echo_db[GLAND] + 24.0, 1.0) if distance < 0.0 else under
    if kind == CYST_BODY:
        wall = 12.0 * facing * _line(distance, 0.3)
        if distance < 0.0:
            return CYST, max(a.echo_db[CYST] + 3.0 * wall, a.echo_db[CYST]), edge - 0.75
        return label, echo + wall, attenuation + edge
    texture = noise_at(a.noise, x / 0.9, y / 0.7 + 3.3, z / 0.9)
    if kind == NIPPLE_BODY:
        if distance < 0.0:
            return NIPPLE, a.echo_db[NIPPLE] + 3.0 * texture, 1.9
        return label, echo + 3.0 * _line(distance, 0.5), attenuation
    if kind == BENIGN:
        if distance < 0.0:
            return LESION, a.echo_db[LESION] + 3.0 + 1.5 * texture, edge - 0.15
        return label, echo + 7.0 * facing * _line(distance, 0.35), attenuation + edge
    if distance < 0.0:
        return LESION, a.echo_db[LESION] + 3.0 * texture, 0.75
    halo = np.exp(-distance / 1.0)
    return label, echo + 5.0 * halo, attenuation


@kernel
def tissue_at(a, x, y, z):  # type: ignore[no-untyped-def]
    """Label, echo strength in dB and attenuation in dB/mm (beyond what the scanner compensates) at a point in mm."""
    label, echo, attenuation = _layers(a, x, y, z)
    i = int((x - a.bin_origin[0]) / a.bin_mm)
    j = int((y - a.bin_origin[1]) / a.bin_mm)
    k = int((z - a.bin_origin[2]) / a.bin_mm)
    nx, ny, nz = a.bin_count_xyz
    if i < 0 or j < 0 or k < 0 or i >= nx or j >= ny or k >= nz or label == BACKGROUND:
        return label, echo, attenuation
    cell = (k * ny + j) * nx + i
    for n in range(a.bin_start[cell], a.bin_start[cell + 1]):
        row = a.objects[a.bin_items[n]]
        kind = int(row[0])
        if kind >= DUCT_TUBE:
            distance = _tube(row, x, y, z)
            if distance < 0.0:
                label = DUCT if kind == DUCT_TUBE else VESSEL
                echo, attenuation = a.echo_db[label], 0.0
            elif label != DUCT and label != VESSEL:
                echo += 5.0 * _line(distance, 0.3)
        else:
            distance, facing = _ellipsoid(a, row, x, y, z)
            label, echo, attenuation = _mass(a, kind, distance, facing, x, y, z, (label, echo, attenuation))
    return label, echo, attenuation
