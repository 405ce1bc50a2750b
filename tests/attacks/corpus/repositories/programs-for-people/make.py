from pathlib import Path

from tests.attacks.hostile_repository import configure, solved


def make(folder: Path) -> None:
    solved(folder, mutant="one-commit")
    configure(
        folder,
        """
[core]
pager = @sing@
editor = @sing@
[sequence]
editor = @sing@
[pager]
log = @sing@
status = @sing@
[gpg]
program = @sing@
[gpg "ssh"]
program = @sing@
defaultKeyCommand = @sing@
[gpg "x509"]
program = @sing@
[log]
showSignature = true
[commit]
gpgSign = true
[web]
browser = @sing@
[interactive]
diffFilter = @sing@
[difftool "sing"]
cmd = @sing@
""",
    )
