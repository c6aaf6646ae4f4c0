"""Findings as a reader sees them."""

from __future__ import annotations

import re

import pytest

from coopctl.problem import Place
from coopctl.report import FORMATS, report
from coopctl.report.plain import cells
from coopctl.report.text import closing, concise, text
from coopctl.words import T, visible
from tests.report.samples import FILES, FINDINGS, RATE, ROLE, hostile, hostile_texts

SGR = re.compile(r"\x1b\[[0-9;]*m")


def test_a_finding_as_the_design_shows_it():
    assert text([RATE], FILES.get, "en", width=90).splitlines()[:5] == [
        (
            "contributions/2026-10/loic.yaml:6:9: error[rate-above-cap]: "
            "35 €/h is above the cap of 30 €/h in force since 1 January 2018"
        ),
        "    6 |   rate: 35",
        "      |         ^^",
        "  coop.yaml:9:5: the cap is written here",
        "  try: coopctl contrib edit k7m3qa2w --rate 30        why: coopctl explain rate-above-cap",
    ]


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("form", FORMATS)
def test_every_form_is_as_it_was(form, lang, golden):
    said = report(form, FINDINGS, text_of=FILES.get, lang=lang, width=80, read=412, prefix="ledger")
    golden(f"report/{form}.{lang}.txt", said + "\n")


def test_color_changes_nothing_but_color(golden):
    colored = text(FINDINGS, FILES.get, "en", color=True, width=80)
    assert SGR.sub("", colored) == text(FINDINGS, FILES.get, "en", width=80)
    assert "\x1b[" in colored


@pytest.mark.parametrize("width", [20, 40, 80, 200])
def test_what_follows_the_message_fits_the_width(width):
    line = "  what: " + "très long " * 60
    lines = text([ROLE._replace(place=Place("a", 1, 300, 9))], {"a": line}.get, "en", width=width).splitlines()
    assert all(cells(shown) <= max(width, 28) for shown in lines[1:3])


def test_a_file_that_cannot_be_read_shows_no_line():
    assert text([ROLE], lambda path: None, "en").splitlines() == [
        "contributions/2026-10/loic.yaml:4:9: warning[role-not-held]: loic did not hold admin-sys that day",
        "  why: coopctl explain role-not-held",
        "",
        "1 warning, in 1 file.",
    ]


@pytest.mark.parametrize(
    ("findings", "read", "english", "french"),
    [
        ([], None, "Nothing to mend.", "Rien à corriger."),
        ([], 1, "Nothing to mend (1 file read).", "Rien à corriger (1 fichier lu)."),
        ([RATE], 412, "1 error, in 1 file (412 read).", "1 à corriger, dans 1 fichier (412 lus)."),
        (
            [RATE, RATE, RATE._replace(place=Place("b")), ROLE],
            412,
            "3 errors, 1 warning, in 2 files (412 read).",
            "3 à corriger, 1 remarque, dans 2 fichiers (412 lus).",
        ),
    ],
)
def test_the_closing_line_counts(findings, read, english, french):
    assert closing(findings, "en", read) == english
    assert closing(findings, "fr", read) == french


def test_concise_is_a_line_each_with_numbers_as_in_files():
    french = concise(FINDINGS, "fr").splitlines()
    assert len(french) == len(FINDINGS)
    assert french[0].startswith("contributions/2026-10/loic.yaml:6:9: à corriger[rate-above-cap] : 35 €/h")
    assert "2018-01-01" in french[0]
    assert not {"\u00a0", "\u202f"} & set("".join(french))


def test_a_sentence_is_made_harmless_too_not_only_its_values():
    odd = RATE._replace(message=T("a\x1b[31mb\nc"))
    assert "error[rate-above-cap]: a\\x1b[31mb\\x0ac\n" in text([odd], FILES.get, "en")
    assert concise([odd], "en").endswith(": a\\x1b[31mb\\x0ac")


def _nothing_acts(texts: list[str]) -> None:
    for hostile_text in texts:
        found = [hostile(hostile_text), hostile(hostile_text, "warning")]
        for lang in ("en", "fr"):
            lines = concise(found, lang).split("\n")
            assert len(lines) == 2
            assert all(visible(line) == line for line in lines)
            shown = text(found, lambda path, line=hostile_text: line, lang, color=True, width=60)
            plain = SGR.sub("", shown).replace("\n", "")
            assert "\x1b" not in plain
            assert not any(ord(c) < 32 or 127 <= ord(c) < 160 for c in plain)
            assert not re.search(
                "[\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\U000e0000-\U000e007f]", plain
            )
            assert set(SGR.findall(shown)) <= {f"\x1b[{n}m" for n in (0, 1, 31, 33, 36)}


def test_nothing_from_a_ledger_acts_on_a_screen():
    _nothing_acts(hostile_texts(300))


@pytest.mark.slow
def test_nothing_from_a_ledger_acts_on_a_screen_20000_times():
    _nothing_acts(hostile_texts(20_000))
