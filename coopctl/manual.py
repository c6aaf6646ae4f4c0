"""Docstrings as pages people read: what they are cut into, and how a page is said in their language."""

from __future__ import annotations

from coopctl.words import _

EXAMPLES = ("Broken:", "Mended:", "Source:")
"""Where the prose of a rule's page ends and its examples begin."""


def paragraphs(docstring: str | None) -> tuple[str, ...]:
    """The prose of a docstring, one string per paragraph, its lines joined; the first is the title.

    A paragraph that is wholly indented is a sample: it keeps its lines (and is the same in every
    language). What follows a line of :data:`EXAMPLES` is not prose.
    """
    found: list[list[str]] = [[]]
    for line in _unindented(docstring or ""):
        if line.strip() in EXAMPLES:
            break
        if line.strip():
            found[-1].append(line.rstrip())
        elif found[-1]:
            found.append([])
    return tuple("\n".join(lines) if is_sample(lines[0]) else " ".join(lines) for lines in found if lines)


def said_paragraphs(docstring: str | None) -> tuple[str, ...]:
    """The same, in the language in use."""
    return tuple(part if is_sample(part) else _(part) for part in paragraphs(docstring))


def title(docstring: str | None) -> str:
    """The first sentence of a page, in the language in use; empty where there is no page."""
    return next(iter(said_paragraphs(docstring)), "")


def is_sample(paragraph: str) -> bool:
    """Whether a paragraph is a sample (a command, a piece of a file) and not a sentence."""
    return paragraph.startswith(" ")


def _unindented(docstring: str) -> list[str]:
    first, *others = docstring.expandtabs().splitlines() or [""]
    margin = min((len(line) - len(line.lstrip()) for line in others if line.strip()), default=0)
    return [first.strip(), *(line[margin:] for line in others)]
