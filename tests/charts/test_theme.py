"""Colours can be read on white, states are told apart without colour, the toolbar speaks Japanese."""

import ast
import re
from pathlib import Path

import pytest
import streamlit

from charts import theme
from stats.goals import state_words

CHARTS = Path(theme.__file__).parent
READABLE = 4.5
"""Smallest contrast of text, WCAG 2.1 success criterion 1.4.3 (AA)."""


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.1."""
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_reckoned_as_the_standard_does() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def test_every_state_has_a_colour_and_a_symbol() -> None:
    assert set(theme.STATES) == set(state_words.STATES)


@pytest.mark.parametrize("state", state_words.STATES)
def test_a_state_can_be_read_on_white(state: str) -> None:
    assert contrast(theme.STATES[state][0], "#FFFFFF") >= READABLE


@pytest.mark.parametrize("name", ["INK", "SECONDARY", "ACCENT", "TARGET"])
def test_a_colour_of_text_can_be_read_on_white(name: str) -> None:
    assert contrast(getattr(theme, name), "#FFFFFF") >= READABLE


def test_states_of_different_meaning_have_different_symbols() -> None:
    symbols = [symbol for state, (_, symbol) in theme.STATES.items() if "（" not in state and state != "未達"]
    assert (
        theme.STATES["未達"] == theme.STATES["後退"]
    )  # both ask for the same attention; the word tells them apart
    assert len(set(symbols)) == len(symbols)


def test_age_and_density_get_darker_step_by_step() -> None:
    for ramp in (theme.AGES, [colour for _, colour in theme.DENSITY]):
        light = [luminance(colour) for colour in ramp]
        assert light == sorted(light, reverse=True)


def test_the_toolbar_is_japanese() -> None:
    assert theme.CONFIG["locale"] == "ja"
    dictionary = theme.CONFIG["locales"]["ja"]["dictionary"]
    for text in dictionary.values():
        assert re.search(r"[ぁ-んァ-ヶ一-龠]", text), text
        assert not re.search(r"[a-z]", text), text


def test_the_toolbar_translates_what_the_delivered_plotly_says() -> None:
    scripts = Path(streamlit.__file__).parent.joinpath("static", "static", "js").glob("*Plotly*.js")
    script = "".join(path.read_text(encoding="utf-8") for path in scripts)
    unknown = [
        text
        for text in theme.CONFIG["locales"]["ja"]["dictionary"]
        if not re.search(f"[`'\"]{re.escape(text)}[`'\"]", script)
    ]
    assert unknown == []


def test_percent_ticks_carry_their_sign() -> None:
    assert theme.percent_ticks(10, 5) == {"tickvals": [0, 5, 10], "ticktext": ["0%", "5%", "10%"]}


def test_a_figure_uses_fonts_of_the_machine_and_sizes_that_can_be_read() -> None:
    layout = theme.figure(height=300).layout
    assert "BIZ UDPGothic" in layout.font.family
    assert layout.font.size >= 14
    assert layout.showlegend is False


def test_a_saved_picture_has_a_name_and_a_width_of_its_own() -> None:
    options = theme.config("年ごとの件数_20260101")["toImageButtonOptions"]
    assert options["filename"] == "年ごとの件数_20260101"
    assert options["width"] == theme.SAVED_WIDTH


def test_a_colour_has_a_name() -> None:
    """White apart, a colour stands in no function: the theme, or a constant of its module, says what it means."""
    found = []
    for path in sorted(CHARTS.rglob("*.py")):
        source = path.read_text(encoding="utf-8")
        for function in ast.walk(ast.parse(source)):
            if isinstance(function, ast.FunctionDef):
                colours = re.findall(r"#[0-9A-Fa-f]{6}\b", ast.get_source_segment(source, function) or "")
                found += [
                    f"{path.relative_to(CHARTS)} {function.name}: {colour}"
                    for colour in colours
                    if colour != "#FFFFFF"
                ]
    assert found == []
