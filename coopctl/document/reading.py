"""What strict reading refuses, rule by rule: for the catalogue of rules and for ``coopctl explain``."""

from __future__ import annotations

from coopctl.words import N_

READING: tuple[tuple[str, str, str], ...] = (
    (
        "too-large",
        N_("A file holds more than is read."),
        N_(
            "A record is at most 1 MiB, a contribution sheet 16 MiB and 400,000 values. More is never written by hand "
            "nor by coopctl, and would only exhaust the machine that reads it."
        ),
    ),
    (
        "empty-file",
        N_("A file holds nothing."),
        N_("A record that holds nothing says nothing, and comments are not values. Remove the file, or fill it in."),
    ),
    (
        "not-utf8",
        N_("A file is not saved as UTF-8."),
        N_(
            "Accents are stored as UTF-8. Another encoding (Windows-1252, UTF-16) turns « é » into other signs on the "
            "next machine. coopctl does not guess: save the file again as UTF-8 in your editor."
        ),
    ),
    (
        "byte-order-mark",
        N_("A file begins with an invisible mark."),
        N_("Some editors begin a UTF-8 file with U+FEFF. Some programs then miss the first key. Save it without."),
    ),
    (
        "carriage-return",
        N_("Lines end as on Windows."),
        N_(
            "Lines end with LF alone, so that the same record has the same bytes on every machine and a change shows "
            "only the lines it changed. Set your editor to LF line ends."
        ),
    ),
    (
        "control-character",
        N_("A text holds a control character."),
        N_(
            "NUL, ESC and the like can clear a screen, colour it, or end a text unseen. They have no place in a "
            "record, written as such or as an escape such as \\e between double quotes."
        ),
    ),
    (
        "hidden-character",
        N_("A text holds an invisible character."),
        N_(
            "Characters without width, or that turn the reading direction, make a text look like another one in a "
            "review. Those that join the parts of an emoji are fine; so are no-break spaces."
        ),
    ),
    (
        "not-nfc",
        N_("A letter and its accent are two characters."),
        N_(
            "Unicode can write « é » in one character or in two. They look the same and are not equal: a name would "
            "not be found. A ledger uses the composed form (NFC)."
        ),
    ),
    (
        "not-yaml",
        N_("A file cannot be read as YAML."),
        N_(
            "The place shown is where reading stopped; the slip may be just above. Often a text holds “: ” or begins "
            "with a sign such as @ or [ and needs double quotes, a line does not line up with its neighbours, or a "
            "tab stands where spaces are due. One such error hides those after it."
        ),
    ),
    (
        "wrong-shape",
        N_("A file is neither keys nor a list."),
        N_("A record is “key: value” lines, a sheet is a list of “- ” items. A colon without a space makes no key."),
    ),
    (
        "duplicate-key",
        N_("A key is written twice."),
        N_("Most programs keep the last of two equal keys and forget the first without a word. Keep one."),
    ),
    (
        "odd-key",
        N_("A key is not one plain word."),
        N_("A key is one word before a colon: no list, no “?”, no “<<”, no space around it."),
    ),
    (
        "too-deep",
        N_("Values are nested too deep."),
        N_("More than 16 mappings and lists within each other: no record needs it, and it can break programs."),
    ),
    (
        "yaml-tag",
        N_("A value carries a YAML tag."),
        N_(
            "A tag (!!int, !ruby/object) tells a program what to build, in some programs even what to run. Here the "
            "schema alone decides what a value is. A text that begins with ! needs double quotes."
        ),
    ),
    (
        "yaml-anchor",
        N_("A value carries a YAML anchor."),
        N_("An anchor (&name) lets one value stand in several places. In a ledger each record says what it says."),
    ),
    (
        "yaml-alias",
        N_("A value is a YAML alias."),
        N_(
            "An alias (*name) repeats a value from elsewhere in the file; nine lines of them can fill a computer's "
            "memory. Write the value out. A text that begins with * needs double quotes."
        ),
    ),
    (
        "yaml-directive",
        N_("A file begins with a YAML directive."),
        N_("A directive (%YAML 1.1) changes how all of the file is read: “no” would become false. A ledger has none."),
    ),
    (
        "many-documents",
        N_("A file holds a second document."),
        N_("After three dashes a second document begins, which many programs never read. One file, one record."),
    ),
)
"""Slug, summary, and why, in the order a reader meets them."""
