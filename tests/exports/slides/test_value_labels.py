"""Numbers at bars and points are the chart's own labels where they are its values, and boxes where they are not."""

import pytest

from exports.slides import Slide, deck
from tests.exports.slides import reading
from tests.exports.slides.given import notes

BAR = {"type": "bar", "x": [1, 2, 3], "y": [3, 1204, 5.5], "textposition": "outside"}


def drawn(*traces: dict, **layout):
    slide = Slide(
        title="題です。",
        subject="図",
        alt="図",
        notes=notes(),
        figure={"data": list(traces), "layout": {"height": 300, **layout}},
    )
    (page,) = reading.opened(deck([slide], title="試し"))
    return page


def labels(page) -> list[tuple[str, str, list[int]]]:
    """Return the number format, the place and the points without a label of each series that has labels."""
    found = []
    for shape in page.shapes:
        for made in shape.chart._chartSpace.xpath(".//c:dLbls") if shape.has_chart else ():
            (form,), (place,) = made.xpath("c:numFmt/@formatCode"), made.xpath("c:dLblPos/@val")
            found.append((form, place, [int(each) for each in made.xpath("c:dLbl/c:idx/@val")]))
    return found


def boxes(page) -> list[str]:
    return [shape.text_frame.text for shape in reading.shapes(page) if shape.name == "注記"]


def test_values_with_the_same_words_around_them_are_labels_of_the_chart() -> None:
    page = drawn({**BAR, "y": [3, 1204, 5], "text": ["<b>約3件</b>", "<b>約1,204件</b>", "<b>約5件</b>"]})
    assert labels(page) == [('"約"#,##0"件"', "outEnd", [])]
    assert boxes(page) == []


def test_decimals_and_percent_signs_are_written_as_they_are() -> None:
    page = drawn({**BAR, "y": [3, 4.25, 5.5], "text": ["3.0%", "4.2%", "5.5%"]})
    assert labels(page) == [('#,##0.0"%"', "outEnd", [])]


@pytest.mark.parametrize(
    "texts",
    [
        ["3件", "1,204件", "7件"],
        ["3件", "1,204人", "5.5件"],
        ["3／9", "1,204／9", "5.5／9"],
        ["少ない", "多い", "少ない"],
        ["3<br>件", "1,204<br>件", "5.5<br>件"],
    ],
)
def test_what_is_no_value_stays_a_box(texts: list[str]) -> None:
    page = drawn({**BAR, "text": texts})
    assert labels(page) == []
    assert len(boxes(page)) == 3


def test_a_point_without_a_text_has_no_label() -> None:
    line = {"type": "scatter", "mode": "lines+markers+text", "x": [1, 2, 3], "y": [4, 5, 6]}
    page = drawn({**line, "text": ["", "5", ""], "textposition": "top center"})
    assert labels(page) == [("#,##0", "t", [0, 2])]


def test_stacked_bars_have_their_labels_within() -> None:
    one = {**BAR, "y": [1, 2, 0], "textposition": "inside", "insidetextanchor": "middle"}
    page = drawn({**one, "text": ["●1", "●2", ""]}, {**one, "text": ["✕1", "✕2", ""]}, barmode="stack")
    assert labels(page) == [('"●"#,##0', "ctr", [2]), ('"✕"#,##0', "ctr", [2])]


def test_labels_outside_of_stacked_bars_which_no_program_has_are_boxes() -> None:
    page = drawn({**BAR, "y": [1, 2, 3], "text": ["1", "2", "3"]}, barmode="stack")
    assert labels(page) == []
    assert boxes(page) == ["1", "2", "3"]


def test_notes_in_the_middle_of_all_bars_are_labels_of_theirs() -> None:
    middle = [
        {"x": place, "y": size / 2, "yanchor": "middle", "text": f"<b>{size}</b>", "showarrow": False}
        for place, size in ((1, 30), (2, 40))
    ]
    bar = {"type": "bar", "x": [1, 2], "y": [30, 40]}
    page = drawn(bar, annotations=[*middle, {"x": 1, "y": 45, "text": "様式変更"}])
    assert labels(page) == [("#,##0", "ctr", [])]
    assert boxes(page) == ["様式変更"]
    page = drawn(bar, annotations=middle[:1])
    assert labels(page) == []
    assert boxes(page) == ["30"]
