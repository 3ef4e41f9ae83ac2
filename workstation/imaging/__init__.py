"""Numbers: sampling, warping, similarity, regularity, metrics and the simulated ABUS pair."""
