"""Words for a value the records of the police count."""

from dataclasses import replace

from charts.goals import records
from findings.goals.records import Recorded

COUNTED = Recorded(count=98, reported=None, missed=(), is_near=False, is_sample=False)


def test_a_state_that_rests_on_the_records_says_so() -> None:
    assert records.judged(COUNTED) == "警察の資料から数えた値で、担当課の報告はまだありません。"
    assert records.judged(replace(COUNTED, is_sample=True)).startswith("警察の資料（サンプル）から数えた値で")


def test_it_is_to_be_checked_where_records_and_published_figures_may_differ() -> None:
    asked = records.judged(replace(COUNTED, missed=(2019,)))
    assert "公表値で確かめてください（警察の資料は令和元年の公表値と一致しません）" in asked
    near = records.judged(replace(COUNTED, is_near=True))
    assert "公表値で確かめてください（目標との差がわずかです）" in near


def test_the_difference_from_a_report_is_said() -> None:
    assert records.beside(replace(COUNTED, reported=100.0)) == (
        "警察の資料から数えると98件で、判定した担当課の報告との差は−2件です。"
    )
    assert "担当課の報告と同じです" in records.beside(replace(COUNTED, reported=98.0))
    assert records.beside(COUNTED) == ""
