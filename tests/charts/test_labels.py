import random

import pytest

from charts import labels
from charts.labels import Box, Label

GROUND = Box(0, 0, 400, 300)
ROUND = ("top center", "bottom center", "middle left", "middle right")


def test_a_label_is_as_wide_as_its_longest_line_and_tags_do_not_count() -> None:
    assert labels.width("基準<br>2,528人", 10) == pytest.approx(5 * 5.8 + 10)
    assert labels.width("<b>実績</b>", 10) == 20


@pytest.mark.parametrize(
    ("place", "box"),
    [
        ("top center", Box(90, 30, 110, 43)),
        ("bottom center", Box(90, 57, 110, 70)),
        ("middle left", Box(73, 43.5, 93, 56.5)),
        ("bottom right", Box(107, 57, 127, 70)),
    ],
)
def test_a_place_is_the_ground_beside_the_point(place: str, box: Box) -> None:
    found = labels.box(Label((100, 50), "実績", 10, ROUND), place)
    assert (found.left, found.top, found.right, found.bottom) == pytest.approx(
        (box.left, box.top, box.right, box.bottom)
    )


def test_the_first_place_is_taken_unless_something_stands_there() -> None:
    label = Label((100, 50), "実績", 10, ROUND)

    def found(**changes: object) -> list[str | None]:
        return labels.place([label], **({"ground": GROUND, "taken": [], "lines": []} | changes))

    assert found() == ["top center"]
    assert found(taken=[Box(95, 35, 105, 40)]) == ["bottom center"]
    assert found(lines=[((0, 36), (400, 36))]) == ["bottom center"]
    assert found(ground=Box(0, 45, 400, 300)) == ["bottom center"]
    assert found(ground=Box(0, 49, 400, 51)) == [None]


def test_lines_are_crossed_only_where_every_place_crosses_one() -> None:
    label = Label((100, 50), "実績", 10, ("top center", "bottom center"))
    lines = [((0, 36), (400, 36)), ((0, 64), (400, 64)), ((0, 60), (400, 60))]
    assert labels.place([label], ground=GROUND, taken=[], lines=lines) == ["top center"]


def test_the_first_to_choose_keeps_its_place() -> None:
    near = [Label((100, 50), "実績", 10, ("top center",)), Label((104, 50), "実績", 10, ("top center",))]
    assert labels.place(near, ground=GROUND, taken=[], lines=[]) == ["top center", None]


def test_no_two_labels_and_no_mark_share_ground_whatever_the_points() -> None:
    drawn = random.Random(7)
    for _ in range(50):
        points = [(drawn.uniform(0, 400), drawn.uniform(0, 300)) for _ in range(12)]
        listed = [Label(at, "1,234件", 14, ROUND) for at in points]
        marks = [labels.mark(at) for at in points]
        places = labels.place(listed, ground=GROUND, taken=marks, lines=[])
        boxes = [labels.box(label, place) for label, place in zip(listed, places, strict=True) if place]
        assert len(boxes) > 3
        assert all(box.is_within(GROUND) for box in boxes)
        assert not any(box.touches(mark) for box in boxes for mark in marks)
        assert not any(one.touches(two) for place, one in enumerate(boxes) for two in boxes[:place])


@pytest.mark.parametrize(
    ("line", "is_crossed"),
    [
        (((0, 0), (100, 100)), True),
        (((0, 50), (39, 50)), False),
        (((50, 0), (50, 100)), True),
        (((0, 20), (100, 20)), False),
        (((45, 45), (55, 55)), True),
        (((30, 60), (60, 90)), False),
    ],
)
def test_a_line_crosses_a_box(line: tuple[labels.Pixel, labels.Pixel], is_crossed: bool) -> None:
    assert labels.crosses(Box(40, 40, 60, 60), line) is is_crossed


def test_labels_are_pushed_apart_around_their_values_and_keep_their_order() -> None:
    assert labels.apart([10.0, 10.0], 2.0) == [9.0, 11.0]
    assert labels.apart([1.0, 5.0], 2.0) == [1.0, 5.0]
    lower, upper, middle = labels.apart([1.0, 2.0, 1.5], 1.0)
    assert (middle - lower, upper - middle) == (1.0, 1.0)
