"""Files: the study folder, its journal and snapshots, and every image and transform format we read or write."""
