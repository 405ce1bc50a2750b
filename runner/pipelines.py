"""``kata ci init``: a pipeline for a host of repositories, which grades what is in the repository.

The templates are the files of ``runner/templates/ci/``. All that comes from the command line goes into them quoted:
for the shell, and then for YAML.
"""

from __future__ import annotations

import json
import re
import shlex
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from runner.errors import UsageProblem, WorkspaceProblem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

TEMPLATES = Path(__file__).parent / "templates" / "ci"
FILES: Mapping[str, str] = MappingProxyType({"github": ".github/workflows/kata.yml", "gitlab": ".gitlab-ci.yml"})
"""For each host, where in a repository it looks for a pipeline."""
SANDBOXES = ("docker", "bubblewrap", "process")
PACKAGE = "kata-runner"
_SERVER = re.compile(r"^\s*url\s*=\s*(?:[\w+.-]+://)?(?:[^@/\s]*@)?([^:/\s]+)", re.MULTILINE)
_PLAIN = re.compile(r"(?!.*\$\{\{)[^\x00-\x1f\x7f]+")
"""One line, without what GitHub replaces before a shell sees it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pipeline:
    """What a pipeline is to do.

    Attributes:
        host: one of ``FILES``.
        submissions: the folder with what is handed in, from the top of the repository.
        sandbox: one of ``SANDBOXES``.
        exercises: only these; all that are known without any.
        packs: folders of exercises in the repository, searched before the built-in ones.
        layout: how the folders are laid out; empty to find out.
        feedback: how much the reports tell.
        shards: over how many jobs it is spread.
        install: what pip installs to have kata.
    """

    host: str
    submissions: str = "submissions"
    sandbox: str = "docker"
    exercises: Sequence[str] = ()
    packs: Sequence[str] = ()
    layout: str = ""
    feedback: str = "full"
    shards: int = 1
    install: str

    def render(self) -> str:
        """The file.

        Raises:
            UsageProblem: a value has characters that no line of a pipeline can hold.
        """
        import jinja2

        for value in (self.submissions, self.layout, self.install, *self.exercises, *self.packs):
            if value and not _PLAIN.fullmatch(value):
                told = "give it on one line, and without ${{"
                raise UsageProblem(f"a pipeline cannot hold {value!r}", next_step=told)
        environment = jinja2.Environment(
            loader=jinja2.FileSystemLoader(TEMPLATES),
            undefined=jinja2.StrictUndefined,
            keep_trailing_newline=True,
            trim_blocks=True,
            autoescape=False,  # noqa: S701  # YAML, not HTML
            # GitHub has double braces of its own, so ours are marked in another way.
            variable_start_string="<?",
            variable_end_string="?>",
            block_start_string="<%",
            block_end_string="%>",
            comment_start_string="<#",
            comment_end_string="#>",
        )
        return environment.get_template(f"{self.host}.yml.j2").render(
            install=json.dumps(self.install),
            sandbox=self.sandbox,
            feedback=self.feedback,
            shards=self.shards,
            arguments=shlex.join(self._arguments()),
        )

    def _arguments(self) -> list[str]:
        words = [self.submissions, "--sandbox", self.sandbox]
        if self.sandbox == "process":
            words.append("--trust-submissions")
        for exercise_id in self.exercises:
            words += ["--exercise", exercise_id]
        for pack in self.packs:
            words += ["--exercises", pack]
        return [*words, "--layout", self.layout] if self.layout else words

    def write(self, root: Path, *, force: bool) -> Path:
        """Write the file into a repository.

        Args:
            root: the top of the repository.
            force: write over a file that is there.

        Returns:
            The file, from the top of the repository.

        Raises:
            WorkspaceProblem: there is such a file, and ``force`` is not given.
        """
        place = Path(FILES[self.host])
        text = self.render()
        file = root / place
        if (file.exists() or file.is_symlink()) and not force:
            raise WorkspaceProblem(
                "there is a pipeline already", where=str(file), next_step="--force writes over it; read it first"
            )
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="")
        return place


def origin() -> str:
    """What pip installs to have the kata that runs here, as whoever installed it has recorded (PEP 610).

    Raises:
        UsageProblem: it came from this machine's own disk, where no pipeline can fetch it.
    """
    from importlib import metadata

    try:
        kata = metadata.distribution(PACKAGE)
        record = json.loads(kata.read_text("direct_url.json") or "{}")
    except metadata.PackageNotFoundError:
        record = {"url": "file:"}
    if not record:
        return f"{PACKAGE}=={kata.version}"
    url = str(record["url"])
    if url.startswith("file:"):
        raise UsageProblem(
            "where the pipeline gets kata from is not known, for this one came from a folder",
            next_step="say it with --install: git+https://..., a wheel's address, or a name and version",
        )
    version_control = record.get("vcs_info")
    return f"{version_control['vcs']}+{url}@{version_control['commit_id']}" if version_control else url


def repository(start: Path) -> Path:
    """The top of the Git repository that a folder is in.

    Raises:
        WorkspaceProblem: it is in none.
    """
    for folder in (start, *start.parents):
        if (folder / ".git").exists():
            return folder
    raise WorkspaceProblem(
        "this is no Git repository", where=str(start), next_step="go to the one with the submissions, or `git init`"
    )


def host_of(root: Path) -> str:
    """Which host a repository is pushed to, by the addresses in its configuration.

    Raises:
        UsageProblem: they name none that is known, or both.
    """
    config = root / ".git" / "config"
    text = config.read_text(encoding="utf-8", errors="replace") if config.is_file() else ""
    servers = " ".join(_SERVER.findall(text)).lower()
    found = [host for host in FILES if host in servers]
    if len(found) != 1:
        raise UsageProblem(
            "it is not clear which host the repository is pushed to", next_step="say it with --github or --gitlab"
        )
    return found[0]
