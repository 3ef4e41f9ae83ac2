"""`python -m workstation` is the same as `sonolign`."""

import sys

from workstation.cli import main

if __name__ == "__main__":
    sys.exit(main())
