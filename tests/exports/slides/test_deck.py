"""A file of slides says whole what it says, and its charts hold the numbers that are drawn."""

import io
import re
import zipfile

import pandas as pd
import pytest

from exports.slides import Slide, deck
from tests.exports.slides import reading
from tests.exports.slides.given import notes

BARS = {
    "data": [{"type": "bar", "x": ["A", "=B"], "y": [3, 5.5], "name": "件数", "text": ["3件", "5.5件"]}],
    "layout": {"height": 300},
}
DOTS = {
    "data": [
        {
            "type": "scatter",
            "mode": "markers",
            "x": [10.0, 20.5],
            "y": ["若い", "高い"],
            "error_x": {"array": [1, 2], "arrayminus": [0.5, 1.5]},
        }
    ],
    "layout": {"xaxis": {"range": [0, 100], "ticksuffix": "%"}},
}


def slide(**given) -> Slide:
    return Slide(
        **{"title": "件数は減っています。", "subject": "年ごとの件数", "alt": "3件と5.5件", "notes": notes()}
        | given
    )


def made(*slides: Slide):
    return reading.opened(deck(slides, title="試し"))


def test_bars_hold_their_numbers_in_the_chart_and_in_its_workbook():
    (page,) = made(slide(figure=BARS))
    (one,) = reading.series(page)
    assert one.name == "件数"
    assert one.x == one.x_in_book == ["A", "=B"]
    assert one.y == one.y_in_book == [3, 5.5]


def test_intervals_are_error_bars_whose_sizes_stand_in_the_workbook():
    (page,) = made(slide(figure=DOTS))
    (one,) = reading.series(page)
    assert one.x == one.x_in_book == [10, 20.5]
    (chart,) = (shape.chart for shape in page.shapes if shape.has_chart)
    sizes = {
        name: [float(each.text) for each in chart._chartSpace.xpath(f"//c:errBars/c:{name}//c:v")]
        for name in ("plus", "minus")
    }
    assert sizes == {"plus": [1, 2], "minus": [0.5, 1.5]}


def test_the_sentence_is_whole_and_what_must_be_known_stands_on_the_slide_or_in_its_notes():
    title = "人身事故の件数は、" + "とても長い文のなかでも切れずに" * 8 + "減っています。"
    definition = "定義はとても長く書かれています。" * 30
    (page,) = made(
        slide(title=title, figure=BARS, notes=notes(definition=definition), remarks="ここで間を置く")
    )
    assert page.shapes.title.text_frame.text == title
    said = "\n".join(reading.words(page))
    for told in ("サンプル", "須賀川市「計画」", "20240401-090000-abcdef-sample", "年ごとの件数"):
        assert told in said
    for told in ("ここで間を置く", definition, "CC BY 4.0", "総務部", "3件と5.5件", "合成したもの"):
        assert told in reading.notes(page)


def test_real_data_is_not_called_a_sample():
    (page,) = made(slide(figure=BARS, notes=notes(is_sample=False)))
    assert not any(text == "サンプル" for text in reading.words(page))


def test_a_long_table_goes_on_and_loses_nothing():
    table = pd.DataFrame({"施策": [f"{n}番目の施策の名前" for n in range(60)], "実績": range(60)})
    pages = made(slide(table=table))
    assert len(pages) > 1
    assert [page.shapes.title.text_frame.text for page in pages][-1].endswith(
        f"（{len(pages)}/{len(pages)}）"
    )
    rows = [
        [cell.text for cell in row.cells]
        for page in pages
        for shape in page.shapes
        if shape.has_table
        for row in list(shape.table.rows)[1:]
    ]
    assert rows == [[name, str(number)] for name, number in zip(table["施策"], table["実績"], strict=True)]


def test_tables_end_above_what_stands_below_them():
    table = pd.DataFrame({f"列{n}": ["長い言葉がいくつも入る欄" * (n % 3 + 1)] * 12 for n in range(7)})
    pages = made(slide(table=table))
    assert len(pages) > 1
    for page in pages:
        (frame,) = (shape for shape in page.shapes if shape.has_table)
        foot = min(shape.top for shape in page.shapes if shape.name in ("定義", "出典と版"))
        assert frame.top + sum(row.height for row in frame.table.rows) <= foot
        assert frame.left + sum(column.width for column in frame.table.columns) <= 960 * 12_700


def test_long_texts_go_on_and_lose_nothing():
    told = [f"{n}番目に決めたことは、とても長く書かれています。" * 12 for n in range(9)]
    pages = made(slide(texts=tuple(told)))
    assert len(pages) > 1
    written = [shape.text_frame.text for page in pages for shape in page.shapes if shape.name == "本文"]
    assert "".join(written) == "".join(told)


def test_type_is_one_that_windows_has_for_both_kinds_of_letters():
    with zipfile.ZipFile(io.BytesIO(deck([slide(figure=BARS)], title="試し"))) as packed:
        themes = [packed.read(name).decode() for name in packed.namelist() if "/theme/theme" in name]
    assert len(themes) == 2
    for theme in themes:
        for kind in ("latin", "ea"):
            assert set(re.findall(f'<a:{kind} typeface="([^"]*)"', theme)) == {"BIZ UDPGothic"}


def test_every_chart_and_table_is_told_in_words():
    for page in made(slide(figure=BARS), slide(table=pd.DataFrame({"a": [1]}))):
        (drawn,) = (shape for shape in page.shapes if shape.has_chart or shape.has_table)
        assert reading.alt(drawn) == "3件と5.5件"


def test_text_only():
    (page,) = made(slide(texts=("決めたこと", "来年も続ける")))
    assert {"決めたこと", "来年も続ける"} <= set(reading.words(page))


def test_the_same_slides_give_the_same_bytes_and_lead_nowhere(monkeypatch: pytest.MonkeyPatch):
    first = deck([slide(figure=BARS)], title="試し")
    monkeypatch.setattr("time.time", lambda: 2e9)
    assert deck([slide(figure=BARS)], title="試し") == first
    with zipfile.ZipFile(io.BytesIO(first)) as packed:
        assert not any(b'TargetMode="External"' in packed.read(name) for name in packed.namelist())


def test_a_long_table_is_spread_evenly_over_its_slides():
    table = pd.DataFrame({"施策": [f"{n}番目" for n in range(29)], "実績": range(29)})
    pages = made(slide(table=table))
    rows = [len(shape.table.rows) for page in pages for shape in page.shapes if shape.has_table]
    assert len(rows) > 1
    assert max(rows) - min(rows) <= 1


def test_a_short_table_is_written_large_and_an_empty_cell_is_no_higher_than_others():
    table = pd.DataFrame({"施策": ["一", "二"], "理由": ["", "遅れ"]})
    (page,) = made(slide(table=table))
    (frame,) = (shape for shape in page.shapes if shape.has_table)
    sizes = frame._element.xpath(".//a:rPr/@sz | .//a:endParaRPr/@sz")
    assert set(sizes) == {"1800"}
    assert len(sizes) == 6


def test_numbers_of_a_column_have_as_many_digits_after_the_point():
    table = pd.DataFrame({"値": [2.1, 2.0, 1.97], "件": [1000.0, 2.0, None]})
    (page,) = made(slide(table=table))
    (frame,) = (shape for shape in page.shapes if shape.has_table)
    rows = [[cell.text for cell in row.cells] for row in frame.table.rows]
    assert rows[1:] == [["2.10", "1,000"], ["2.00", "2"], ["1.97", "—"]]


def test_lines_beside_a_row_that_say_different_things_are_never_broken():
    long = "<b>福島県のほかの市町村すべて</b><br>2,851件・0.83倍<br>▼ 減った"
    figure = {
        "data": [{"type": "bar", "orientation": "h", "x": [1.0] * 8, "y": [f"{n}" for n in range(8)]}],
        "layout": {"yaxis": {"tickvals": [f"{n}" for n in range(8)], "ticktext": [long] * 8}},
    }
    (page,) = made(slide(figure=figure))
    lines = {
        line
        for shape in reading.shapes(page)
        if shape.name == "縦の目盛り"
        for line in shape.text_frame.text.split("\n")
    }
    assert {part for line in lines for part in line.split("　")} == {
        "福島県のほかの市町村すべて",
        "2,851件・0.83倍",
        "▼ 減った",
    }
