"""The entry point: choose the language, run the command, end well whatever happens."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from types import ModuleType

_NOT_WRITTEN = 4


def main(argv: Sequence[str] | None = None) -> int:
    """Run ``coopctl`` on a command line (``sys.argv`` by default) and give the exit code."""
    if argv is not None:
        return _ended_well(argv)
    gc.set_threshold(300_000)  # a process of our own, and a short one: most end before there is garbage to look for
    try:
        return _ended_well(sys.argv[1:])
    finally:
        gc.freeze()  # nor is there any to look for as the interpreter ends, which would take a tenth of the time


def _ended_well(args: Sequence[str]) -> int:
    try:
        code = _run(args)
        if sys.stdout:
            sys.stdout.flush()
        return code
    except (Exception, KeyboardInterrupt) as error:
        debug = "--debug" in args or os.environ.get("COOPCTL_DEBUG", "") not in ("", "0")
        if isinstance(error, MemoryError) and not debug:
            error.__traceback__ = None  # with it goes all that the command held
        try:
            from coopctl.cli.ending import ended

            return ended(error, debug=debug)
        except MemoryError:  # not even for a sentence in the right language
            os.write(2, b"error: there is not enough memory\n")
            return _NOT_WRITTEN


def _run(args: Sequence[str]) -> int:
    from coopctl.cli.language import chosen_language
    from coopctl.words import set_language

    _never_fail_to_print()
    _without_plugins()
    lang = chosen_language(args, os.environ)
    set_language(lang)
    from coopctl.cli.app import run
    from coopctl.cli.setting import first_setting

    return run(args, first_setting(lang, os.environ))


def _without_plugins() -> None:
    """Spare pydantic its search for plugins in every package installed: coopctl has none, and wants nobody's code.

    It takes as long as building all our models. Where pydantic should no longer ask this way, it searches again.
    """
    loader = ModuleType("pydantic.plugin._loader")
    loader.get_plugins = tuple  # type: ignore[attr-defined]
    sys.modules.setdefault(loader.__name__, loader)


def _never_fail_to_print() -> None:
    """A screen that knows no « é » shows ``\\xe9``: a sentence must not fail for want of a letter."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


if __name__ == "__main__":
    raise SystemExit(main())
