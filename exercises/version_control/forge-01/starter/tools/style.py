"""Check the style of all sources: no tabs, no line over 100 characters."""

import pathlib
import sys

bad = 0
for path in sorted(pathlib.Path().rglob("*.py")):
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if "\t" in line or len(line) > 100:
            print(f"{path}:{number}: a tab, or more than 100 characters")
            bad += 1
sys.exit(1 if bad else 0)
