"""Pack the program and its version into dist/prices.zip."""

import pathlib
import zipfile

pathlib.Path("dist").mkdir(exist_ok=True)
with zipfile.ZipFile("dist/prices.zip", "w") as archive:
    archive.write("prices.py")
    archive.write("VERSION")
print("built dist/prices.zip")
