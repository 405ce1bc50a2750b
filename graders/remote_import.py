"""Imports of a solution's modules: ``from two_fer import two_fer`` in a hidden test reaches into the sandbox.

A test module is imported before any check runs. If the solution can't be imported then, or has no such name,
that is no fault of the test module: it gets an ``Unavailable`` in place of each name, and the checks that use
it fail with the reason, each for itself.
"""

from __future__ import annotations

import importlib.util
import sys
import types
from importlib.abc import Loader, MetaPathFinder
from typing import TYPE_CHECKING, Any, NoReturn

from sandbox.solution import RemoteModule

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from importlib.machinery import ModuleSpec


def module_names(handed_in: Iterable[str]) -> dict[str, bool]:
    """The modules that a list of files makes, and whether each is a package, in the order of the files.

    ``bank/account.py`` makes ``bank`` and ``bank.account``.
    """
    names: dict[str, bool] = {}
    for path in handed_in:
        if not path.endswith(".py"):
            continue
        parts = path.removesuffix(".py").split("/")
        if not all(part.isidentifier() for part in parts):
            continue
        package = parts[-1] == "__init__"
        parts = parts[:-1] if package else parts
        for end in range(1, len(parts)):
            names[".".join(parts[:end])] = True
        if parts:
            names.setdefault(".".join(parts), package)
    return names


class Unavailable:
    """What a test has in place of something that the solution doesn't have. Any use of it fails the check.

    Args:
        name: what it stands for.
        problem: raises what is wrong.
        in_check: whether a check is under way; before that, pytest itself looks at every name of a module.
    """

    def __init__(self, name: str, problem: Callable[[], NoReturn], in_check: Callable[[], bool]) -> None:
        vars(self).update(_name=name, _problem=problem, _in_check=in_check)

    def _use(self, *_: Any, **__: Any) -> Any:
        vars(self)["_problem"]()

    __call__ = __iter__ = __len__ = __bool__ = __getitem__ = __contains__ = __enter__ = __exit__ = _use
    __lt__ = __le__ = __gt__ = __ge__ = __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = _use
    __int__ = __float__ = __index__ = __str__ = __setattr__ = __delattr__ = _use

    def __eq__(self, other: object) -> bool:
        if vars(self)["_in_check"]():
            self._use()
        return self is other

    __hash__ = object.__hash__

    def __getattr__(self, name: str) -> Any:
        if not vars(self)["_in_check"]() or (name.startswith("__") and name.endswith("__")):
            raise AttributeError(name)
        return self._use()

    @property  # type: ignore[misc]
    def __class__(self) -> Any:
        """Asked by ``isinstance``, as by ``pytest.raises``: that is a use, too."""
        if vars(self)["_in_check"]():
            self._use()
        return Unavailable

    def __mro_entries__(self, bases: tuple[Any, ...]) -> tuple[type, ...]:
        return (object,)

    def __repr__(self) -> str:
        return f"<{vars(self)['_name']}, which the solution does not have>"


class BrokenModule(types.ModuleType):
    """A module of the solution that can't be imported: every name in it is ``Unavailable``."""

    def __init__(self, name: str, problem: Callable[[], NoReturn], in_check: Callable[[], bool]) -> None:
        super().__init__(name)
        vars(self).update(_problem=problem, _in_check=in_check)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        if vars(self)["_in_check"]():
            vars(self)["_problem"]()
        return Unavailable(name, vars(self)["_problem"], vars(self)["_in_check"])


class SolutionFinder(MetaPathFinder, Loader):
    """Finds the solution's modules, and no others.

    Args:
        names: as ``module_names`` gives them.
        load: gives the module of a name: a ``RemoteModule`` or a ``BrokenModule``.
    """

    def __init__(self, names: dict[str, bool], load: Callable[[str], types.ModuleType]) -> None:
        self._names = names
        self._load = load

    def install(self) -> None:
        """From now on the solution's modules can be imported."""
        self.forget()
        sys.meta_path.insert(0, self)

    def remove(self) -> None:
        """Undo ``install``."""
        if self in sys.meta_path:
            sys.meta_path.remove(self)
        self.forget()

    def forget(self) -> None:
        """Let no module of these names be loaded."""
        for name in self._names:
            sys.modules.pop(name, None)

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: types.ModuleType | None = None
    ) -> ModuleSpec | None:
        """Where the import machinery asks whether a module is the solution's."""
        del path, target
        if fullname not in self._names:
            return None
        return importlib.util.spec_from_loader(fullname, self, is_package=self._names[fullname])

    def create_module(self, spec: ModuleSpec) -> types.ModuleType:
        """The module's stand-in."""
        return self._load(spec.name)

    def exec_module(self, module: types.ModuleType) -> None:
        """Nothing: it ran inside."""


def importing_from() -> bool:
    """Whether what is asking a ``RemoteModule`` for a name right now is ``from module import name``."""
    from opcode import opmap

    frame: types.FrameType | None = sys._getframe(1)  # noqa: SLF001 - the documented way to look at a caller
    while frame is not None and frame.f_code is not RemoteModule.__getattr__.__code__:
        frame = frame.f_back
    asking = frame.f_back if frame is not None else None
    if asking is None:
        return False
    return asking.f_code.co_code[asking.f_lasti] == opmap["IMPORT_FROM"]
