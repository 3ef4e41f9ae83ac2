"""`python -m workstation` is the same as `sonolign`; also the entry of the built program."""

import sys
from multiprocessing import freeze_support

from workstation.cli import main

if __name__ == "__main__":
    freeze_support()  # a built program is started again as its own worker process
    sys.exit(main())
