"""Where a service runs: what its module needs to know to start it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One sandbox, as a service finds it.

    Attributes:
        folder: a folder of its own inside, which it may fill; what was made ready lies in it.
        port: where it is to listen, on the loopback interface.
        programs: the paths of its programs inside, by name.
    """

    folder: str
    port: int
    programs: Mapping[str, str]
