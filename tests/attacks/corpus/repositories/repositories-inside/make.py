from pathlib import Path

from tests.attacks.hostile_repository import configure, git, singer, solved


def make(folder: Path) -> None:
    solved(folder, mutant="one-commit")
    program = singer(folder)
    for name in ("vendor", "lib"):
        git(folder, "init", "--quiet", "--template=", name)
        git(folder / name, "commit", "--quiet", "--allow-empty", "-m", "Begin")
        configure(folder / name, "[core]\nfsmonitor = @sing@\nworktree = ..\n")
        git(folder, "update-index", "--add", "--cacheinfo", f"160000,{git(folder, 'rev-parse', 'HEAD')},{name}")
    bare = folder / "data" / "bare"
    git(folder, "init", "--quiet", "--bare", "--template=", str(bare))
    (bare / "config").write_text(f"[core]\nbare = true\nfsmonitor = {program}\n[alias]\nstatus = !{program}\n")
    (folder / ".gitmodules").write_text(
        f'[submodule "vendor"]\npath = vendor\nurl = ext::{program}\nupdate = !{program}\n'
        '[submodule "../../../x"]\npath = -x\nurl = --upload-pack=touch\n'
    )
    configure(folder, '[submodule]\nrecurse = true\n[status]\nsubmoduleSummary = true\n[diff]\nsubmodule = log\n')
