from pathlib import Path

from tests.attacks.hostile_repository import git, solved


def make(folder: Path) -> None:
    solved(folder, "git-01", mutant="removes-the-secret-too-late")
    git(folder, "repack", "-a", "-d", "-b", "--quiet")
    git(folder, "commit-graph", "write", "--reachable")
    git(folder, "config", "core.commitGraph", "true")
    graph = folder / ".git" / "objects" / "info" / "commit-graph"
    content = bytearray(graph.read_bytes())
    content[-60:-20] = bytes(40)
    graph.chmod(0o644)
    graph.write_bytes(content)
