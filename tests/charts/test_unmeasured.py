"""What the plan names and no data can tell."""

from charts import unmeasured
from findings.unmeasured import Unmeasured

ROWS = [
    Unmeasured("goal", 2, "divide", "性別", "年代別だけです。"),
    Unmeasured("recommendation", 1, "divide", "性別", "年代別だけです。"),
    Unmeasured("recommendation", 1, "divide", "<国籍>", "年代別だけです。"),
    Unmeasured("recommendation", 4, "accidents", "河川災害", "川の記録がありません。"),
]


def test_everything_is_named_once() -> None:
    said = unmeasured.everything(ROWS)
    assert "：性別・<国籍>による差、河川災害（作成者による対応付け）。" in said
    assert unmeasured.everything(ROWS[:0]) == ""


def test_differences_say_where_the_plan_names_them() -> None:
    assert unmeasured.differences(ROWS) == "計画が挙げている箇所：性別（目標2・提言1）、<国籍>（提言1）。"
    assert unmeasured.differences(ROWS[3:]) == ""


def test_beside_a_theme_stands_what_it_names_and_what_there_is_instead() -> None:
    said = unmeasured.beside_theme("提言", ROWS[1:3])
    assert "性別・&lt;国籍&gt;による差（作成者による対応付け）。年代別だけです。</p>" in said
    assert said.count("年代別だけです") == 1
    assert "河川災害（作成者" in unmeasured.beside_theme("提言", ROWS[3:])
    assert "河川災害（作成者" in unmeasured.beside_theme("提言", ROWS[2:])  # not all of it is a difference
    assert unmeasured.beside_theme("提言", ROWS[:0]) == ""
