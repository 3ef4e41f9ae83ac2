"""What the program does, without a window: open, edit, undo, look, run, evaluate."""
