"""``python -m runner``: the same as ``kata``."""

import sys

from runner.cli import main

sys.exit(main())
