"""`python -m factbox`: the command line."""

import sys

from factbox.cli import main

if __name__ == "__main__":
    sys.exit(main())
