"""Findings as text: for a reader, an editor, a forge. Pure: no screen, no disk."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from coopctl.problem import Finding

FORMATS = ("text", "concise", "json", "github", "gitlab", "sarif", "junit")


def report(
    form: str,
    findings: Sequence[Finding],
    *,
    text_of: Callable[[str], str | None] = lambda path: None,
    lang: str = "fr",
    color: bool = False,
    width: int = 80,
    read: int | None = None,
    prefix: str = "",
    titles: Mapping[str, str] | None = None,
) -> str:
    """The findings in one of ``FORMATS``, without a newline at the end.

    ``prefix`` is the folder of the ledger from the top of its repository, for what forges read;
    ``titles`` says each rule in one line (SARIF). ``concise`` and ``github`` are empty when nothing is wrong.
    """
    from coopctl.report import junit, machine, sarif
    from coopctl.report import text as reader

    forms: dict[str, Callable[[], str]] = {
        "text": lambda: reader.text(findings, text_of, lang, color, width, read),
        "concise": lambda: reader.concise(findings, lang),
        "json": lambda: machine.as_json(findings, lang),
        "github": lambda: machine.github(findings, lang, prefix),
        "gitlab": lambda: machine.gitlab(findings, lang, prefix),
        "sarif": lambda: sarif.sarif(findings, lang, prefix, titles),
        "junit": lambda: junit.junit(findings, lang, prefix),
    }
    return forms[form]()
