"""Questions to the person at the keyboard; where nobody can answer, the option to give instead (exit 2)."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import TypeVar

from coopctl.cli.show import err, may_ask, write
from coopctl.problem import Cancelled, Misuse
from coopctl.words import T, Text, visible

_YES = {"y", "yes", "o", "oui"}
_NO = {"n", "no", "non"}

V = TypeVar("V")


def ask(prompt: str | Text, default: str | None = None, *, option: str) -> str:
    """One line from the person, without the blanks around it; Enter takes ``default``, if there is one.

    Raises ``Misuse`` naming ``option`` where nobody can answer, ``Cancelled`` when the input ends.
    """
    return ask_for(prompt, str, default, option=option)


def ask_for(prompt: str | Text, parse: Callable[[str], V], default: str | None = None, *, option: str) -> V:
    """The same, read by ``parse``, which raises ``ValueError`` for what it refuses: then it is asked again."""
    _must_answer(option)
    shown = str(
        T("{prompt} [{default}]: ", prompt=prompt, default=default) if default else T("{prompt}: ", prompt=prompt)
    )
    while True:
        answer = _line(shown) or default
        if not answer:
            continue
        try:
            return parse(answer)
        except ValueError as refused:
            err(refused.args[0] if refused.args else T("“{seen}” cannot be read", seen=answer))


def confirm(question: str | Text, *, option: str = "--yes", yes: bool = False, default: bool = False) -> bool:
    """Yes or no, in either language; ``yes`` (the option was given) answers without asking."""
    if yes:
        return True
    _must_answer(option)
    shown = str(T("{question} [Y/n] ", question=question) if default else T("{question} [y/N] ", question=question))
    while True:
        answer = _line(shown).lower()
        if answer in _YES or (not answer and default):
            return True
        if answer in _NO or not answer:
            return False


def choose(prompt: str | Text, labels: Sequence[str | Text], *, option: str, default: int | None = None) -> int:
    """One of several, by its number or by the beginning of its label; the answer counts from 0."""
    _must_answer(option)
    said = [str(label) for label in labels]
    for number, label in enumerate(said, 1):
        err(f"{number:>3}  {visible(label)}")

    def parse(answer: str) -> int:
        if answer.isascii() and answer.isdigit() and 1 <= int(answer[:9]) <= len(said):
            return int(answer) - 1
        found = [i for i, label in enumerate(said) if label.casefold().startswith(answer.casefold())]
        exact = [i for i in found if said[i].casefold() == answer.casefold()]
        if len(exact or found) == 1:
            return (exact or found)[0]
        raise ValueError(T("“{seen}” is not one of them: a number from 1 to {last}", seen=answer, last=len(said)))

    return ask_for(prompt, parse, None if default is None else str(default + 1), option=option)


def _must_answer(option: str) -> None:
    if not may_ask():
        raise Misuse(T("{option} is missing, and nobody can be asked here (no terminal, or --no-input)", option=option))


def _line(prompt: str) -> str:
    """What was typed after a prompt; bytes that are no text count as nothing typed, and are said."""
    while True:
        write("stderr", visible(prompt))
        try:
            line = sys.stdin.readline()
            line.encode()
        except UnicodeError:
            err(T("That was not text in UTF-8."))
            continue
        if not line:
            write("stderr", "\n")
            raise Cancelled(T("Cancelled."))
        return line.strip()
