"""Filters that depend on each other: what one choice takes off another's list is forgotten, not an error."""

from pathlib import Path

from streamlit.testing.v1 import AppTest

from tests.pages.opening import Open, html_of

DIVIDE = "pages/divide/divide.py"


def choice(app: AppTest, label: str) -> object:
    """Return the filter with a label."""
    return next(box for box in app.selectbox if box.label == label)


def test_another_question_forgets_the_option_of_the_one_before(open_page: Open, sample_edition: Path) -> None:
    app = open_page(sample_edition.parent, DIVIDE)
    choice(app, "選択肢").select("市ホームページ").run()  # type: ignore[attr-defined]
    assert "「市ホームページ」を選んだ人" in html_of(app)
    other = next(text for text in choice(app, "設問").options if "スマートフォン" in text)  # type: ignore[attr-defined]
    choice(app, "設問").select(other).run()  # type: ignore[attr-defined]
    assert not app.error
    assert choice(app, "選択肢").value != "市ホームページ"  # type: ignore[attr-defined]
    assert "「市ホームページ」を選んだ人" not in html_of(app)


def test_an_option_of_another_question_in_the_address_is_refused(
    open_page: Open, sample_edition: Path
) -> None:
    app = open_page(sample_edition.parent, DIVIDE, option="この設問にない選択肢")
    assert "この設問にない選択肢" in app.error[0].value
    assert not app.table
