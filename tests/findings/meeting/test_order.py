"""The running order as people write it, and every fault with its line and key."""

from pathlib import Path

import pytest

from findings.meeting import order
from findings.meeting.order import Fault, FaultyOrderError

HEAD = 'title = "懇話会"\nwhen = "令和8年度"\n'


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "meeting.toml"
    monkeypatch.setattr(order, "FILE", path)
    return path


def faults(file: Path, text: str) -> list[tuple[str, int | None, str]]:
    file.write_text(text, encoding="utf-8")
    with pytest.raises(FaultyOrderError) as refused:
        order.order()
    return [(one.kind, one.line, one.key) for one in refused.value.faults]


def test_the_file_of_this_repository_can_be_followed() -> None:
    assert order.order().given.title == "地域IT懇話会"


def test_an_order_is_read_with_what_the_organiser_wrote(file: Path) -> None:
    screens = (
        '[[screen]]\nkind = "opening"\ntitle = "はじめに"\nnotes = """\n一分で\n[[screen]]ではない\n"""\n'
        '[[ screen ]]\nkind = "theme"\ntheme = 4\n[[screen]]\nkind = "text"\ntitle = "休憩"\ntexts = ["15時から"]\n'
    )
    file.write_text(HEAD + screens, encoding="utf-8")
    given = order.order().given
    assert [one.kind for one in given.screen] == ["opening", "theme", "text"]
    assert given.screen[0].notes == "一分で\n[[screen]]ではない\n"
    assert (given.screen[1].theme, given.screen[2].texts) == (4, ("15時から",))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('title = "懇話会', [("syntax", 1, "")]),
        ("", [("missing", 1, "title"), ("missing", 1, "when")]),
        (f'{HEAD}place = "市役所"\n', [("unknown", 3, "place")]),
        ('title = ""\nwhen = 8\n', [("empty", 1, "title"), ("type", 2, "when")]),
        (f"{HEAD}screen = 3\n", [("type", 3, "screen")]),
        (f'{HEAD}[[screen]]\nkind = "提言"\n', [("choice", 4, "kind")]),
        (f"{HEAD}[[screen]]\ntitle = 'あ'\n", [("missing", 3, "kind")]),
        (
            f'{HEAD}[[screen]]\nkind = "opening"\n\n[[screen]]\nkind = "theme"\n\n[[screen]]\nkind = "text"\n',
            [("missing", 6, "theme"), ("missing", 9, "title")],
        ),
        (f'{HEAD}[[screen]]\nkind = "theme"\ntheme = "4"\n', [("type", 5, "theme")]),
        (f'{HEAD}[[screen]]\nkind = "closing"\ntheme = 4\n', [("needless", 5, "theme")]),
        (f'{HEAD}[[screen]]\nkind = "opening"\ntexts = ["あ"]\n', [("needless", 5, "texts")]),
        (f'{HEAD}[[screen]]\nkind = "text"\ntitle = "{"長" * 29}"\n', [("long", 5, "title")]),
        (f'{HEAD}[[screen]]\nkind = "text"\ntitle = "あ"\ntexts = {["あ"] * 6}\n', [("many", 6, "texts")]),
        (f'{HEAD}screen = [{{kind = "opening"}}, {{kind = "hall"}}]\n', [("choice", 3, "kind")]),
    ],
)
def test_every_fault_is_found_where_it_stands(
    text: str, expected: list[tuple[str, int, str]], file: Path
) -> None:
    assert faults(file, text) == expected


def test_a_file_that_is_not_there_or_no_text_is_a_fault(file: Path) -> None:
    with pytest.raises(FaultyOrderError) as refused:
        order.order()
    assert refused.value.faults == (Fault("absent"),)
    file.write_bytes('title = "あ"\n\nwhen = "'.encode() + b"\x82\xa0")
    with pytest.raises(FaultyOrderError) as refused:
        order.order()
    assert [(one.kind, one.line) for one in refused.value.faults] == [("syntax", 3)]
