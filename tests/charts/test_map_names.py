import pytest

from charts import map_names, maps, theme
from charts.map_names import Label

PLACES = [
    Label("市役所", 37.287, 140.373, on_map=True),
    Label("上人坦", 37.302, 140.375, on_map=False),
]


def written(**how: object) -> dict[str, dict[str, object]]:
    """Return a map of three traces with names: its layers by name, and what the traces lie below."""
    figure = theme.figure(400)
    figure.update_layout(map={"style": maps.EMPTY_STYLE})
    for _ in range(3):
        figure.add_scattermap(lat=[37.3], lon=[140.4])
    map_names.write(figure, PLACES, **how)
    style = figure.layout.map.style
    return {
        "layers": {layer["id"]: layer for layer in style["layers"]},
        "anchors": {
            feature["properties"]["name"]: feature["properties"]["anchor"]
            for feature in style["sources"]["names"]["data"]["features"]
        },
        "numbers": {
            feature["properties"]["number"]: feature["geometry"]["coordinates"]
            for feature in style["sources"].get("numbers", {"data": {"features": []}})["data"]["features"]
        },
        "below": [trace.below for trace in figure.data],
    }


def test_names_lie_above_every_trace_and_have_a_halo() -> None:
    found = written()
    assert list(found["layers"]) == ["ground", map_names.FAINT, map_names.CLEAR]
    assert found["below"] == [map_names.FAINT] * 3
    for name in (map_names.FAINT, map_names.CLEAR):
        layer = found["layers"][name]
        assert layer["paint"]["text-halo-width"] > 0
        assert layer["layout"]["text-size"] >= 14
        assert "text-allow-overlap" not in layer["layout"]


def test_further_places_are_named_from_close_by() -> None:
    layers = written()["layers"]
    assert layers[map_names.FAINT]["minzoom"] > 12
    assert "minzoom" not in layers[map_names.CLEAR]
    assert [layers[name]["filter"][-1] for name in (map_names.FAINT, map_names.CLEAR)] == [False, True]


def test_every_number_is_written_above_the_names() -> None:
    found = written(numbered=[(140.37, 37.28), (140.38, 37.29)])
    assert list(found["layers"])[-2:] == [map_names.DISCS, map_names.NUMBERS]
    assert found["layers"][map_names.NUMBERS]["layout"]["text-allow-overlap"] is True
    assert found["numbers"] == {"1": [140.37, 37.28], "2": [140.38, 37.29]}
    assert written()["numbers"] == {}


@pytest.mark.parametrize(
    ("middle", "anchor"),
    [
        ((140.375, 37.302), "center"),
        ((140.375, 37.297), "top"),
        ((140.380, 37.302), "left"),
        ((140.370, 37.307), "bottom-right"),
        ((140.375, 37.295), "bottom"),
        ((140.390, 37.302), "right"),
        ((140.360, 37.297), "top-left"),
    ],
)
def test_a_name_lies_wholly_within_or_wholly_beyond_what_a_close_up_shows(
    middle: tuple[float, float], anchor: str
) -> None:
    east, north = middle
    seen = (east - 0.008, north - 0.006, east + 0.008, north + 0.006)
    assert written(seen=seen)["anchors"]["上人坦"] == anchor


def test_names_beside_their_places_leave_the_places_free() -> None:
    for beside in (True, False):
        layers = written(beside=beside)["layers"]
        for name in (map_names.FAINT, map_names.CLEAR):
            assert ("text-variable-anchor-offset" in layers[name]["layout"]) is beside


def test_the_outermost_names_are_written_inwards() -> None:
    figure = theme.figure(400)
    figure.update_layout(map={"style": maps.EMPTY_STYLE})
    places = [
        Label(name, 37.3, longitude, on_map=True)
        for name, longitude in zip("西中東", [139.2, 140.4, 141.0], strict=True)
    ]
    map_names.write(figure, places, beside=True)
    style = figure.layout.map.style
    edges = [feature["properties"]["edge"] for feature in style["sources"]["names"]["data"]["features"]]
    assert edges == ["west", "", "east"]
    _, _, *choices, otherwise = style["layers"][-1]["layout"]["text-variable-anchor-offset"]
    sides = dict(zip(choices[::2], [set(ways[::2]) for _, ways in choices[1::2]], strict=True))
    assert "right" not in sides["west"]
    assert "left" not in sides["east"]
    assert {"left", "right"} < set(otherwise[1][::2])


def test_writing_names_leaves_the_empty_style_as_it_was() -> None:
    before = repr(maps.EMPTY_STYLE)
    written()
    assert repr(maps.EMPTY_STYLE) == before
