"""What a saved picture says under its chart."""

from charts import stamp, theme

LINES = (("表題", "年ごとの件数"), ("条件", "年：すべて"), ("版", "20260101-000000-abcdef-sample"))


def test_every_line_stands_under_the_chart_and_nothing_shrinks() -> None:
    chart = theme.drawn(theme.figure(height=300))
    marked, grown = stamp.stamped(chart, LINES)
    assert marked["layout"]["title"]["text"].split("<br>") == [
        "表題：年ごとの件数",
        "条件：年：すべて",
        "版：20260101-000000-abcdef-sample",
    ]
    assert marked["layout"]["title"]["automargin"]
    assert grown >= 3 * stamp.SIZE
    assert marked["layout"]["height"] == 300 + grown
    assert "title" not in chart["layout"]
    assert chart["layout"]["height"] == 300


def test_a_long_line_is_broken_where_the_picture_ends_and_keeps_every_character() -> None:
    text = "人身事故だけの記録です。" * 40
    marked, grown = stamp.stamped(theme.drawn(theme.figure(height=300)), [("定義", text)])
    lines = marked["layout"]["title"]["text"].split("<br>")
    assert all(len(line) * stamp.SIZE <= theme.SAVED_WIDTH for line in lines)
    assert not any(line.strip("\u3000").startswith("。") for line in lines)
    assert "".join(line.lstrip("\u3000") for line in lines) == f"定義：{text}"
    assert grown > len(lines) * stamp.SIZE


def test_half_width_letters_take_less_room() -> None:
    marked, _ = stamp.stamped(theme.drawn(theme.figure(height=300)), [("版", "a" * 100)])
    assert "<br>" not in marked["layout"]["title"]["text"]
