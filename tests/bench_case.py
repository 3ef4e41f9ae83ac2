"""A case folder of the bench with known truth, from a small pair of `phantoms`."""

import json

import numpy as np

from workstation.core.transform import displacement_on
from workstation.storage.images import write_labels, write_volume


def write_case(folder, pair, **facts):
    """A case folder as the bench reads it."""
    folder.mkdir(parents=True)
    for side in ("fixed", "moving"):
        write_volume(folder / f"{side}.nii.gz", getattr(pair, side))
        write_labels(folder / f"labels_{side}.nii.gz", getattr(pair, f"{side}_labels"), getattr(pair, side).grid)
    grid = pair.fixed.grid
    mask = np.zeros(grid.shape_zyx, np.uint8)
    mask[4:-4, 4:-4, 4:-4] = 1
    write_labels(folder / "mask_eval.nii.gz", mask, grid)
    rows = [(p.name, "blob", *p.fixed_mm, *p.moving_mm) for p in pair.landmarks]
    lines = ["name,kind,fx,fy,fz,mx,my,mz", *(",".join(map(str, row)) for row in rows)]
    (folder / "landmarks.csv").write_text("\n".join(lines))
    truth = displacement_on(pair.fixed_to_moving, grid)
    disp = np.moveaxis(truth.displacement_mm, -1, 0)
    np.savez(folder / "truth.npz", disp=disp, origin=grid.origin_mm, spacing=grid.spacing_mm)
    (folder / "case.json").write_text(json.dumps({"eval_labels": [1, 2], **facts}))
    return folder
