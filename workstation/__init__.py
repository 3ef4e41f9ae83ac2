"""Sonolign: an offline workstation that aligns, marks and checks pairs of 3D breast ultrasound volumes."""

__version__ = "0.1.0"
