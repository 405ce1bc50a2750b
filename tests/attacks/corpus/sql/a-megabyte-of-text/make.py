from pathlib import Path


def make(folder: Path) -> None:
    (folder / "query.sql").write_text("SELECT name, city, 0, 0 FROM customers WHERE 1 IN (" + "1, " * 300_000 + "1);\n")
