"""What holds of what was decided, and which meeting was the last one."""

from dataclasses import replace
from datetime import datetime

from findings.meeting.decisions import meetings_of, of_meeting
from queries.meetings import Decision, Meeting, Outcome, Rows

THEN, NOW = Meeting("地域IT懇話会", "令和7年度"), Meeting("地域IT懇話会", "令和8年度")


def decision(name: str, meeting: Meeting = NOW, hour: int = 14, **changed: object) -> Decision:
    year = 2026 if meeting == NOW else 2025
    said = Decision(
        name, meeting, "recommendation-1", "e", f"{name}のこと", "商工課", "", datetime(year, 11, 30, hour)
    )
    return replace(said, **changed)


def told(name: str, of: str, state: str = "進行中") -> Outcome:
    return Outcome(name, of, NOW, state, "", datetime(2026, 11, 30, 14))


def test_nothing_written_is_nothing_decided() -> None:
    found = of_meeting(Rows(), NOW)
    assert (found.held, found.withdrawn, found.before, found.held_before) == ((), (), None, ())


def test_the_last_wording_holds_and_the_earlier_ones_can_be_read() -> None:
    rows = Rows((decision("a"), decision("b"), decision("c", replaces="a"), decision("d", replaces="c")))
    first, second = of_meeting(rows, NOW).held
    assert [one.decision_id for one in first.wordings] == ["a", "c", "d"]
    assert first.said.text == "dのこと"
    assert second.said.decision_id == "b"
    assert of_meeting(rows, NOW).find("d") == first
    assert of_meeting(rows, NOW).find("a") is None


def test_what_was_withdrawn_holds_no_more_and_is_kept() -> None:
    found = of_meeting(Rows((decision("a"), decision("b"))), NOW)
    gone = found.held[0].withdrawn("c", "e2", datetime(2026, 11, 30, 15))
    found = of_meeting(Rows((decision("a"), decision("b"), gone)), NOW)
    assert [one.said.decision_id for one in found.held] == ["b"]
    assert [[row.decision_id for row in one.wordings] for one in found.withdrawn] == [["a", "c"]]
    assert gone.text == "aのこと"


def test_the_last_meeting_is_the_one_before_with_what_became_of_its_decisions() -> None:
    older = Meeting("地域IT懇話会", "令和6年度")
    rows = Rows(
        (
            decision("x", older, decided_at=datetime(2024, 11, 30)),
            decision("a", THEN),
            decision("b", THEN, screen_id="recommendation-2"),
            decision("c", THEN, replaces="a"),
            decision("n"),
        ),
        (told("o1", "a", "未着手"), told("o2", "c", "済んだ")),
    )
    found = of_meeting(rows, NOW)
    assert found.before == THEN
    first, second = found.held_before
    assert (first.said.decision_id, first.outcome and first.outcome.state) == ("c", "済んだ")
    assert second.outcome is None
    assert found.before_at("recommendation-2") == [second]
    assert found.at("recommendation-1")[0].said.decision_id == "n"
    # Who looks at last year's meeting again sees the one before that, not the one that followed.
    assert of_meeting(rows, THEN).before == older


def test_a_correction_next_year_stays_with_the_meeting_that_decided() -> None:
    rows = Rows((decision("a", THEN), decision("b", replaces="a")))
    found = of_meeting(rows, NOW)
    assert found.held == ()
    assert [one.said.decision_id for one in found.held_before] == ["b"]


def test_meetings_are_listed_the_one_that_began_last_first() -> None:
    late = replace(decision("c", THEN), decided_at=datetime(2027, 1, 1), replaces="a")
    assert meetings_of(Rows((decision("a", THEN), decision("b"), late))) == [NOW, THEN]
    assert meetings_of(Rows()) == []
