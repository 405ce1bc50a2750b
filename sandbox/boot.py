"""How the agent gets into a sandbox: it is the first thing sent on the stream, so no image need hold it."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path


@lru_cache(maxsize=1)
def agent_source() -> bytes:
    """The agent's program text."""
    return (Path(__file__).parent / "agent.py").read_bytes()


def agent_command(python: str) -> list[str]:
    """The command that starts the agent: it reads its program from its own standard input first."""
    boot = (
        f"import os\nn={len(agent_source())}\nb=b''\n"
        "while len(b)<n:\n d=os.read(0,n-len(b))\n if not d:os._exit(0)\n b+=d\n"
        "exec(compile(b,'agent','exec'))"
    )
    return [python, "-I", "-S", "-c", boot]
