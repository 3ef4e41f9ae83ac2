"""Everything a registration plugin may import from the program, and nothing else.

`from workstation.api import Affine, Composite, DisplacementField, Hint, RunContext, Volume, ...`. Importing it is cheap:
SimpleITK and torch are loaded only by the functions that need them.
"""

from workstation.core.errors import Cancelled, InvalidInput, UserError
from workstation.core.geometry import Grid, as_points
from workstation.core.landmarks import Correspondence
from workstation.core.plugin import Hint, RegistrationPlugin, Report, RunContext
from workstation.core.transform import Affine, Composite, DisplacementField, Transform, displacement_on
from workstation.core.volume import Volume
from workstation.imaging.deformable import (
    Level,
    LevelSettings,
    WorkingField,
    coarse_to_fine,
    jacobian_determinant,
    linear_start,
    unfolded,
)
from workstation.imaging.itk import (
    affine_from_itk,
    execute,
    from_field_image,
    grid_of,
    resample,
    to_field_image,
    to_image,
    to_itk,
    values_of,
)
from workstation.imaging.linear import LinearOptions, align_linear, nearest_affine, nearest_rotation
from workstation.imaging.peers import PeerPair, peer_pair, quietly
from workstation.imaging.preprocess import (
    Picture,
    check_mask,
    check_volume,
    level_pair,
    level_spacings,
    normalise_locally,
    smoothed,
    working_picture,
    working_spacing,
)
from workstation.imaging.progress import part_of
from workstation.imaging.registration import EngineOptions, align_affine, register_pair

__all__ = [
    "Affine",
    "Cancelled",
    "Composite",
    "Correspondence",
    "DisplacementField",
    "EngineOptions",
    "Grid",
    "Hint",
    "InvalidInput",
    "Level",
    "LevelSettings",
    "LinearOptions",
    "PeerPair",
    "Picture",
    "RegistrationPlugin",
    "Report",
    "RunContext",
    "Transform",
    "UserError",
    "Volume",
    "WorkingField",
    "affine_from_itk",
    "align_affine",
    "align_linear",
    "as_points",
    "check_mask",
    "check_volume",
    "coarse_to_fine",
    "displacement_on",
    "execute",
    "from_field_image",
    "grid_of",
    "jacobian_determinant",
    "level_pair",
    "level_spacings",
    "linear_start",
    "nearest_affine",
    "nearest_rotation",
    "normalise_locally",
    "part_of",
    "peer_pair",
    "quietly",
    "register_pair",
    "resample",
    "smoothed",
    "to_field_image",
    "to_image",
    "to_itk",
    "unfolded",
    "values_of",
    "working_picture",
    "working_spacing",
]
