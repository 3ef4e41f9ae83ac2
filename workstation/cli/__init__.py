"""The command line `sonolign`: each command is a thin layer over the workbench, the same code that the window uses.

Importing this package loads nothing slow, so that `--help` answers at once: numpy, Qt, torch and the file libraries are
imported inside the commands that need them.
"""

from workstation.cli.app import main

__all__ = ["main"]
