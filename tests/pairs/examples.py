"""A working example of each command that writes: a wish, another wish for the same thing, and one for another thing."""

# ruff: noqa: E501

from __future__ import annotations

from typing import NamedTuple

Typed = tuple[str, ...]


class Example(NamedTuple):
    """``one`` and ``two`` are about the same thing, ``other`` about another; ``by_hand`` is edited before each."""

    one: Typed
    two: Typed
    other: Typed
    by_hand: tuple[tuple[str, str, str], ...] = ()


def alike(template: str, one: tuple[str, ...], two: tuple[str, ...], other: tuple[str, ...]) -> Example:
    """Three lines that differ in a few places."""
    lines = (template.format(*map(_glued, places)) for places in (one, two, other))
    return Example(*(tuple(word.replace("_", " ") for word in line.split()) for line in lines))  # type: ignore[arg-type]


def _glued(text: str) -> str:
    return text if "--" in text else text.replace(" ", "_")


def ballots(name: str, why: str = "") -> str:
    """One ballot of each who is there."""
    people = ("loic", "noemie", "karim")
    other = "loic" if name == "noemie" else "noemie"
    named = zip(people, (name, name, other), strict=True)
    return " ".join(f"--ballot {who}={one}{':' + why if why else ''}" for who, one in named)


NOT_HERE = {
    "init": "makes a ledger, and no other is there yet",
    "sync": "is the merge itself",
    "keys setup": "sets up git in one clone, beside the ledger",
    "forge github": "writes the files of a forge, no record; each is computed again from what came together",
    "forge gitlab": "the same",
    "forge forgejo": "the same",
    "propose": "sets a branch apart; what it records is a save",
    "member forget": "writes nothing in the ledger: it erases a name in a private folder",
}
"""Commands that write, and are in no pair."""

EXAMPLES: dict[str, Example] = {
    "contrib add": alike("--as {0} contrib add {1} --circle technique --hours {2} --rate 20 --date 2026-11-02",
                         ("paul", "Relecture", "1"), ("paul", "Tri", "2"), ("ana", "Lettre", "3")),
    "contrib edit": alike("--as {0} contrib edit {1} --hours {2}",
                          ("paul", "paaaaaaa", "3"), ("paul", "paaaaaaa", "4"), ("ana", "aaaaaaaa", "5")),
    "contrib remove": alike("--as {0} contrib remove {1}",
                            ("paul", "paaaaaaa"), ("paul", "paaaaaaa"), ("ana", "aaaaaaaa")),
    "contrib import": alike("contrib import {0} --yes", ("{import1}",), ("{import2}",), ("{import3}",)),
    "keys add": alike("keys add {0} {1}", ("paul", "{key1}"), ("paul", "{key2}"), ("ana", "{key3}")),
    "keys end": alike("keys end {0} --on {1}", ("paul", "2026-11-30"), ("paul", "2026-12-31"), ("ana", "2026-11-30")),
    "keys lost": alike("keys lost {0}", ("paul",), ("paul",), ("ana",)),
    "save": Example(("save", "-m", "x"), ("save", "-m", "x"), ("save", "-m", "x"), (
        ("circles/technique.yaml", "Outils numériques", "Outils"),
        ("circles/technique.yaml", "Outils numériques", "Informatique"),
        ("circles/orientation.yaml", "Cercle d'orientation", "Orientation"))),
    "undo": alike("undo {0} --yes", ("{entry1}",), ("{entry1}",), ("{entry2}",)),
    "circle add": alike("circle add {0} --title {1}", ("atelier", "Atelier"), ("atelier", "L'atelier"), ("jardin", "J")),
    "circle edit": alike("circle edit {0} --domain {1}", ("technique", "Les outils"), ("technique", "Les serveurs"),
                         ("communication", "La lettre")),
    "circle join": alike("circle join {0} {1} --since {2}", ("accueil", "paul", "2026-11-01"),
                         ("accueil", "paul", "2026-11-03"), ("accueil", "ana", "2026-11-01")),
    "circle leave": alike("circle leave {0} {1} --on {2}", ("technique", "paul", "2026-11-30"),
                          ("technique", "paul", "2026-12-31"), ("communication", "ana", "2026-11-30")),
    "circle represent": alike("circle represent {0} {1} --since 2026-11-01", ("technique", "loic"),
                              ("technique", "noemie"), ("communication", "karim")),
    "circle facilitate": alike("circle facilitate {0} {1} --since 2026-11-01", ("technique", "loic"),
                               ("technique", "noemie"), ("communication", "karim")),
    "circle close": alike("circle close {0} --on {1} --end-all --yes", ("communication", "2026-11-30"),
                          ("communication", "2026-12-31"), ("accueil", "2026-11-30")),
    "role add": alike("role add {0} --title {1}", ("technique/support", "Support"), ("technique/support", "Aide"),
                      ("communication/affiches", "Affiches")),
    "role edit": alike("role edit {0} --purpose {1} --accountability {2}",
                       ("technique/admin-sys", "Que ça marche", "Serveurs"),
                       ("technique/admin-sys", "Que tout marche", "Courriel"),
                       ("communication/lettre", "Dire", "Une lettre")),
    "role assign": alike("role assign {0} {1} --since 2026-11-01", ("technique/depannage", "paul"),
                         ("technique/depannage", "karim"), ("communication/photos", "karim")),
    "role appoint": alike("role appoint orientation/{0} {1} --on {2} --minutes AG",
                          ("cogerance", "noemie", "2026-11-03"), ("cogerance", "noemie", "2026-11-02"),
                          ("tresorerie", "karim", "2026-11-03")),
    "role agree": alike("role agree {0} {1}", ("technique/admin-sys", "loic"), ("technique/admin-sys", "loic"),
                        ("communication/lettre", "noemie")),
    "role vacate": alike("role vacate {0} {1} --on {2}", ("technique/admin-sys", "loic", "2026-11-30"),
                         ("technique/admin-sys", "loic", "2026-12-31"), ("communication/lettre", "noemie", "2026-11-30")),
    "role decline": alike("role decline orientation/{0} {1} --date {2}", ("cogerance", "noemie", "2026-11-03"),
                          ("cogerance", "noemie", "2026-11-02"), ("tresorerie", "karim", "2026-11-03")),
    "body add": alike("body add {0} --title {1} --kind other --since 2026-11-01", ("sages", "Sages"), ("sages", "Les sages"),
                      ("comite", "Comité")),
    "body edit": alike("body edit {0} --purpose {1}", ("conseil", "Veiller"), ("conseil", "Relire"), ("bureau", "Tenir")),
    "body assign": alike("body assign {0} {1} --since 2026-11-01", ("conseil", "loic"), ("conseil", "karim"),
                         ("bureau", "karim")),
    "body appoint": alike("body appoint {0} {1} --on {2} --minutes AG", ("conseil", "paul", "2026-11-03"),
                          ("conseil", "paul", "2026-11-02"), ("bureau", "ana", "2026-11-03")),
    "body agree": alike("body agree {0} {1}", ("conseil", "noemie"), ("conseil", "noemie"), ("bureau", "noemie")),
    "body vacate": alike("body vacate {0} {1} --on {2}", ("conseil", "noemie", "2026-11-30"),
                         ("conseil", "noemie", "2026-12-31"), ("bureau", "noemie", "2026-11-30")),
    "body decline": alike("body decline {0} {1} --date {2}", ("conseil", "paul", "2026-11-03"),
                          ("conseil", "paul", "2026-11-02"), ("bureau", "ana", "2026-11-03")),
    "body close": alike("body close {0} --on {1} --end-all --yes", ("conseil", "2026-11-30"), ("conseil", "2026-12-31"),
                        ("bureau", "2026-11-30")),
    "election open": alike("election open orientation/{0} --present loic,noemie,karim --absent nadege --facilitator {1} "
                           "--term-months 24 --since 2027-01-01 --date 2026-11-03",
                           ("s19", "nadege"), ("s19", "loic"), ("s20", "nadege")),
    "election nominate": alike("election nominate 2026-11-02-{0} {1}", ("s1", ballots("noemie", "a")),
                               ("s1", ballots("loic", "b")), ("s2", ballots("noemie", "a"))),
    "election reveal": alike("election reveal 2026-11-02-{0} --withheld {1}", ("s3", "loic,noemie,karim"),
                             ("s3", "noemie,karim --reason loic=Oui"), ("s4", "loic,noemie,karim")),
    "election change": alike("election change 2026-11-02-{0} {1}", ("s5", ""), ("s5", "--ballot noemie=loic:c"), ("s6", "")),
    "election propose": alike("election propose 2026-11-02-{0} --member {1} --because Le_rôle", ("s7", "noemie"),
                              ("s7", "noemie --proposer karim"), ("s8", "noemie")),
    "election consent": alike("election consent 2026-11-02-{0} {1}", ("s9", "--member loic"), ("s9", "--all"),
                              ("s10", "--all")),
    "election object": alike("election object 2026-11-02-{0} --member {1} --text {2}", ("s9", "loic", "C'est long"),
                             ("s9", "karim", "C'est court"), ("s10", "loic", "C'est long")),
    "election clarify": alike("election clarify 2026-11-02-{0} o1 --text {1}", ("s11", "C'est long"),
                              ("s11", "C'est court"), ("s12", "C'est long")),
    "election resolve": alike("election resolve 2026-11-02-{0} o1 --ending {1}", ("s11", "withdrawn"),
                              ("s11", "withdrawn --date 2026-11-04"), ("s12", "withdrawn")),
    "election accept": alike("election accept 2026-11-02-{0} {1}", ("s13", ""), ("s13", "--member noemie"), ("s14", "")),
    "election decline": alike("election decline 2026-11-02-{0} {1}", ("s13", ""), ("s13", "--member noemie"),
                              ("s14", "")),
    "election arrive": alike("election arrive 2026-11-02-{0} --member nadege {1}", ("s1", ""), ("s1", "--remote"), ("s2", "")),
    "election leave": alike("election leave 2026-11-02-{0} --member {1}", ("s1", "karim"), ("s1", "noemie"), ("s2", "karim")),
    "election hand-over": alike("election hand-over 2026-11-02-{0} --facilitator {1}", ("s1", "loic"), ("s1", "karim"),
                                ("s2", "loic")),
    "election reframe": alike("election reframe 2026-11-02-{0} --term-months {1} --because Convenu", ("s1", "12"), ("s1", "18"),
                              ("s2", "12")),
    "election suspend": alike("election suspend 2026-11-02-{0} --until {1} --because Tard", ("s1", "2026-11-10"),
                              ("s1", "2026-11-12"), ("s2", "2026-11-10")),
    "election resume": alike("election resume 2026-11-02-{0} --present {1}", ("s17", "loic,noemie,karim"),
                             ("s17", "loic,noemie"), ("s18", "loic,noemie,karim")),
    "election cancel": alike("election cancel 2026-11-02-{0} --because {1}", ("s1", "La fiche"), ("s1", "Le jour"),
                             ("s2", "La fiche")),
    "election close": alike("election close 2026-11-02-{0} --because {1} --next later", ("s7", "Personne"),
                            ("s7", "Pas encore"), ("s8", "Personne")),
    "election reopen": alike("election reopen 2026-11-02-{0} --to ballots --because {1}", ("s15", "On reprend"),
                             ("s15", "Encore"), ("s16", "On reprend")),
    "election note": alike("election note 2026-11-02-{0} {1}", ("s1", "Une pause"), ("s1", "Dix minutes"),
                           ("s2", "Une pause")),
    "election correct": alike("election correct 2026-11-02-{0} {1}", ("s15", "Lire autrement"), ("s15", "Lire ceci"),
                              ("s16", "Lire autrement")),
    "decision propose": alike("decision propose {0} --slug {2} --circle technique --proposal {1}",
                              ("Un essai", "On essaie", "essai"), ("Un essai", "Essayons", "essai"),
                              ("Autre", "On fait", "autre")),
    "decision object": alike("decision object {0} --about {1}", ("ouvert1", "Et le coût ?"), ("ouvert1", "Et après ?"),
                             ("ouvert2", "Et le coût ?")),
    "decision resolve": alike("decision resolve {0} o1 --integrated {1}", ("objecte1", "Moins"), ("objecte1", "Plus tard"),
                              ("objecte2", "Moins")),
    "decision amend": alike("decision amend {0} {1}", ("ouvert1", "Mieux"), ("ouvert1", "Autrement"),
                            ("ouvert2", "Mieux")),
    "decision round": alike("decision round {0} --consenting {1}", ("ouvert1", "3"), ("ouvert1", "4"), ("ouvert2", "3")),
    "decision adopt": alike("decision adopt {0} --review {1}", ("tour1", "2027-03-01"), ("tour1", "2027-04-01"),
                            ("tour2", "2027-03-01")),
    "decision take-up": alike("decision take-up {0} declined --because {1}", ("dehors1", "Non"), ("dehors1", "Pas là"),
                              ("dehors2", "Non")),
    "decision review": alike("decision review {0} --next {1}", ("adopte1", "2027-09-01"), ("adopte1", "2027-10-01"),
                             ("adopte2", "2027-09-01")),
    "decision correct": alike("decision correct {0} {1}", ("adopte1", "Lire mars"), ("adopte1", "Lire mai"),
                              ("adopte2", "Lire mars")),
    "decision end": alike("decision end {0} {1}", ("adopte1", "--dropped"), ("adopte1", "--broken Non"), ("adopte2", "--dropped")),
    "budget request": alike("budget request {0} {1} --period 2026-Q4", ("technique", "1200"), ("technique", "1300"),
                            ("communication", "700")),
    "budget grant": alike("budget grant {0} {1} --period 2026-Q4 --on 2026-11-02", ("technique", "1100"),
                          ("technique", "1150"), ("communication", "600")),
    "budget transfer": alike("budget transfer {0} --from {1} --to {2} --period 2026-Q4 --note {3}",
                             ("400", "technique", "communication", "Affiches"),
                             ("300", "technique", "communication", "Photos"),
                             ("200", "communication", "orientation", "Salle")),
    "meeting add": alike("meeting add {0} --date 2026-11-03 --present {1}", ("technique", "3"), ("technique", "4"),
                         ("communication", "3")),
    "workshop add": alike("workshop add {0} --date 2026-11-03 --host {1} --name {2}", ("Devis", "loic", "devis"),
                          ("Faire un devis", "noemie", "devis"), ("Photo", "karim", "photo")),
    "need add": alike("need add {0} --name {1} --circle technique", ("Un écran", "ecran"), ("L'écran", "ecran"),
                      ("Une salle", "salle")),
    "need edit": alike("need edit {0} --due {1}", ("visio", "2026-12-01"), ("visio", "2026-12-15"),
                       ("affiche", "2026-12-01")),
    "need take": alike("need take {0} {1} --since 2026-11-01", ("visio", "paul"), ("visio", "karim"), ("affiche", "ana")),
    "need release": alike("need release {0} {1} --on {2}", ("pris", "paul", "2026-11-03"), ("pris", "paul", "2026-11-02"),
                          ("tenu", "ana", "2026-11-03")),
    "need done": alike("need done {0} --on {1} --answer {2}", ("pris", "2026-11-03", "Fait"),
                       ("pris", "2026-11-02", "Réglé"), ("tenu", "2026-11-03", "Fait")),
    "need drop": alike("need drop {0} --on {1}", ("pris", "2026-11-03"), ("pris", "2026-11-02"), ("tenu", "2026-11-03")),
    "member welcome": alike("member welcome {0} --by {1} --since 2026-11-02", ("zoe", "loic"), ("zoe", "noemie"),
                            ("yann", "loic")),
    "member add": alike("member add {0} --status cape --since {1}", ("ines", "2026-11-02"), ("ines", "2026-11-03"),
                        ("omar", "2026-11-02")),
    "member status": alike("member status {0} {1} --since 2026-11-01", ("paul", "appui"), ("paul", "esa"),
                           ("ana", "esa")),
    "member edit": alike("member edit {0} --site {1} --skill {2}", ("paul", "Limoges", "devis"),
                         ("paul", "Tulle", "photo"), ("ana", "Brive", "son")),
    "member referent": alike("member referent {0} {1} --since 2026-11-01", ("paul", "karim"), ("paul", "noemie"),
                             ("ana", "karim")),
    "member follow-up": alike("member follow-up {0} {1} --by {2}", ("paul", "2026-12-15", "karim"),
                              ("paul", "2027-01-15", "noemie"), ("ana", "2026-12-15", "karim")),
    "member leave": alike("member leave {0} --on {1} --yes", ("paul", "2026-12-31"), ("paul", "2027-01-31"),
                          ("ana", "2026-12-31")),
    "member rename": alike("member rename {0} {1} --yes", ("paul", "paul-m"), ("paul", "m07"), ("ana", "m08")),
    "payout close": alike("payout close {0} --yes", ("2026-08",), ("2026-08",), ("2026-08",)),
    "import governance": alike("import governance {0} --yes", ("{org1}",), ("{org2}",), ("{org3}",)),
    "fmt": Example(("fmt",), ("fmt",), ("fmt",)),
}  # fmt: skip
