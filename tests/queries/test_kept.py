"""What is kept of the answers: within its bytes, asked once however many want it, gone with its edition."""

import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from threading import Barrier, Event, get_ident

import duckdb
import numpy as np
import pandas as pd
import pytest

from queries.kept import Kept, Opening, Question, as_text, measured, unchangeable
from queries.kept import question as asking

HERE = Opening(Path("here.duckdb"))
THREADS = 16


def question(name: str, opening: Opening = HERE, parameters: object = None) -> Question:
    return asking(name, (opening, parameters))


def number(value: int) -> pd.DataFrame:
    return pd.DataFrame({"n": [value]})


SIZE = (measured(number(1)) or (0, {}))[0] + question("a").size


def unasked() -> pd.DataFrame:
    raise AssertionError("asked although it was kept")


def is_kept(kept: Kept, *names: str) -> list[bool]:
    """Return which questions are answered without asking; those that are not, are asked and not kept."""

    def answered(name: str) -> bool:
        try:
            kept.answer(question(name), unasked)
        except AssertionError:
            return False
        return True

    return [answered(name) for name in names]


def test_what_was_answered_is_not_asked_again() -> None:
    kept = Kept(10 * SIZE)
    first = kept.answer(question("a"), lambda: number(1))
    assert kept.answer(question("a"), unasked).equals(first)


def test_another_opening_of_the_same_path_is_another_edition() -> None:
    kept, again = Kept(10 * SIZE), Opening(HERE.path)
    kept.answer(question("a"), lambda: number(1))
    assert kept.answer(question("a", again), lambda: number(2)).at[0, "n"] == 2
    assert kept.answer(question("a"), unasked).at[0, "n"] == 1


def test_what_was_longest_not_asked_for_leaves_first() -> None:
    kept = Kept(3 * SIZE)
    for name in "abc":
        kept.answer(question(name), lambda: number(1))
    kept.answer(question("a"), unasked)
    kept.answer(question("d"), lambda: number(1))
    assert is_kept(kept, "a", "b", "c", "d") == [True, False, True, True]


def test_texts_count_with_all_their_letters() -> None:
    kept, text = Kept(200_000), pd.DataFrame({"t": ["長" * 40_000]})
    for name in "ab":
        kept.answer(question(name), lambda: text)
    assert is_kept(kept, "a", "b") == [False, True]


def test_what_was_asked_with_counts_like_what_was_answered() -> None:
    kept, years = Kept(200_000), {"a": ["長" * 40_000], "b": list(range(2_000))}
    for name, asked in years.items():
        kept.answer(question(name, parameters=asked), lambda: number(1))
    assert [one.question for one in kept] == [question("b", parameters=years["b"])]
    assert kept.bytes > 2_000 * sys.getsizeof(2_000)


def test_what_is_larger_than_all_that_may_be_kept_drives_nothing_out() -> None:
    kept = Kept(3 * SIZE)
    kept.answer(question("a"), lambda: number(1))
    assert len(kept.answer(question("large"), lambda: pd.DataFrame({"n": range(1000)}))) == 1000
    assert is_kept(kept, "a", "large") == [True, False]


def test_an_edition_that_is_gone_leaves_and_makes_room() -> None:
    kept, gone = Kept(2 * SIZE), Opening(Path("gone.duckdb"))
    kept.answer(question("a", gone), lambda: number(1))
    kept.answer(question("b"), lambda: number(1))
    kept.forget(lambda opening: opening is gone)
    kept.answer(question("c"), lambda: number(1))
    assert is_kept(kept, "b", "c") == [True, True]
    assert kept.answer(question("a", gone), lambda: number(2)).at[0, "n"] == 2


def test_an_error_is_not_kept() -> None:
    kept = Kept(10 * SIZE)
    with pytest.raises(AssertionError):
        kept.answer(question("a"), unasked)
    assert kept.answer(question("a"), lambda: number(1)).at[0, "n"] == 1


def test_those_who_want_the_same_at_once_ask_once() -> None:
    kept, together, asked = Kept(10 * SIZE), Barrier(THREADS), []

    def ask() -> pd.DataFrame:
        asked.append(get_ident())
        return number(7)

    def want(_: int) -> int:
        together.wait()
        return int(kept.answer(question("a"), ask).at[0, "n"])

    with ThreadPoolExecutor(THREADS) as threads:
        assert list(threads.map(want, range(THREADS))) == THREADS * [7]
    assert len(asked) == 1


def test_an_error_reaches_everybody_who_waits_and_nobody_after_them() -> None:
    kept, begun, seen = Kept(10 * SIZE), Event(), Event()

    def fail() -> pd.DataFrame:
        begun.set()
        seen.wait(10)
        raise ValueError("no such rows")

    with ThreadPoolExecutor(2) as threads:
        first = threads.submit(kept.answer, question("a"), fail)
        begun.wait(10)
        second = threads.submit(kept.answer, question("a"), unasked)
        with pytest.raises(TimeoutError):
            second.result(timeout=0.2)
        seen.set()
        for waiting in (first, second):
            with pytest.raises(ValueError, match="no such rows"):
                waiting.result(10)
    assert kept.answer(question("a"), lambda: number(1)).at[0, "n"] == 1


def test_answers_that_come_and_go_are_never_half() -> None:
    kept, names = Kept(4 * SIZE), "abcdefgh"

    def want(turn: int) -> bool:
        name = names[turn % len(names)]
        found = kept.answer(question(name), lambda: number(ord(name)))
        return bool(found.at[0, "n"] == ord(name))

    switching = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        with ThreadPoolExecutor(THREADS) as threads:
            assert all(threads.map(want, range(4000)))
    finally:
        sys.setswitchinterval(switching)


PARAMETERS = [
    None,
    0,
    False,
    0.0,
    "0",
    [],
    [0],
    [False],
    (0,),
    [[0]],
    ["a", "b"],
    ["ab"],
    np.array([0]),
    np.array([0.0]),
    np.int64(0),
    date(2024, 1, 1),
    {"years": None},
    {"years": [2024]},
    {"years": ["2024"]},
    {"cells": [2024]},
]


def test_no_two_parameters_are_taken_for_each_other() -> None:
    assert len({question("a", parameters=value) for value in PARAMETERS}) == len(PARAMETERS)


def test_the_same_parameters_are_the_same_question() -> None:
    def written() -> dict[str, object]:
        return {"years": [2023, 2024], "ages": None, "cells": np.array(["a", "b"])}

    assert question("a", parameters=written()) == question("a", parameters=written())


@pytest.mark.parametrize("name", ["n", "l"])
def test_what_lies_under_an_answer_cannot_be_written(name: str) -> None:
    rows = unchangeable(pd.DataFrame({"n": [1], "l": [np.array(["x"], dtype=object)]}))
    asked = Kept(1_000_000).answer(question("a"), lambda: rows)
    with pytest.raises(ValueError, match="read-only"):
        asked[name].to_numpy()[0] = None


def test_an_enumerated_type_is_handed_out_as_the_texts_it_means() -> None:
    with duckdb.connect() as connection:
        asked = "select unnest(['02', '', null])::{} as code, 1 as number"
        kept, text = (
            connection.execute(asked.format(kind)).df() for kind in ("enum('', '01', '02')", "varchar")
        )
    pd.testing.assert_frame_equal(as_text(kept), text)


def test_lists_and_geometries_in_cells_cannot_be_changed_and_structs_are_refused() -> None:
    lists = pd.DataFrame({"l": [np.ma.MaskedArray([1, 2], [False, True]), np.array(["x"]), None]})
    assert unchangeable(lists)["l"].tolist() == [(1, None), ("x",), None]
    assert type(unchangeable(pd.DataFrame({"g": [bytearray(b"x")]}))["g"].tolist()[0]) is bytes
    with pytest.raises(TypeError, match="dict"):
        unchangeable(pd.DataFrame({"s": [{"a": 1}]}))
