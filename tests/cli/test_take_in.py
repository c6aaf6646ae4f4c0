"""`import governance` typed: tables and a workbook come in, once; what is wrong is said at its place."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from tests.cli.coop import Coop
from tests.cli.frame import Seen
from tests.importing.organisations import Application

MEMBERS = (
    "Prénom;Nom;Courriel;Statut;Depuis\nZoé;Martin;zoe@example.org;cape;2024-03\nPaul;Durand;p@x.org;CAPE;01/02/2023\n"
)
CIRCLES = "cercle;titre;parent;depuis\nenergie;Énergie;;2022-01\nvente;Vente;Énergie;2023-05-01\n"
ROLES = 'cercle;rôle;redevabilités\nenergie;Référent chantier;"- devis\n- planning"\nvente;Accueil;Ouvrir\n'
MANDATES = """\
cercle;rôle;titulaire;depuis;jusqu'au;décidé par
energie;Référent chantier;Paul Durand;2024-01;;AG 2023
vente;Accueil;;2026-02-01;;
vente;;Zoé Martin;2026-02-01;;
"""


@pytest.fixture
def coop(tmp_path: Path) -> Coop:
    return Coop(tmp_path / "coop")


def tables(coop: Coop, **texts: str) -> Path:
    folder = coop.folder.parent / "org"
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.csv").write_bytes(text.encode("cp1252"))
    return folder


def take(coop: Coop, path: Path, *more: str, lang: str = "en") -> Seen:
    return coop.run("import", "governance", str(path), "--yes", *more, today="2026-11-24", lang=lang)


def test_a_folder_comes_in_and_a_later_one_ends_and_begins(coop: Coop) -> None:
    path = tables(coop, members=MEMBERS, circles=CIRCLES, roles=ROLES, mandates=MANDATES)
    dry = take(coop, path, "-n")
    assert "new: paul in energie/referent-chantier since January 2024" in dry.out
    assert not (coop.folder / "members" / "paul.yaml").exists()
    seen = take(coop, path)
    assert seen.code == 0, seen.err
    assert "members.csv: column “Courriel”: personal data never enters the ledger" in seen.err
    text = (coop.folder / "roles" / "energie" / "referent-chantier.yaml").read_text()
    assert "- devis\n- planning\n" in text
    assert "decision: AG 2023" in text
    assert "Durand" not in coop.git("log", "-p")
    assert take(coop, path).out == "nothing new in org: all of it is noted already\n"
    later = MANDATES.replace("Paul Durand;2024-01;;AG 2023", "Zoé Martin;2026-11-10;;").replace(
        "Accueil;;", "Accueil;Paul Durand;"
    )
    seen = take(coop, tables(coop, mandates=later))
    assert "ended: paul in energie/referent-chantier until 9 November 2026" in seen.out
    assert "new: zoe in energie/referent-chantier since 10 November 2026" in seen.out
    assert "ended: vente/accueil, to be filled" in seen.out
    assert "vacancies" not in (coop.folder / "roles" / "vente" / "accueil.yaml").read_text()


def test_bad_rows_are_said_at_their_place_and_nothing_is_written(coop: Coop) -> None:
    path = tables(coop, members=MEMBERS, circles=CIRCLES, roles=ROLES, mandates=MANDATES + "rien;Quoi;Moi;hier;;\n")
    before = coop.git("rev-parse", "HEAD")
    seen = take(coop, path)
    assert seen.code == 1
    assert "mandates.csv!A5: there is no circle “rien”" in seen.err
    assert "mandates.csv!D5: “hier” is not a day" in seen.err
    assert coop.git("rev-parse", "HEAD") == before


def test_what_the_rules_forbid_is_said_with_its_row(coop: Coop) -> None:
    early = MANDATES.replace("Paul Durand;2024-01;;", "Paul Durand;2020-01;;")
    path = tables(coop, members=MEMBERS, circles=CIRCLES, roles=ROLES, mandates=early)
    seen = take(coop, path)
    assert seen.code == 1
    assert "(from mandates.csv!2)" in seen.err


def test_a_workbook_and_one_that_is_none(coop: Coop) -> None:
    app, day = Application(4, 12), dt.date(2023, 6, 1)
    path = coop.folder.parent / "export.xlsx"
    path.write_bytes(app.export(day))
    seen = take(coop, path, "--on", "2023-06-01", "--status", "cape", lang="fr")
    assert seen.code == 0, seen.err
    assert "laissé de côté : Policies" in seen.err
    assert take(coop, path, "--on", "2023-06-01").out.startswith("nothing new")
    path.write_bytes(b"Date;Qui\n")
    assert take(coop, path).code == 2


def test_a_clone_without_the_names_does_not_take_people_in_twice(coop: Coop) -> None:
    path = tables(coop, members=MEMBERS, circles=CIRCLES, roles=ROLES, mandates=MANDATES)
    take(coop, path)
    other = coop.folder.parent / "other"
    coop.git("clone", "-q", str(coop.folder), str(other))
    coop.folder = other
    seen = take(coop, path, "--as", "noemie")
    assert seen.code == 1
    assert "names.yaml" in seen.err


def test_it_asks_once_and_names_what_is_left_to_nobody(coop: Coop, monkeypatch: pytest.MonkeyPatch) -> None:
    critical = CIRCLES.replace("depuis\n", "depuis;critique\n").replace("2022-01\n", "2022-01;oui\n")
    path = tables(coop, members=MEMBERS, circles=critical, roles=ROLES, mandates=MANDATES)
    assert take(coop, path).code == 0
    tables(coop, mandates=MANDATES.replace("chantier;Paul Durand;", "chantier;;"))
    asked: list[str] = []

    def answer(question: object, **given: object) -> bool:
        asked.append(str(question))
        return len(asked) > 1

    alone = "! nobody is left in energie/referent-chantier, and the cooperative stops without it\n"
    dry, head = take(coop, path, "-n"), coop.head()
    assert alone in dry.out
    monkeypatch.setattr("coopctl.cli.show_ask.confirm", answer)
    seen = coop.run("import", "governance", str(path), today="2026-11-24")
    assert (seen.code, asked, coop.head()) == (5, ["Record it all the same?"], head)
    assert alone in seen.err
    assert coop.run("import", "governance", str(path), today="2026-11-24").code == 0
    assert (len(asked), coop.head() != head) == (2, True)
