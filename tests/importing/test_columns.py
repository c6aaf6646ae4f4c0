from __future__ import annotations

import pytest

from coopctl.importing import headings
from coopctl.importing.people import Profile
from tests.importing.boards import HEAD, ROW, as_csv, as_xlsx, places, read, said


@pytest.mark.parametrize(
    ("meaning", "names"),
    [
        ("date", "Date|Jour|Le|DATE|Date (jj/mm/aaaa)|Date de la tâche|day|When|Horodateur|Date de réalisation"),
        ("until", "Date de fin|Jusqu'au|until"),
        ("member", "Qui|Nom|Prénom Nom|NOM Prénom|Contributeur·rice|Contributeur.ice|Contributeur|Membre|Who|Name"),
        ("member", "Associé·e|Coopérateur·rice|Entrepreneur·e|Contributeur/trice|Personne|Nom et prénom"),
        ("first_name", "Prénom|First name"),
        ("circle", "Cercle|Groupe|Commission|circle|Groupe de travail|Pôle|Équipe|Cercle concerné|Nom du cercle"),
        ("what", "Ce que j'ai fait|Ce que j’ai fait|Tâche|Tâches réalisées|Objet|Quoi|Intitulé|Libellé|What|Task"),
        ("what", "Description de la tâche|Activité|Travail réalisé|Description"),
        ("hours", "Temps passé|Durée|Nb d'heures|Nb d’heures|Heures|Tps|Tps passé|Nombre d'heures|Temps passé (h)"),
        ("hours", "Durée (en heures)|Hours|Time spent|h|Nb heures|Heures passées|NB H|TEMPS PASSE|Total heures"),
        ("minutes", "Minutes|Durée (min)|Temps en minutes"),
        ("rate", "€/h|Taux|Taux horaire|Taux horaire (€/h)|€ / h|euros de l'heure|Rate|Hourly rate|Tarif horaire"),
        ("rate", "Montant horaire|EUR/h|Taux que je m'octroie|€/heure"),
        ("amount", "Montant|Contribution|Total|Montant (€)|Total €|Somme|À verser|Amount|Montant total"),
        ("hours", "Temps pass?|Temps pass\ufffd|Temps passÃ©|Dur?e|Temps pass"),
        ("rate", "?/h|\ufffd/h|â‚¬/h|/h"),
        ("what", "T?che|Intitul\ufffd|Ce que j?ai fait"),
        ("first_name", "Pr?nom"),
    ],
)
def test_headings_mean_what_they_say(meaning: str, names: str) -> None:
    wrong = {name: headings.meanings(name) for name in names.split("|") if not headings.meanings(name)
             or headings.meanings(name)[0][1] != meaning}  # fmt: skip
    assert wrong == {}


@pytest.mark.parametrize(
    "name", ["", "N°", "Validé", "Payé", "Durée (jours)", "Nb jours", "Semaine", "Trimestre", "???"]
)
def test_other_headings_mean_nothing(name: str) -> None:
    assert headings.meanings(name) == ()


def test_titles_and_blank_lines_above_the_headings_do_not_hide_them() -> None:
    rows = [("Contributions",), (), ("Total du mois", "", "", "", "1,5"), ("",) * 7, HEAD, ROW]
    assert len(read(as_csv(rows)).lines) == 1


def test_columns_in_any_order_and_language() -> None:
    row = ("20", "1.5", "Backups", "Technique", "Loïc Moreau", "2026-09-03")
    (line,) = read(as_csv([("Rate", "Hours", "Task", "Circle", "Who", "Day"), row])).lines
    assert (line.member, line.circle, line.hours, line.rate, line.what) == ("loic", "technique", 150, 2000, "Backups")


def test_first_and_last_names_in_two_columns_are_one_name() -> None:
    head = ("Date", "Nom", "Prénom", *HEAD[2:])
    assert read(as_csv([head, ("03/09/2026", "MOREAU", "Loïc", *ROW[2:])])).lines[0].member == "loic"


def test_hours_and_minutes_in_two_columns_are_one_time() -> None:
    head = (*HEAD[:4], "Heures", "Minutes", "€/h")
    found = read(as_csv([head, (*ROW[:4], "1", "30", "20"), (*ROW[:4], "", "45", "20")]))
    assert [line.hours for line in found.lines] == [150, 75]


def test_the_better_heading_wins_and_the_other_is_said_not_to_be_carried() -> None:
    found = read(as_csv([(*HEAD, "Jour", "Validé"), (*ROW, "jeudi", "oui")]))
    assert found.troubles == ()
    assert said(found, "skipped") == [
        "a.csv!H1: column H “Jour” is not carried", "a.csv!I1: column I “Validé” is not carried",
    ]  # fmt: skip


def test_two_columns_of_one_meaning_are_not_chosen_between() -> None:
    rows = [(*HEAD, "Durée"), (*ROW, "1,5")]
    (trouble,) = read(as_csv(rows)).troubles
    assert str(trouble.address) == "a.csv!E1"
    assert str(trouble.message) == "several columns could hold the time: E “Temps passé”, H “Durée”"
    assert trouble.cure == '--column hours="Temps passé"'
    assert len(read(as_csv(rows), profile=Profile({"hours": "durée"})).lines) == 1


def test_two_columns_of_one_heading_are_told_apart_by_their_letter() -> None:
    rows = [(*HEAD, "Temps passé"), (*ROW, "2")]
    (trouble,) = read(as_csv(rows)).troubles
    assert trouble.cure == '--column hours="E"'
    assert read(as_csv([(*HEAD[:6], "", "Temps passé"), (*ROW[:6], "", "2")]), profile=Profile({"hours": "H"})).lines
    chosen = read(as_csv([(*HEAD[:6], "Temps passé"), (*ROW[:6], "2")]), profile=Profile({"hours": "G"}))
    assert chosen.lines[0].hours == 200


def test_a_missing_column_is_named_with_the_headings_seen() -> None:
    head = ("Date", "Qui", "Cercle", "Ce que j'ai fait", "Bidule", "Machin")
    found = read(as_csv([head, ROW[:6]]))
    assert [str(trouble.message).split(";")[0] for trouble in found.troubles] == [
        "no column for the time", "no column for the rate",
    ]  # fmt: skip
    assert "“Date”, “Qui”, “Cercle”, “Ce que j'ai fait”, “Bidule”, “Machin”" in str(found.troubles[0].message)
    assert found.troubles[0].cure == '--column hours="…"'
    mapped = read(as_csv([head, ROW[:6]]), profile=Profile({"hours": "bidule", "rate": "MACHIN"}))
    assert (mapped.lines[0].hours, mapped.lines[0].rate) == (150, 2000)


def test_headings_nobody_knows_can_all_be_mapped() -> None:
    head = ("A1", "B1", "C1", "D1", "E1", "F1")
    (trouble,) = read(as_csv([head, ROW[:6]])).troubles
    assert "headings seen: “A1”, “B1”" in str(trouble.message)
    chosen = dict(zip(("date", "member", "circle", "what", "hours", "rate"), head, strict=True))
    assert len(read(as_csv([head, ROW[:6]]), profile=Profile(chosen)).lines) == 1


def test_a_mapping_to_a_heading_that_is_not_there_is_said() -> None:
    found = read(as_csv([HEAD, ROW]), profile=Profile({"hours": "Tmps"}))
    assert len(found.lines) == 1
    assert said(found, "note")[0].startswith("a.csv!1: no column is headed “Tmps” here; headings seen: “Date”")


def test_a_summary_beside_the_board_is_not_carried_and_said() -> None:
    summary = [("Nom", "Heures", "Montant"), ("Loïc", 1.5, 30)]
    found = read(as_xlsx({"Mars": [HEAD, ROW], "Récap": summary}))
    assert (len(found.lines), found.troubles) == (1, ())
    assert said(found, "skipped") == ["Récap: no table of what was done in this sheet, not carried"]


def test_a_file_with_a_summary_alone_is_refused() -> None:
    assert places(read(as_csv([("Nom", "Heures", "Montant"), ("Loïc", "1,5", "30")]))) == ["a.csv!1"]
