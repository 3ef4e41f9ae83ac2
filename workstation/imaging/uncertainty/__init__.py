"""How wrong an alignment may be, place by place, for any transform of a pair and without knowing the truth.

    why = not_calibrated(fixed, moving)                       # a sentence, or None
    error_map = predict(fixed, moving, fixed_to_moving, report)
    error_mm, bound_mm = error_map.at(points_mm)

Measures on coarse nodes (`features`, `matching`), a small readable regression (`model`), the map (`error_map`). The loops
are compiled and loaded on first use, so importing this is cheap.
"""

from workstation.imaging.uncertainty.error_map import OUTSIDE, SEEN, UNSEEN, ErrorMap
from workstation.imaging.uncertainty.predict import not_calibrated, predict

__all__ = ["OUTSIDE", "SEEN", "UNSEEN", "ErrorMap", "not_calibrated", "predict"]
