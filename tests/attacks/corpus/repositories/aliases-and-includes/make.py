from pathlib import Path

from tests.attacks.hostile_repository import configure, solved


def make(folder: Path) -> None:
    solved(folder, mutant="one-commit")
    configure(
        folder,
        """
[alias]
status = !@sing@
log = !@sing@
pack-objects = !@sing@
ls-files = !@sing@
[include]
path = @there@/included
[includeIf "gitdir:**"]
path = @there@/included
[core]
alternateRefsCommand = @sing@
[trace2]
eventTarget = @there@/canary/sung
normalTarget = @there@/canary/sung
[safe]
directory = *
bareRepository = all
""",
    )
    (folder.parent / "included").write_text(f"[core]\n\tfsmonitor = {folder.parent}/sing.sh\n")
