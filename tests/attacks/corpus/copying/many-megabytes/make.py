from pathlib import Path


def make(folder: Path) -> None:
    for number in range(8):
        (folder / f"part_{number}.py").write_bytes(b"#" * (1 << 20))
