from datetime import date

from charts.goals import sheet_print

DAYS = date(2021, 3, 31), date(2022, 3, 31)


def test_values_stand_in_one_row_a_kind_and_one_column_a_period_and_empty_rows_are_left_out() -> None:
    html = sheet_print.across(
        {"実績": {DAYS[1]: "1,200"}, "参考": {}, "目標": {DAYS[0]: "<b>"}}, "件", "fiscal"
    )
    assert html.count("<tr>") == 3
    assert "参考" not in html
    assert "令和2<wbr>年度末<small>2021.3</small>" in html
    assert '<th scope="row">実績</th><td></td><td>1,200</td>' in html
    assert "単位：件" in html
    assert "<td>&lt;b&gt;</td>" in html


def test_cells_carry_no_unit_and_years_no_separator() -> None:
    assert sheet_print.value(1_303_598, "件") == "1,303,598"
    assert sheet_print.value(51.8, "%") == "51.8"
    assert sheet_print.value(2012, "年発行分") == "2012"
    assert sheet_print.reported_on(date(2022, 5, 9)) == "2022.5.9"


def test_parts_beside_one_another_leave_empty_ones_out() -> None:
    assert sheet_print.beside(["a", "", "b"]) == '<div class="pair"><div>a</div><div>b</div></div>'
