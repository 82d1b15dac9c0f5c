"""How a hook gets into an engine: only in place of a name that exists, in every module that knows it."""

from __future__ import annotations

import sys
from typing import Any


class MissingName(Exception):
    """A hooked name is not there: the engine's version is not the pinned one, or the pin moved."""


def existing(owner: Any, name: str) -> Any:
    """The value of a private name of an engine."""
    if not hasattr(owner, name):
        where = getattr(owner, "__qualname__", None) or getattr(owner, "__name__", repr(owner))
        raise MissingName(f"`{where}.{name}` does not exist: look at the hook, and at the pinned version")
    return getattr(owner, name)


def replace(owner: Any, name: str, value: Any) -> Any:
    """Puts a value in place of one that exists, and returns what was there."""
    original = existing(owner, name)
    setattr(owner, name, value)
    return original


def replace_everywhere(package: str, owner: Any, name: str, value: Any) -> None:
    """As `replace`, and in every loaded module of a package that imported the name."""
    original = replace(owner, name, value)
    for module_name, module in list(sys.modules.items()):
        if module_name.startswith(package + ".") and getattr(module, name, None) is original:
            setattr(module, name, value)
