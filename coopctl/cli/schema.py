"""coopctl schema: the schemas by which an editor helps."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from coopctl.cli import show
from coopctl.cli.options import argument, option
from coopctl.cli.setting import Setting
from coopctl.cli.verb import verb
from coopctl.problem import NotHere
from coopctl.words import T

Kind = Annotated[str | None, argument(meta="KIND", help="coop, members, circles…; none: the list")]
Folder = Annotated[str | None, option("--write", meta="FOLDER", help="write them all into this folder")]


@verb
def schema(setting: Setting, kind: Kind = None, write: Folder = None) -> int:
    """Show the JSON Schema of a kind of record, or write them all.

    The first line of each file says where its schema is, so that editors complete and underline.
    """
    from coopctl.schema import schemas

    made = schemas()
    if write:
        folder = Path(setting.folder) / write
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in made.items():
            (folder / name).write_text(text, encoding="utf-8")
            show.out(str(folder / name))
    elif kind is None:
        show.out("\n".join(name.removesuffix(".json") for name in made))
    elif f"{kind}.json" in made:
        show.out(made[f"{kind}.json"].rstrip())
    else:
        raise NotHere(T("there is no schema {kind}", kind=kind), "coopctl schema")
    return 0
