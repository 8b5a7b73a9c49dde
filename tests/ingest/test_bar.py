"""How long work is seen to go on, on a terminal and in a log."""

import io

from ingest.bar import bar, growing


def test_a_bar_is_full_when_all_is_done_and_where_there_is_nothing_to_do() -> None:
    assert [bar(done, 3).count("■") for done in range(4)] == [0, 6, 13, 20]
    assert {len(bar(done, 3)) for done in range(4)} == {20}
    assert bar(0, 0) == "■" * 20


def test_a_bar_grows_on_a_terminal_and_is_few_lines_in_a_log() -> None:
    log = io.StringIO()
    draw = growing("honhyo_2021.csv", log)
    for have in range(101):
        draw(have * 1_000_000, 100_000_000)
    assert log.getvalue().splitlines()[2] == "honhyo_2021.csv ■■■■■■■■■■□□□□□□□□□□ 50/100MB"
    assert len(log.getvalue().splitlines()) == 5
    terminal = io.StringIO()
    terminal.isatty = lambda: True  # type: ignore[method-assign]
    draw = growing("honhyo_2021.csv", terminal)
    for have in range(101):
        draw(have * 1_000_000, 100_000_000)
    assert terminal.getvalue().count("\r") == 21
    assert terminal.getvalue().endswith("100/100MB\n")


def test_a_file_of_unknown_length_tells_its_bytes() -> None:
    log = io.StringIO()
    draw = growing("honhyo_2021.csv", log)
    for have in range(0, 21_000_000, 500_000):
        draw(have, None)
    assert log.getvalue().splitlines() == [f"honhyo_2021.csv {have}MB" for have in (0, 10, 20)]
