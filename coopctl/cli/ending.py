"""How a command ends: the one place where an error becomes words on the error stream and an exit code."""

from __future__ import annotations

import errno
import os
import sys

from coopctl import system
from coopctl.problem import CoopError
from coopctl.words import T, Text, language, visible

OUR_BUG = 70
INTERRUPTED = 130
NOT_WRITTEN = 4


def ended(error: BaseException, *, debug: bool = False) -> int:
    """Say why a command stopped; give the exit code (0 to 5, 70 and 130 only: they are frozen)."""
    if isinstance(error, CoopError):
        return _stopped(error)
    if isinstance(error, KeyboardInterrupt):
        return INTERRUPTED
    if isinstance(error, BrokenPipeError) and reader_left():
        silence()
        return NOT_WRITTEN
    if debug:
        _say_trace(error)
    if isinstance(error, MemoryError):
        error = OSError(errno.ENOMEM, "")
    if isinstance(error, OSError) and system.known(error):
        return _system_stopped(error)
    return _our_bug(error)


def reader_left() -> bool:
    """Whether nobody reads the output any more (``| head``): then there is nothing left to say."""
    import select

    poll = select.poll()
    poll.register(1, 0)
    return bool(poll.poll(0))


def silence() -> None:
    """Send what is still in the buffer nowhere, so that the interpreter does not complain as it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def say(text: Text | str, cure: Text | str | None = None) -> None:
    """``error: …`` and the way out."""
    print("\n".join(_folded(str(T("error: {what}", what=text)))), file=sys.stderr)
    if cure:
        print(" ", T("try: {command}", command=cure), file=sys.stderr)


def _folded(text: str) -> list[str]:
    """Between words on a terminal, as it is elsewhere."""
    from coopctl.cli import show
    from coopctl.cli.show_layout import within

    seen, lines = show.screen("stderr"), text.split("\n")
    return [part for line in lines for part in within(line, seen.width)] if seen.terminal else lines


def _stopped(error: CoopError) -> int:
    if error.findings:
        print(_found(error), file=sys.stderr)
    say(error.text, error.cure)
    return error.code


def _found(error: CoopError) -> str:
    """The findings that stopped a command: with their lines on a terminal, one line each elsewhere."""
    from coopctl.cli import show
    from coopctl.report import report

    screen = show.screen("stderr")
    files = error.files or {}

    def text_of(path: str) -> str | None:
        return files[path].decode(errors="replace") if path in files else None

    form = "text" if screen.terminal else "concise"
    return report(form, error.findings, text_of=text_of, lang=language(), color=screen.color, width=screen.width)


def _system_stopped(error: OSError) -> int:
    say(system.said(error))
    if error.errno == errno.ENOSPC:
        silence()
    return NOT_WRITTEN


def _our_bug(error: BaseException) -> int:
    kind, what = type(error).__name__, (str(error).splitlines() or [""])[0][:200]
    say(T("a fault of coopctl itself, not yours ({kind}: {what}, {place})", kind=kind, what=what, place=_place(error)))
    report = T("to report it: run the same command with {option}, and send what it shows", option="--debug")
    version = T("with the version: {command}", command="coopctl --version")
    print(f"  {report}\n  {version}", file=sys.stderr)
    return OUR_BUG


def _place(error: BaseException) -> str:
    """The last line of ours that ran: a file name and a line, never the values in it."""
    found, ours = "", os.path.dirname(os.path.dirname(__file__))
    trace = error.__traceback__
    while trace:
        code = trace.tb_frame.f_code
        if code.co_filename.startswith(ours) or not found:
            found = f"{os.path.basename(code.co_filename)}:{trace.tb_lineno}"
        trace = trace.tb_next
    return found


def _say_trace(error: BaseException) -> None:
    import traceback

    for line in traceback.format_exception(error):
        for part in line.splitlines():
            print(visible(part), file=sys.stderr)
