"""Everything a registration plugin may import from the program, and nothing else.

    from workstation.api import Affine, Composite, DisplacementField, RunContext, Volume, ...
"""

from workstation.core.errors import Cancelled, InvalidInput, UserError
from workstation.core.geometry import Grid, as_points
from workstation.core.landmarks import Correspondence
from workstation.core.plugin import RegistrationPlugin, RunContext
from workstation.core.transform import Affine, Composite, DisplacementField, Transform, displacement_on
from workstation.core.volume import Volume

__all__ = [
    "Affine",
    "Cancelled",
    "Composite",
    "Correspondence",
    "DisplacementField",
    "Grid",
    "InvalidInput",
    "RegistrationPlugin",
    "RunContext",
    "Transform",
    "UserError",
    "Volume",
    "as_points",
    "displacement_on",
]
