"""A simulated pair of breast ultrasound scans whose true correspondence is known.

    pair = simulate_pair("moderate", seed=0)
    pair.fixed, pair.moving, pair.fixed_to_moving, pair.landmarks, pair.fixed_labels

Both pictures are made from the same moved scatterers, never from each other: the speckle of the second scan is not that
of the first, as in a real rescan. Not modelled: reverberation clutter, sliding between layers, breathing
steps between slices, change of tissue, the curved raster of concave probes. Real pairs are harder.
"""

from workstation.imaging.phantom.motion import MotionAmounts
from workstation.imaging.phantom.pair import DIFFICULTIES, Difficulty, Level, SimulatedPair, simulate_pair
from workstation.imaging.phantom.tissue import LABEL_NAMES

__all__ = ["DIFFICULTIES", "LABEL_NAMES", "Difficulty", "Level", "MotionAmounts", "SimulatedPair", "simulate_pair"]
