"""Segmentation by more than the brush: outlines, fill, grow, interpolate, smooth, islands, margins, learn, measure.

Everything works on a region: the box of what is concerned and a margin, never the whole label map. Masks and values are
(z, y, x) arrays, spacings are mm along (z, y, x) of the array, so that a function here need not know where a grid lies;
`region` leads from label maps to regions and back.
"""
