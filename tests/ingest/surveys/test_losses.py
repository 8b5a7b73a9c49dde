"""Rows that cannot be read by chance are left out and told; rows lost for a reason of their own stop the build."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.ingest.surveys.conftest import CLASSES, Survey, media, options, phone, using

HEADINGS = ["年齢", "問2"]
MANY = [HEADINGS, *using(40, 40, 40, 40, 40, 40), *using(10, 10, 10, 10, 10, 10, answer="使わない")]
SECRET = "八幡町の山田です"


def test_a_class_written_in_another_way_is_refused_with_the_line_to_add(survey: Survey) -> None:
    """All of the oldest are written 70歳～: without them the page would call 60歳以上 what are the sixties."""
    rows = [[age.replace("70歳以上", "70歳～"), answer] for age, answer in MANY]
    refused = survey.refusal(rows)
    assert refused == (
        "survey/survey.yamlの5行目「age」：answers.csvの50行を数えられません（年齢の区分が、決められた区分の"
        "どれでもない：「70歳～」）。ageに classes: {70歳～: 70歳以上} を書き加えてください"
        "（数えない人の書き方は left_out に）。"
    )
    survey.load(rows, age={"column": "年齢", "kind": "class", "classes": {"70歳～": "70歳以上"}})
    assert survey.respondents("phone") == 300


def test_all_classes_written_in_another_way_are_told_at_once(survey: Survey) -> None:
    written = dict(zip(CLASSES, ["20代", "30代", "40代", "50代", "60代", "70代以上"], strict=True))
    refused = survey.refusal([HEADINGS, *([written[age], answer] for age, answer in MANY[1:])])
    assert "answers.csvのすべての行を数えられません" in refused
    assert "classes: {20代: 18～29歳, 30代: 30～39歳, 40代: 40～49歳" in refused
    assert refused.count("\n") == 0


@pytest.mark.parametrize(
    ("kind", "written", "remedy"),
    [
        ("class", "35", "年齢が数で書いてあるので、ageを kind: number にしてください"),
        ("class", "4", "ageのclassesに、「その書き方: 区分」の形で書き加えてください"),
        ("number", "30～39歳", "ageを kind: class にしてください"),
        ("number", "30代", "ageを kind: class にし、ageに classes: {30代: 30～39歳} を書き加えてください"),
        ("class", "25～34歳", "ageのclassesに、「その書き方: 区分」の形で書き加えてください"),
        ("number", "昭和60年", "35や35歳のように直すか、数えない人なら、その書き方をageのleft_outに"),
        ("number", "17", "年齢の列かどうかを確かめ、数えない人なら、その書き方をageのleft_outに"),
    ],
)
def test_the_remedy_is_that_of_what_stands_there(
    survey: Survey, kind: str, written: str, remedy: str
) -> None:
    refused = survey.refusal([HEADINGS, *[[written, "使う"]] * 50], age={"column": "年齢", "kind": kind})
    assert remedy in refused
    assert f"「{written}」" in refused


def test_three_of_one_written_age_are_no_chance_and_two_are(survey: Survey) -> None:
    """Fewer than ten wrote it, so the lines are told and not the word."""
    refused = survey.refusal([*MANY, *[["70歳～", "使う"]] * 3, ["不明かも", "使う"]])
    assert "answers.csvの3行を数えられません" in refused
    assert "：302行目、303行目、304行目）" in refused
    assert "70歳～" not in refused
    survey.load([*MANY, *[["70歳～", "使う"]] * 2, ["不明かも", "使う"]])
    assert survey.rows("select line from rejected_rows order by line") == [(302,), (303,), (304,)]


def both(*people: int) -> list[list[str]]:
    """So many rows of each age class, youngest first: one of them does not use it, the others do."""
    return [*using(*[1] * 6, answer="使わない"), *using(*(count - 1 for count in people))]


@pytest.mark.parametrize(("more", "is_refused"), [(0, False), (1, True)])
def test_more_than_a_twentieth_of_the_rows_is_no_chance(survey: Survey, more: int, is_refused: bool) -> None:
    """Each wrote something else: 20 of 400 rows of every class are told by line, one more stops the build."""
    lost = ([age, f"{SECRET}{age}{number}"] for age in CLASSES for number in range(20))
    rows = [HEADINGS, *both(*[380] * 6), *lost, *[[CLASSES[0], SECRET]] * more]
    if is_refused:
        refused = survey.refusal(rows)
        assert (
            "「questions › 1番目」：answers.csvの121行の答えを数えられません（選択肢にない答え：2282行目、"
            in refused
        )
        assert "2291行目など）。選択肢の書き方の違いなら" in refused
        assert SECRET not in refused
    else:
        survey.load(rows)
        assert survey.rows("select count(*), count(distinct reason) from rejected_rows") == [(120, 1)]


def unknown(*people: int) -> list[list[str]]:
    """So many rows of each age class, youngest first, each with an answer of its own that is no option."""
    return [
        [age, f"{SECRET}{age}{n}"] for age, count in zip(CLASSES, people, strict=True) for n in range(count)
    ]


@pytest.mark.parametrize(
    ("answered", "lost", "told"),
    [
        ((97, 97, 97, 97, 97, 57), (0, 0, 0, 0, 0, 3), None),  # 3 of 60 are a twentieth
        ((97, 97, 97, 97, 97, 56), (0, 0, 0, 0, 0, 3), "70歳以上の人に偏って、3行"),  # 3 of 59 are more
        ((97, 97, 97, 97, 97, 20), (0, 0, 0, 0, 0, 2), None),  # of 22, but two are chance
        ((97, 97, 97, 97, 18, 18), (0, 0, 0, 0, 2, 2), "60歳以上の人に偏って、4行"),  # 4 of 40
        ((97, 97, 97, 97, 40, 40), (2, 2, 2, 2, 3, 4), "60～69歳と70歳以上の人に偏って、7行"),
        ((97, 97, 97, 97, 97, 97), (3, 3, 3, 3, 3, 3), None),
    ],
)
def test_what_one_age_class_loses_is_no_chance(
    survey: Survey, answered: tuple[int, ...], lost: tuple[int, ...], told: str | None
) -> None:
    """Less than a twentieth of all answers are lost, but of those of one class more."""
    rows = [HEADINGS, *both(*answered), *unknown(*lost)]
    if told is None:
        survey.load(rows)
        assert survey.rows("select count(*) from rejected_rows") == [(sum(lost),)]
    else:
        refused = survey.refusal(rows)
        assert f"answers.csvで、{told}の答えを数えられません（選択肢にない答え：" in refused
        assert SECRET not in refused


def test_three_of_one_answer_are_no_chance_and_two_are(survey: Survey) -> None:
    """A misspelt option is missing from its own share, and moves the others."""
    refused = survey.refusal([*MANY, *[[CLASSES[0], "使わない。"]] * 3, [CLASSES[0], SECRET]])
    assert "answers.csvの3行の答えを数えられません（選択肢にない答え：302行目、303行目、304行目）" in refused
    assert "使わない。" not in refused
    survey.load([*MANY, *[[CLASSES[0], "使わない。"]] * 2])
    assert survey.respondents("phone") == 300


def test_three_unknown_answers_are_no_chance_where_an_option_has_none(survey: Survey) -> None:
    """Whoever chose その他 wrote something: it would be 0 %, and all other shares too high."""
    rows = [*MANY, *([CLASSES[0], f"{SECRET}{number}"] for number in range(3))]
    question = phone(options=options("使う", "使わない", "その他"))
    refused = survey.refusal(rows, questions=[question])
    assert "answers.csvの3行の答えを数えられません（選択肢にない答え：302行目、303行目、304行目）" in refused
    assert "other: true を書き加えてください" in refused
    survey.load(rows, questions=[phone(options=options("使う", "使わない", "その他", other="その他"))])
    assert survey.respondents("phone") == 303


def test_every_answer_of_a_question_is_no_chance_however_few(survey: Survey) -> None:
    asked_of = {"question_id": "phone", "options": [2]}
    why = phone(
        question_id="why", wording="理由", column="問4", asked_of=asked_of, options=options("高い", "難しい")
    )
    rows = [[*HEADINGS, "問4"], *([*row, ""] for row in MANY[1:]), [CLASSES[0], "使わない", SECRET]]
    refused = survey.refusal(rows, questions=[phone(), why])
    assert (
        "「questions › 2番目」：answers.csvのすべての行の答えを数えられません（選択肢にない答え：302行目）"
        in refused
    )
    assert SECRET not in refused


def test_the_rows_of_a_question_put_to_a_part_are_its_answers(survey: Survey) -> None:
    """12 of 60 answers are lost, of 300 rows: a twentieth of those who were asked, not of all."""
    asked_of = {"question_id": "phone", "options": [2]}
    why = phone(
        question_id="why", wording="理由", column="問4", asked_of=asked_of, options=options("高い", "難しい")
    )
    told = iter(["高い"] * 24 + ["難しい"] * 24 + ["面倒"] * 12)
    rows = [[age, answer, next(told) if answer == "使わない" else ""] for age, answer in MANY[1:]]
    refused = survey.refusal([[*HEADINGS, "問4"], *rows], questions=[phone(), why])
    assert "answers.csvの12行の答えを数えられません（選択肢にない答え：「面倒」）" in refused


def test_a_word_is_told_where_ten_wrote_it_beside_the_lines_of_others(survey: Survey) -> None:
    rows = [*MANY, *[[CLASSES[0], "つかう"]] * 10, *[[CLASSES[0], SECRET]] * 9]
    refused = survey.refusal(rows)
    assert "選択肢にない答え：「つかう」、ほかに312行目、313行目" in refused
    assert SECRET not in refused


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(counts=st.lists(st.integers(1, 14), min_size=1, max_size=10), place=st.sampled_from([0, 1]))
def test_no_message_quotes_what_fewer_than_ten_wrote(survey: Survey, counts: list[int], place: int) -> None:
    """Whether an age or an answer: so many people wrote each of some words nobody knows."""
    words = [f"秘密{chr(ord('ア') + number)}" for number in range(len(counts))]
    unknown = [[word, word] for word, people in zip(words, counts, strict=True) for _ in range(people)]
    rows = [
        [*row[:place], wrong[place], *row[place + 1 :]] for row, wrong in zip(MANY[1:], unknown, strict=False)
    ]
    refused = survey.refusal([HEADINGS, *rows])
    wrote = dict(zip(words, counts, strict=True))
    assert {word for word in words if word in refused} == {word for word in words if wrote[word] >= 10}


def test_answers_that_exclude_each_other_too_often_are_refused(survey: Survey) -> None:
    offered = options("ホームページ", "広報", "どれもない")
    offered[2]["excludes_others"] = True
    rows = [["年齢", "問3"], *([age, "広報, どれもない"] for age, _ in MANY[1:])]
    assert "一緒に選べる選択肢なら、excludes_others: true を消してください" in survey.refusal(
        rows, questions=[media(options=offered)]
    )


def test_a_number_that_everybody_has_is_no_number_of_a_person(survey: Survey) -> None:
    rows = [["番号", *HEADINGS], *(["1", *row] for row in MANY[1:])]
    refused = survey.refusal(rows, id_column="番号")
    assert "「id_column」：answers.csvの299行を数えられません（回答の番号がほかの行と同じ：3行目" in refused


def test_people_can_be_left_out_knowingly(survey: Survey) -> None:
    """Those under age, and those who told no age, are out of scope and not lost."""
    age = {"column": "年齢", "kind": "class", "left_out": ["17歳以下", "無回答"]}
    survey.load([*MANY, *[["１７歳以下", "使う"]] * 30, *[["", "使う"]] * 20, ["不明", "使う"]], age=age)
    counted = "select rows_read, rows_loaded, rows_out_of_scope, rows_rejected from ingest_files"
    assert survey.rows(f"{counted} where reader = 'survey'") == [(351, 300, 50, 1)]
    assert survey.rows("select line from rejected_rows") == [(352,)]
    assert survey.respondents("phone") == 300


def test_somebody_must_be_left_to_count(survey: Survey) -> None:
    age = {"column": "年齢", "kind": "class", "left_out": CLASSES}
    refused = survey.refusal(MANY, age=age)
    assert "「age › left_out」：answers.csvに、数える人が1人もいません" in refused


def test_many_without_an_age_are_left_out_only_knowingly(survey: Survey) -> None:
    refused = survey.refusal([*MANY, *[["", "使う"]] * 20])
    assert "年齢の答えがない：302行目" in refused
    assert "ageに left_out: [無回答] を書き加えてください" in refused


def test_a_number_left_out_is_meant_however_it_is_written(survey: Survey) -> None:
    ages = [[str(20 + number % 60), "使う"] for number in range(200)]
    survey.load(
        [HEADINGS, *ages, ["17", "使う"], ["17歳", "使う"], ["満17才", "使う"]],
        age={"column": "年齢", "kind": "number", "left_out": ["17"]},
    )
    assert survey.rows("select count(*) from rejected_rows") == [(0,)]


@pytest.mark.parametrize(
    "table",
    [
        [["年齢", "使う", "使わない"], *([age, "60.0%", "40.0%"] for age in CLASSES)],
        [["", *CLASSES], ["使う", *"123456"], ["使わない", *"123456"], ["合計", *"234567"]],
    ],
)
def test_a_table_counted_already_is_pointed_to_its_own_form(survey: Survey, table: list[list[str]]) -> None:
    refused = survey.refusal(table)
    assert "answers.csv：1行に1人の回答ではなく、集計した表のようです" in refused
    assert "data/surveys/example/counts.yaml" in refused


def test_rows_of_people_are_not_taken_for_a_table(survey: Survey) -> None:
    assert "集計した表" not in survey.refusal([["年齢", "答え"], *([age, "1"] for age in CLASSES * 2)])
