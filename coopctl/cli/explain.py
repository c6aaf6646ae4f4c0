"""coopctl explain: a rule's page."""

from __future__ import annotations

from textwrap import fill
from typing import Annotated

from coopctl.cli import show
from coopctl.cli.options import Format, argument
from coopctl.cli.saying import say_json
from coopctl.cli.setting import Setting
from coopctl.cli.verb import verb
from coopctl.manual import said_paragraphs
from coopctl.problem import NotHere
from coopctl.rules.rule import Rule, nearest
from coopctl.words import T, _

Name = Annotated[str | None, argument(meta="RULE", help="the name in brackets in a finding; none: all of them")]


@verb
def explain(setting: Setting, rule: Name = None, format: Format = "text") -> int:
    """Say why a rule exists, with a broken and a mended example."""
    from coopctl.rules.catalogue import BY_NAME, RULES

    if rule is None:
        rows = [(one.name, _kind(one), _(one.summary)) for one in RULES]
        if format == "json":
            say_json([_facts(one) for one in RULES])
        else:
            show.table([_("rule"), _("kind"), _("what it finds")], rows)
        return 0
    found = BY_NAME.get(rule)
    if found is None:
        near = nearest(rule, BY_NAME)
        cure = f"coopctl explain {near}" if near else "coopctl explain"
        raise NotHere(T("there is no rule {rule}", rule=rule), cure)
    if format == "json":
        say_json(_facts(found))
    else:
        show.out(page(found))
    return 0


def page(rule: Rule) -> str:
    """The whole page of a rule, in the language in use, to the width of the screen."""
    width = min(show.screen().width, 100)
    said = (part.replace("``", "`") for part in said_paragraphs(rule.page))
    prose = [fill(part, width, break_long_words=False, break_on_hyphens=False) for part in said]
    parts = [f"{rule.name} ({_kind(rule)})", *prose]
    for title, which in ((_("Broken"), "Broken"), (_("Mended"), "Mended")):
        files = rule.example(which)  # type: ignore[arg-type]
        if files:
            parts.append(f"{title}\n" + "\n".join(f"  {path}\n{_indented(text)}" for path, text in files.items()))
    return "\n\n".join(parts)


def _kind(rule: Rule) -> str:
    return _("to be mended") if rule.severity == "error" else _("only a remark")


def _indented(text: str) -> str:
    return "\n".join(f"    {line}" for line in text.splitlines())


def _facts(rule: Rule) -> dict[str, str]:
    return {"name": rule.name, "severity": rule.severity, "summary": _(rule.summary), "why": _(rule.why)}
