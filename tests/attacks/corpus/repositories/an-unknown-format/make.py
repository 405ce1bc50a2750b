from pathlib import Path

from tests.attacks.hostile_repository import configure, solved


def make(folder: Path) -> None:
    solved(folder)
    configure(folder, "[core]\nrepositoryFormatVersion = 99\n[extensions]\nrefStorage = reftable\nunknown = true\n")
    (folder / ".git" / "reftable").mkdir()
    (folder / ".git" / "reftable" / "tables.list").write_text("0x01-0x02.ref\n")
