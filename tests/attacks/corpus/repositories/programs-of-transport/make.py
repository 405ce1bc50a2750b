from pathlib import Path

from tests.attacks.hostile_repository import configure, solved


def make(folder: Path) -> None:
    solved(folder, mutant="one-commit")
    configure(
        folder,
        """
[core]
sshCommand = @sing@
gitProxy = @sing@
askPass = @sing@
[credential]
helper = !@sing@
[uploadpack]
packObjectsHook = @sing@
[remote "origin"]
url = ext::@sing@
uploadpack = @sing@
receivepack = @sing@
promisor = true
partialCloneFilter = blob:none
[protocol "ext"]
allow = always
[extensions]
partialClone = origin
[fetch]
bundleURI = ext::@sing@
""",
    )
