"""Corresponding points: what accepted pairs say about the next one, what the pictures say, and which pairs disagree.

    model = fit_pairs(fixed_mm, moving_mm)          a smooth map through accepted pairs, with its own uncertainty
    match = match_point(fixed, moving, place, ...)  where a small piece of one volume is found again in the other
    doubts = find_doubts(pairs)                     pairs that disagree with their neighbours, and why

Everything works on world points in mm, LPS, and knows nothing of tables, readers or windows.
"""
