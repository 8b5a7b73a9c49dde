"""What a function of an edition returned once is shared, told apart from all else, and leaves with its edition."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd
import pytest

import queries
from queries import Connection, connect, once
from queries.kept import Kept, Opening, measured
from queries.kept import question as asking
from tests.queries.test_rows import CELL, edition_of


@dataclass(frozen=True)
class Asked:
    """A condition, as pages make it anew for each viewer."""

    years: list[int] | None = None
    with_motorway: bool | int = False


@dataclass(frozen=True)
class Found:
    """What is found under a condition, and the condition itself."""

    asked: Asked
    rows: tuple[Asked, ...]
    table: pd.DataFrame


def weight(value: object) -> int:
    """Return the bytes of something that can be kept."""
    measure = measured(value)
    assert measure
    return measure[0]


@pytest.fixture
def edition(tmp_path: Path) -> Connection:
    return connect(edition_of(tmp_path / "edition.duckdb", CELL))


@pytest.fixture
def worked() -> list[object]:
    """Return what the functions of a test worked on, in turn."""
    return []


@pytest.fixture
def find(worked: list[object]) -> Callable[[Connection, Asked], Found]:
    @once
    def find(connection: Connection, asked: Asked) -> Found:
        worked.append(asked)
        return Found(asked, (asked, Asked([1])), pd.DataFrame({"year": asked.years or []}))

    return find


@pytest.fixture
def count(worked: list[object]) -> Callable[..., int]:
    @once
    def count(*given: object) -> int:
        worked.append(given)
        return len(worked)

    return count


def test_the_same_conditions_are_worked_on_once(
    edition: Connection, find: Callable[[Connection, Asked], Found], worked: list[object]
) -> None:
    found = [find(edition, Asked([2019, 2020])) for _ in range(3)]
    assert (len({id(one) for one in found}), len(worked)) == (1, 1)
    assert find(edition, Asked([2019])) is not found[0]


def test_what_only_looks_alike_is_told_apart(count: Callable[..., int], worked: list[object]) -> None:
    alike = [1, True, 1.0, "1", [1], (1,), Asked([1]), Asked([1], with_motorway=0), {"years": [1]}]
    assert len({count(one) for one in alike}) == len(alike)
    assert len({count(one) for one in alike}) == len(alike) == len(worked)


def test_another_edition_is_worked_on_by_itself(
    tmp_path: Path, find: Callable[[Connection, Asked], Found], worked: list[object]
) -> None:
    for name in ("a", "b"):
        find(connect(edition_of(tmp_path / f"{name}.duckdb", CELL)), Asked())
    assert len(worked) == 2


def test_what_was_found_can_be_asked_about_without_being_gone_through(
    edition: Connection, find: Callable[[Connection, Asked], Found], count: Callable[..., int]
) -> None:
    """A table cannot be told from others but by being the one that was found."""
    found = find(edition, Asked([2019]))
    assert count(found) == count(found)
    assert count(found.table) == count(found.table)
    assert count(found.rows) != count(tuple(found.rows[:1]))


def test_a_condition_that_went_into_an_answer_is_still_told_by_what_it_holds(
    edition: Connection,
    find: Callable[[Connection, Asked], Found],
    count: Callable[..., int],
    worked: list[object],
) -> None:
    years = [2019]
    first = count(Asked(years))
    found = find(edition, Asked(years))
    worked.clear()
    assert {count(one) for one in (Asked(years), found.asked, replace(found.asked), Asked([2019]))} == {first}
    assert worked == []


def test_what_is_made_anew_each_time_and_cannot_be_told_is_not_kept(
    count: Callable[..., int], worked: list[object]
) -> None:
    before = len(list(queries.KEPT))
    for _ in range(2):
        count(pd.DataFrame({"n": [1]}))
        count(lambda: None)
        count(object())
    assert (len(worked), len(list(queries.KEPT))) == (6, before)


def test_everything_found_of_an_edition_leaves_with_it(
    tmp_path: Path,
    find: Callable[[Connection, Asked], Found],
    count: Callable[..., int],
    worked: list[object],
) -> None:
    stays, goes = (connect(edition_of(tmp_path / f"{name}.duckdb", CELL)) for name in ("stays", "goes"))
    for connection in (stays, goes):
        count(find(connection, Asked()).table)  # told by where it comes from, without the edition itself
    before = queries.KEPT.bytes
    goes.close()
    assert queries.KEPT.bytes < before
    assert not [one for one in queries.KEPT if goes.opening in one.question.openings]
    worked.clear()
    count(find(stays, Asked()).table)
    assert worked == []


def test_what_rests_on_an_answer_leaves_with_it() -> None:
    def answer(kept: Kept, what: str, given: object, number: int) -> object:
        asked = kept.question(what, given)
        assert asked is not None
        return kept.answer(asked, lambda: [[[number, text]]])

    text = "長" * 10_000
    size = weight([[[0, text]]])
    kept, opening = Kept(round(3.1 * size)), Opening(None)
    first = answer(kept, "first", opening, 1)
    answer(kept, "resting", first, 3)
    answer(kept, "other", opening, 5)
    assert [one.value[0][0][0] for one in kept] == [1, 3, 5]
    answer(kept, "more", opening, 7)
    assert [one.value[0][0][0] for one in kept] == [5, 7]
    assert 2 * size < kept.bytes < 2.1 * size
    answer(kept, "resting", first, 3)  # told by what it holds now, which takes room of its own
    assert [one.value[0][0][0] for one in kept] == [7, 3]


def test_a_question_weighs_nothing_of_the_answers_it_holds_a_part_of() -> None:
    kept = Kept(1_000_000)
    first = kept.answer(asking("first", None), lambda: [[["長" * 10_000]]])
    asked = kept.question("resting", first)
    assert asked
    assert asked.size < 1_000 < weight(first)


def test_an_answer_weighs_what_all_its_parts_weigh() -> None:
    text, table = "長" * 100_000, pd.DataFrame({"n": range(100_000)})
    assert weight({"figure": {"data": [{"text": [text]}]}}) > 200_000
    assert weight(Found(Asked(), (), table)) > 800_000
    assert weight([text, text, [text]]) < 3 * weight(text) + 1_000
    assert weight([table, table]) < 1.1 * weight(table)


@pytest.mark.parametrize("made", [object, lambda: pd.DataFrame({"n": [1]}).style, lambda: [iter([1])]])
def test_what_a_viewer_could_change_under_anothers_eyes_is_not_kept(made: Callable[[], object]) -> None:
    @once
    def make(number: int) -> dict[str, object]:
        return {"made": made()}

    before = len(list(queries.KEPT))
    assert make(1)["made"] is not make(1)["made"]
    assert len(list(queries.KEPT)) == before


def test_an_error_is_told_and_not_kept(worked: list[object]) -> None:
    @once
    def fail(number: int) -> int:
        worked.append(number)
        raise ValueError("no such number")

    for _ in range(2):
        with pytest.raises(ValueError, match="no such number"):
            fail(1)
    assert worked == [1, 1]
