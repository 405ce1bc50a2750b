"""What lies here for ``kata`` to run is not for pytest to collect."""

from __future__ import annotations

from tests.attacks.attack import CORPUS
from tests.attacks.staging import EXERCISES

collect_ignore = [str(CORPUS), str(EXERCISES)]
