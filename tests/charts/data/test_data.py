"""Sentences and tables of what an edition is made of."""

import pandas as pd

from charts.data import data
from findings.data.data import Contents, File, Rejected, Source, Sum
from findings.noticed import Noticed

TOTAL = Sum(5, 1_210, 1_200, 9, 1, 0)
NOBODY = Rejected(pd.DataFrame({"file_name": [""], "line": [1], "reason": [""], "raw": [""]}))


def test_the_rows_of_all_files_add_up_in_words() -> None:
    assert data.rows_add_up(TOTAL) == "読んだ1,210行のうち、<b>読み込めなかったのは1行</b>です。"
    files, rows = data.rows_in_full(TOTAL)
    assert files == "読んだファイルは5個です。"
    assert rows.startswith("載せた1,200行、範囲外（ほかの地域・年齢、公表後の回答）の9行、")
    assert "読み込めなかった1行の合計" in rows


def test_answers_that_could_not_be_read_are_told_beside_the_rows() -> None:
    survey = File("survey/a.csv", "survey", 240, 240, 0, 0, 48, is_sample=False)
    total = Sum(1, 240, 240, 0, 0, 48)
    assert data.rows_add_up(total) == "読んだ240行に、<b>読み込めなかった行はありません</b>。"
    assert data.rows_in_full(total)[-1] == "ほかに、調査の答え48個を読み取れず、数えていません。"
    table = data.files_table(Contents(total, {}, [survey], [], NOBODY, [], [], []))
    assert table["読み取れなかった答え"].tolist() == [48, 48]


def test_the_table_begins_with_what_is_kept_together_and_ends_with_the_sum() -> None:
    made = File("honhyo_2020.csv", "honhyo", 10, 0, 9, 1, 0, is_sample=True)
    found = Contents(TOTAL, {"plan": Sum(4, 1_200, 1_200, 0, 0, 0)}, [made], [], NOBODY, [], [], [])
    table = data.files_table(found)
    assert table[["種類", "ファイル", "データ"]].values.tolist() == [
        ["計画", "4個のファイル", "実際のもの"],
        ["事故 本票", "honhyo_2020.csv", "サンプル"],
        ["", "合計", ""],
    ]
    assert table["読んだ行"].tolist() == [1_200, 10, 1_210]
    assert table["読み込めなかった行"].tolist() == [0, 1, 1]


def test_what_was_noticed_is_told_in_japanese() -> None:
    table = data.noticed_table(
        [Noticed("no_coordinates", "latitude, longitude", 4, 5), Noticed("skipped_file", "a.txt", 1, 0)]
    )
    assert table.values.tolist() == [
        ["位置の記録がない", "緯度・経度", 4, 5],
        ["読まなかったファイル", "a.txt", 1, 0],
    ]


def test_what_is_not_known_of_a_source_is_said() -> None:
    (row,) = data.sources_table([Source("市", "題", None, None, None)]).values.tolist()
    assert row == ["市", "題", "—", "確認していません", "—"]
