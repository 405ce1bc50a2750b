"""A plain child process under resource limits: the last resort, for a learner's own code on their own machine.

It keeps accidents small (endless loops, floods, runaway memory) and keeps nothing secret: the solution can
read what its user can read. Reports say so, and grading other people's work refuses it unless told to trust.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from typing import TYPE_CHECKING

from sandbox.backends.machine import find
from sandbox.backends.piped import KILL_SECONDS, PipedSandbox, base_python
from sandbox.boot import agent_command
from sandbox.leftovers import claim, remove_folder

if TYPE_CHECKING:
    from sandbox.spec import SandboxSpec


class _ProcessSandbox(PipedSandbox):
    def _stop(self) -> None:
        """Ask the agent to end, upon which it kills all that came from it; then make sure."""
        self._process.terminate()
        try:
            self._process.wait(timeout=KILL_SECONDS)
        except subprocess.TimeoutExpired:
            super()._stop()


class ProcessBackend:
    """Starts agents as plain child processes, each in a temporary folder of its own."""

    name = "process"

    def start(self, spec: SandboxSpec) -> _ProcessSandbox:
        """See ``sandbox.backends.Backend.start``. The image is not used: the programs are the machine's own."""
        find(spec.tools, os.environ.get("PATH", os.defpath))
        root = claim(tempfile.mkdtemp(prefix="kata-sandbox-"))
        python = base_python()
        return _ProcessSandbox(
            agent_command(python),
            backend=self.name,
            root=root,
            limits_processes=False,
            digest="",
            env={"LANG": "C.UTF-8", "PATH": os.environ.get("PATH", os.defpath)},
            cleanup=lambda: remove_folder(root),
        )

    def close(self) -> None:
        """Nothing is kept between sandboxes."""

    def gaps(self) -> tuple[str, ...]:
        """See ``sandbox.backends.Backend.gaps``."""
        return (
            "It is no sandbox: a solution can read and write what you can, and reach the network and other processes.",
            "Memory is limited for each process alone; the number of processes and the disk are not limited.",
            "A solution can end the run that grades it, or change what that reports.",
        )
