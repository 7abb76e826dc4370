"""Start from a checkout; the same as the console script `jzledger`."""

import sys

from jzledger.app import main

if __name__ == "__main__":
    sys.exit(main())
