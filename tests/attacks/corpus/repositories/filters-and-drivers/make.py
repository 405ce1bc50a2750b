from pathlib import Path

from tests.attacks.hostile_repository import configure, solved


def make(folder: Path) -> None:
    solved(folder, mutant="one-commit")
    configure(
        folder,
        """
[filter "sing"]
clean = @sing@
smudge = @sing@
process = @sing@
required = true
[diff "sing"]
textconv = @sing@
command = @sing@
[diff]
external = @sing@
[merge "sing"]
driver = @sing@
""",
    )
    for place in (".gitattributes", ".git/info/attributes"):
        (folder / place).parent.mkdir(exist_ok=True)
        (folder / place).write_text("* filter=sing diff=sing merge=sing\n")
    (folder / "README.md").write_text("changed, so that Git must look into it\n")
