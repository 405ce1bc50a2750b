"""Pack the program into dist/prices.zip."""

import pathlib
import zipfile

pathlib.Path("dist").mkdir(exist_ok=True)
with zipfile.ZipFile("dist/prices.zip", "w") as archive:
    archive.write("prices.py")
print("built dist/prices.zip")
