"""The sheet of one measure: the address decides, every kind and state has its words."""

from pathlib import Path

from tests.pages.opening import Open, html_of

SHEET = "pages/goals/sheet.py"


def test_the_address_decides_the_measure_and_a_choice_changes_the_address(
    open_page: Open, sample_edition: Path
) -> None:
    app = open_page(sample_edition.parent, SHEET, measure="2-6")
    assert "2-6 市民のICT利活用への支援" in html_of(app)
    assert app.selectbox(key="measure_choice").value == "2-6"
    app.selectbox(key="measure_choice").select("9-13").run()
    assert app.query_params["measure"] == "9-13"
    assert "9-13 行政評価システムのリプレイス" in html_of(app)
    app.query_params["measure"] = "3-1"
    assert "3-1 ひとり暮らし高齢者宅等" in html_of(app.run())
