"""The clock of a meeting, told by hand: what is left at each step, whom the round has no time for, over time."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from coopctl.cli import election_room
from coopctl.cli.election_room import Meeting, Rehearsed
from coopctl.cli.show_room import ticking
from coopctl.room import draft
from coopctl.room.clock import Clock
from coopctl.room.scene import Ask
from coopctl.words import T, set_language
from tests.room.test_room import DAY, FRAME

MINUTES = "5 8 4 5 8 3"


class Watch:
    """A clock that goes on when it is told to."""

    now = 0

    def __call__(self) -> float:
        return self.now


class Typist:
    """Somebody who answers; each answer takes its time, in seconds, and what stands below the line is noted."""

    def __init__(self, watch: Watch, answers: Iterator[tuple[str, int]]) -> None:
        self.watch, self.answers, self.below = watch, answers, list[str]()

    def __call__(self, asked: Ask, below: Callable[[], str] | None) -> str:
        found = next(self.answers, None)
        if found is None:
            raise EOFError
        text, seconds = found
        self.watch.now += seconds
        self.below.append(below() if below else "")
        return text


@pytest.fixture
def watch() -> Watch:
    set_language("en")
    return Watch()


def held(monkeypatch: pytest.MonkeyPatch, watch: Watch, *answers: tuple[str, int]) -> tuple[Typist, Rehearsed]:
    frame = [(text, 60) for text in (*FRAME[:-2], MINUTES, "")]
    typist = Typist(watch, iter([*frame, *answers]))
    monkeypatch.setattr(election_room, "answered", typist)
    book = Rehearsed(DAY)
    Meeting(book, watch).run()
    return typist, book


def test_time_is_told_at_each_question_and_the_framing_costs_none(
    monkeypatch: pytest.MonkeyPatch, watch: Watch, capsys: pytest.CaptureFixture[str]
) -> None:
    typist, _book = held(monkeypatch, watch, ("", 200), ("", 40), ("ana", 2), ("ana", 2))
    told = capsys.readouterr().err
    assert typist.below[-4:] == [
        " silence and ballots: 1:40 left", " silence and ballots: 1:00 left",
        " silence and ballots: 0:58 left", " silence and ballots: 0:56 left",
    ]  # fmt: skip
    assert "1 of 8 · 1 min left · then" in told
    assert "The round needs" not in told, "the time of silent writing is nobody's turn"


def test_a_round_that_will_not_fit_is_told_with_what_it_lacks(
    monkeypatch: pytest.MonkeyPatch, watch: Watch, capsys: pytest.CaptureFixture[str]
) -> None:
    ballots = [("ana", 5) for _ in range(8)]
    reasons = [("elle écoute", 120), ("elle écoute", 120), ("elle écoute", 120)]
    typist, _book = held(monkeypatch, watch, ("", 5), ("", 5), *ballots, ("", 5), *reasons, ("elle écoute", 200))
    told = capsys.readouterr().err
    assert "3 of 8 · 4 min left" in told
    assert "The round needs about 12 min more: be brief, or “s” suspends." in told, "6 people at 2 min, 4 left"
    assert typist.below[-1] == " round of reasons: over time by 1:20 · the round will not fit"
    assert "over time by 2 min" in told


def test_the_time_that_was_spent_is_kept_over_an_end(monkeypatch: pytest.MonkeyPatch, watch: Watch) -> None:
    _typist, book = held(monkeypatch, watch, ("", 100))
    book.keep(draft.read(book.draft.tree))
    typist = Typist(watch, iter([("", 20)]))
    monkeypatch.setattr(election_room, "answered", typist)
    watch.now += 86400
    Meeting(book, watch).run()
    assert typist.below == [" silence and ballots: 3:00 left"]


@pytest.mark.parametrize(
    ("clock", "seconds", "said"),
    [
        (Clock(300, 100), 0, " x: 5:00 left"),
        (Clock(300, 100), 299, " x: 0:01 left · the round will not fit"),
        (Clock(10, 0), 70, " x: over time by 1:00"),
    ],
)
def test_what_stands_below_the_line(watch: Watch, clock: Clock, seconds: int, said: str) -> None:
    assert ticking(T("x"), clock, seconds) == said
