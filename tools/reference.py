"""The generated pages of docs/ and the schemas, as they follow from the sources.

    python tools/reference.py           write them
    python tools/reference.py check     they are as they would be written

Pages of rules and commands are in English, those of rules in French too; the schemas speak French.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from coopctl.cli.app import grown  # noqa: E402
from coopctl.cli.commands import OCCASIONS  # noqa: E402
from coopctl.cli.main import main as coopctl  # noqa: E402
from coopctl.manual import said_paragraphs  # noqa: E402
from coopctl.rules.catalogue import RULES  # noqa: E402
from coopctl.rules.rule import Rule  # noqa: E402
from coopctl.schema import schemas  # noqa: E402
from coopctl.words import _, language, set_language  # noqa: E402

HEADS = {
    "en": "# Rules\n\nEvery rule of `coopctl check`, made from the sources. `coopctl explain RULE` shows one of them.\n"
    "An error makes `check` end with 1 and keeps a command from writing what would cause it; a warning is only said.",
    "fr": "# Règles\n\nToutes les règles de `coopctl check`, telles que les dit le programme. `coopctl explain RÈGLE`\n"
    "en montre une. Une erreur est à corriger ; une remarque se regarde, et n'empêche rien.",
}
MENDING = {"en": ("Broken", "Mended", "(removed)"), "fr": ("À corriger", "Corrigé", "(retiré)")}


def pages() -> dict[str, str]:
    """Path from the root → text of everything that is generated."""
    before = language()
    try:
        found = {"docs/rules.md": _rules("en"), "docs/fr/rules.md": _rules("fr"), "docs/commands.md": _commands()}
        set_language("fr")
        return found | {f"schemas/{name}": text for name, text in schemas().items()}
    finally:
        set_language(before)


def _rules(lang: str) -> str:
    set_language(lang)
    return "\n\n".join([HEADS[lang], *(_rule(rule, lang) for rule in RULES)]) + "\n"


def _rule(rule: Rule, lang: str) -> str:
    kind = _("error") if rule.severity == "error" else _("warning")
    parts = [f"## {rule.name}", *said_paragraphs(rule.page)]
    parts[1] = f"**{kind}** · {parts[1]}"
    broken, mended, removed = MENDING[lang]
    for title, which in ((broken, "Broken"), (mended, "Mended")):
        for path, text in rule.example(which).items():  # type: ignore[arg-type]
            said = removed if text.strip() == "(removed)" else f"```yaml\n{text}```"
            parts.append(f"{title}, `{path}`:\n\n{said}" if said != removed else f"{title}, `{path}`: {said}")
    return "\n\n".join(parts)


def _commands() -> str:
    parts = ["# Commands", "The page of every command, as `--help` shows it.", _help()]
    for occasion in OCCASIONS:
        parts.append(f"## {occasion.title}")
        for row in occasion.rows:
            parts += [f"### coopctl {row.name}", _help(row.name)]
            for verb in getattr(grown(row), "verbs", ()):
                parts += [f"#### coopctl {row.name} {verb}", _help(row.name, verb)]
    return "\n\n".join(parts) + "\n"


def _help(*command: str) -> str:
    said = StringIO()
    columns = os.environ.get("COLUMNS")
    os.environ["COLUMNS"] = "80"
    try:
        with redirect_stdout(said):
            coopctl([*command, "--help", "--lang", "en"])
    finally:
        os.environ.pop("COLUMNS")
        if columns is not None:
            os.environ["COLUMNS"] = columns
    assert said.getvalue(), command
    return f"```text\n{said.getvalue().rstrip()}\n```"


def stale() -> Iterator[str]:
    """The generated files that are not as they would be written, and those that nothing generates any more."""
    wanted = pages()
    for path, text in wanted.items():
        file = ROOT / path
        if not file.is_file() or file.read_text("utf-8") != text:
            yield path
    yield from (f"schemas/{one.name}" for one in (ROOT / "schemas").iterdir() if f"schemas/{one.name}" not in wanted)


def main(args: list[str]) -> int:
    """Write the files, or say which are not fresh."""
    if args == ["check"]:
        found = list(stale())
        for path in found:
            print(f"{path} is not as it would be written: make bless")
        return 1 if found else 0
    for path, text in pages().items():
        (ROOT / path).parent.mkdir(parents=True, exist_ok=True)
        (ROOT / path).write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
