"""What we talk about: volumes, grids, landmarks, label maps, transforms, studies, and the commands that edit them."""
