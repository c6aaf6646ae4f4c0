"""Findings for other programs: the form each expects, and nothing that breaks out of it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coopctl.problem import Finding, Place
from coopctl.report import report
from coopctl.report.junit import junit
from coopctl.report.machine import as_json, github, gitlab
from coopctl.report.plain import plain, under
from coopctl.report.sarif import sarif
from coopctl.words import visible
from tests.report.samples import FINDINGS, NASTY, RATE, ROLE, hostile, hostile_texts

SCHEMAS = Path(__file__).parent.parent / "data" / "schemas"


def valid(name: str, text: str):
    """The text as JSON, once its schema agrees."""
    assert text.isascii()
    value = json.loads(text)
    schema = json.loads((SCHEMAS / f"{name}.json").read_bytes())
    jsonschema.Draft7Validator(schema).validate(value)
    return value


def test_json_has_the_promised_keys_in_their_order():
    found = valid("check", as_json(FINDINGS, "fr"))
    keys = "rule severity record field path line column message seen allowed related try help"
    assert [list(one) for one in found["findings"]] == [keys.split()] * 2
    assert found["summary"] == {"errors": 1, "warnings": 1, "files": 1}
    assert found["findings"][0]["message"] == "35 €/h > 30 €/h (2018-01-01)"


@pytest.mark.parametrize("form", ["json", "github", "gitlab", "sarif", "junit", "concise"])
def test_a_sound_ledger_gives_a_report_that_can_be_read(form):
    said = report(form, [])
    if form in ("github", "concise"):
        assert said == ""
    elif form == "junit":
        assert ET.fromstring(said).get("failures") == "0"
    else:
        valid("check" if form == "json" else form, said)


@pytest.mark.parametrize(
    ("prefix", "path"), [("", "a.yaml"), (".", "a.yaml"), ("coop/", "coop/a.yaml"), ("/x/y/", "x/y/a.yaml")]
)
def test_paths_are_those_of_the_repository(prefix, path):
    assert under(prefix, "a.yaml") == path


COMMAND = re.compile(r"::(error|warning) ([^:\n]*)::([^\n\r]*)")


def command(line: str) -> tuple[str, dict[str, str], str]:
    """A workflow command as the runner reads it."""
    kind, fields, message = COMMAND.fullmatch(line).groups()
    pairs = (field.split("=", 1) for field in fields.split(","))
    return kind, {name: unescaped(value) for name, value in pairs}, unescaped(message)


def unescaped(text: str) -> str:
    for code, sign in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, sign)
    return text


def test_github_annotates_the_place_and_says_the_way_out():
    kind, fields, message = command(github([RATE], "en", "coop").splitlines()[0])
    where = {"file": "coop/contributions/2026-10/loic.yaml", "line": "6", "col": "9", "endColumn": "11"}
    assert (kind, fields) == ("error", {**where, "title": "rate-above-cap"})
    assert message.splitlines()[1:] == ["try: " + (RATE.cure or ""), "why: coopctl explain rate-above-cap"]


@pytest.mark.parametrize(("errors", "warnings"), [(10, 10), (11, 0), (60, 60), (1, 11)])
def test_github_drops_none_in_silence(errors, warnings):
    lines = github([RATE] * errors + [ROLE] * warnings, "en").splitlines()
    for severity, count in (("error", errors), ("warning", warnings)):
        same = [line for line in lines if line.startswith(f"::{severity} ")]
        assert len(same) == min(count, 10)
        if count > 10:
            others = "other" if count == 10 else "others"
            assert same[-1] == f"::{severity} title=coopctl::and {count - 9} {others}; see them all: coopctl check"
    assert [line[:4] for line in lines] == sorted(line[:4] for line in lines)


def test_fingerprints_are_unique_and_outlive_moved_lines():
    twice = [RATE, RATE, ROLE]
    names = [issue["fingerprint"] for issue in valid("gitlab", gitlab(twice, "en", "coop"))]
    moved = [finding._replace(place=finding.place._replace(line=99, column=1)) for finding in twice]
    assert len(set(names)) == 3
    assert [issue["fingerprint"] for issue in valid("gitlab", gitlab(moved, "fr", "coop"))] == names
    results = valid("sarif", sarif(moved, "en", "coop"))["runs"][0]["results"]
    assert [result["partialFingerprints"]["coopFinding/v1"] for result in results] == names


def test_sarif_names_its_rules_and_says_them():
    run = valid("sarif", sarif(FINDINGS, "en", titles={"rate-above-cap": "A rate is within the cap."}))["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["rate-above-cap", "role-not-held"]
    assert rules[0]["shortDescription"]["text"] == "A rate is within the cap."
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in run["results"])


def test_junit_fails_for_errors_only_and_counts_right():
    other = RATE._replace(place=Place("coop.yaml", 1, 1))
    root = ET.fromstring(junit([*FINDINGS, other], "en"))
    assert sound_junit(root) == 3
    assert [suite.get("failures") for suite in root] == ["1", "1"]
    assert [child.tag for child in root.iter() if child.tag in ("failure", "system-out")] == [
        "failure",
        "system-out",
        "failure",
    ]


def sound_junit(root: ET.Element) -> int:
    """Asserts the shape that readers of JUnit share; returns the number of cases."""
    assert root.tag == "testsuites"
    assert {suite.tag for suite in root} <= {"testsuite"}
    for node, cases in [(root, root.findall("testsuite/testcase")), *((suite, list(suite)) for suite in root)]:
        assert set(node.attrib) == {"name", "tests", "failures", "errors"}
        assert node.get("tests") == str(len(cases))
        assert node.get("failures") == str(sum(case.find("failure") is not None for case in cases))
    for case in root.findall("testsuite/*"):
        assert case.tag == "testcase"
        assert set(case.attrib) == {"name", "classname", "time"}
        assert [child.tag for child in case] in (["failure"], ["system-out"], [])
        assert all(set(child.attrib) <= {"type", "message"} and not len(child) for child in case)
    return len(root.findall("testsuite/testcase"))


def inert(text: str) -> None:
    """One hostile text in every field of every form: read back, it is that text and nothing more."""
    found = [hostile(text), hostile(text, "warning")]
    shown = f"“{visible(text)}” is odd".replace("\u00a0", " ").replace("\u202f", " ").replace("\u2009", " ")
    told = valid("check", as_json(found, "en"))["findings"]
    assert told[0]["seen"] == text.encode("utf-8", "backslashreplace").decode()
    assert told[0]["message"] == plain(found[0].message, "en") == shown
    inert_on_forges(found, text, shown)
    raw = junit(found, "en")
    root = ET.fromstring(raw)
    assert raw.isascii()
    assert sound_junit(root) == 2
    assert next(root.iter("failure")).get("message") == shown


def inert_on_forges(found: list[Finding], text: str, shown: str) -> None:
    lines = github(found, "en").split("\n")
    assert len(lines) == 2
    for line in lines:
        assert visible(line) == line
        _, fields, message = command(line)
        assert list(fields) == ["file", "line", "col", "endColumn", "title"]
        assert fields["file"] == visible(text)
        assert message.split("\n")[0] == shown
    assert [issue["description"] for issue in json.loads(gitlab(found, "en"))] == [shown] * 2
    results = valid("sarif", sarif(found, "en"))["runs"][0]["results"]
    assert [result["message"]["text"].replace("] (", "](") for result in results] == [shown.replace("] (", "](")] * 2
    assert not any("](" in result["message"]["text"] for result in results)


@pytest.mark.parametrize("text", NASTY)
def test_what_once_broke_an_output_is_inert(text):
    inert(text)


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(exclude_categories=()), max_size=40))
def test_any_text_is_inert(text):
    inert(text)


@pytest.mark.slow
def test_20000_texts_are_inert():
    for text in hostile_texts(20_000):
        inert(text)
