"""The plan of the city as data, and what the reader of plans refuses."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from ingest.faults import InputError
from ingest.plan import read_plan
from ingest.plan.rows import rows
from ingest.plan.texts import Indicator, Measure, Plan

PLAN_5 = Path(__file__).parents[2] / "data" / "plans" / "5"

HEADER = """\
plan_id: "7"
title: 第7次の計画
starts_on: 2030-04-01
ends_on: 2032-03-31
published: 令和12年3月
goals:
  - no: 1
    name: 目標一
    summary: 一つめの目標です。
    page: 3
policies: []
fields:
  - field_no: 1
    name: 分野一
    page: 5
recommendations:
  - no: 1
    name: 提言一
    summary: 一つめの提言です。
    page: 9
pillars: []
notes:
  - topic: 見出し
    text: 気付いたことです。
"""
UNMEASURED = "{theme: goal, no: 1, topic: divide, what: 性別, note: 尋ねていません。}"
WITH_INDICATORS = """\
measure_id: "1-2"
field_no: 1
name: 講座の開催
short_name: 講座
departments:
  - 学習課
for_citizens: true
for_staff: false
is_new: true
page: 6
summary: 講座を開きます。
effect: 学ぶ人が増えます。
indicators:
  - indicator_id: "1-2a"
    name: 開催回数
    unit: 回
    kind: increase
    direction: at_least
    period_type: yearly
    period_type_stated: true
    uncertainty: none
    calendar: fiscal
    baseline:
      value: 1.5
      text: "1.5回"
      on: 2029-03-31
    target:
      value: 8
      text: "8回"
      on: 2032-03-31
    note: 覚え書きです。
  - indicator_id: "1-2b"
    name: 事故
    unit: 件
    kind: decrease
    direction: at_most
    period_type: yearly
    period_type_stated: true
    uncertainty: poisson
    calendar: calendar
    baseline:
      value: 10
      text: "10件"
      on: 2028-12-31
    target:
      value: 5
      text: "5件"
      on: 2031-12-31
"""
WITHOUT_INDICATOR = """\
measure_id: "1-10"
field_no: 1
name: 見守り
short_name: 見守り
departments:
  - 学習課
  - 福祉課
for_citizens: false
for_staff: true
is_new: false
page: 7
summary: 見守ります。
effect: 安心です。
indicators: []
"""
LINKS = """\
origin: plan
measures:
  "1-2":
    goals: [1]
    recommendations: [1]
    pillars: []
    output_or_outcome:
      "1-2a": output
      "1-2b": outcome
    related:
      - target: divide:reasons
        note: 使わない理由に応えます。
  "1-10":
    goals: [1]
    recommendations: []
    pillars: []
"""
FILES = {
    "plan.yaml": HEADER,
    "measures/1-2.yaml": WITH_INDICATORS,
    "measures/1-10.yaml": WITHOUT_INDICATOR,
    "links.yaml": LINKS,
}


@pytest.fixture(scope="module")
def plan() -> Plan:
    return read_plan(PLAN_5)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of a small invented plan without faults."""
    for name, text in FILES.items():
        path = tmp_path / "plans" / "7" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "plans" / "7"


def series(plan: Plan) -> dict[str, Indicator]:
    return {
        indicator.indicator_id: indicator for measure in plan.measures for indicator in measure.indicators
    }


def measures(plan: Plan) -> dict[str, Measure]:
    return {measure.measure_id: measure for measure in plan.measures}


def change(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def faults_of(folder: Path) -> list[str]:
    with pytest.raises(InputError) as refusal:
        read_plan(folder)
    return [str(fault) for fault in refusal.value.faults]


# The fifth plan


def test_plan_5_has_52_measures_in_10_fields(plan: Plan) -> None:
    per_field = Counter(measure.field_no for measure in plan.measures)

    assert per_field == {1: 1, 2: 9, 3: 3, 4: 4, 5: 4, 6: 4, 7: 7, 8: 2, 9: 15, 10: 3}
    assert [field.field_no for field in plan.header.fields] == list(range(1, 11))
    assert all(measure.measure_id.startswith(f"{measure.field_no}-") for measure in plan.measures)


def test_plan_5_has_54_series_in_48_measures(plan: Plan) -> None:
    count = {measure.measure_id: len(measure.indicators) for measure in plan.measures}

    assert sum(count.values()) == 54
    assert [key for key, number in count.items() if number == 0] == ["4-1", "4-3", "7-7", "9-11"]
    assert [key for key, number in count.items() if number == 2] == [
        "3-1",
        "4-4",
        "6-3",
        "7-1",
        "7-2",
        "10-1",
    ]


def test_plan_5_has_27_new_measures(plan: Plan) -> None:
    assert sum(measure.is_new for measure in plan.measures) == 27


def test_plan_5_runs_from_fiscal_2022_to_2024(plan: Plan) -> None:
    assert (plan.header.starts_on, plan.header.ends_on) == (date(2022, 4, 1), date(2025, 3, 31))


def test_plan_5_has_24_zero_baselines_23_of_which_are_to_grow(plan: Plan) -> None:
    zero = [indicator for indicator in series(plan).values() if indicator.baseline.value == 0]

    assert len(zero) == 24
    assert sum(indicator.target.value > 0 for indicator in zero) == 23


def test_kinds_other_than_increase(plan: Plan) -> None:
    other = {key: item.kind for key, item in series(plan).items() if item.kind != "increase"}

    assert other == {
        "2-4": "milestone",
        "6-2": "decrease",
        "7-2a": "keep",
        "7-2b": "keep",
        "7-3": "cumulative",
        "7-5": "cumulative",
        "9-1": "zero",
        "9-9": "text_baseline",
        "9-13": "decrease",
    }


def test_only_accidents_and_the_survey_are_uncertain(plan: Plan) -> None:
    uncertain = {key: item.uncertainty for key, item in series(plan).items() if item.uncertainty != "none"}

    assert uncertain == {"6-2": "poisson", "9-4": "survey"}


def test_only_accidents_run_by_calendar_year(plan: Plan) -> None:
    dates = {key: (item.calendar, item.baseline.on, item.target.on) for key, item in series(plan).items()}

    assert dates.pop("6-2") == ("calendar", date(2021, 12, 31), date(2024, 12, 31))
    assert set(dates.values()) == {("fiscal", date(2021, 3, 31), date(2025, 3, 31))}


def test_values_are_in_base_units_beside_the_printed_text(plan: Plan) -> None:
    tourists, visits, views = (series(plan)[key] for key in ("8-1", "9-3", "7-1b"))

    assert (tourists.baseline.value, tourists.baseline.text, tourists.unit) == (783_000, "783千人", "人")
    assert (visits.baseline.value, visits.baseline.text, visits.unit) == (3_500_000, "350万件/年", "件")
    assert (views.target.value, views.target.text) == (1_500_000, "150万件")


def test_a_period_the_plan_does_not_state_is_explained(plan: Plan) -> None:
    unexplained = [key for key, item in series(plan).items() if not item.period_type_stated and not item.note]

    assert unexplained == []


def test_a_printed_period_and_the_period_type_agree(plan: Plan) -> None:
    for indicator in series(plan).values():
        printed = indicator.name + indicator.baseline.text
        if "/年" in printed or "年間オンライン" in printed or "年間の" in printed or "暦年" in printed:
            assert (indicator.period_type, indicator.period_type_stated) == ("yearly", True), printed
        if "3年間合計" in printed:
            assert (indicator.period_type, indicator.period_type_stated) == ("plan_total", True), printed


def test_short_names_are_different(plan: Plan) -> None:
    assert len({measure.short_name for measure in plan.measures}) == 52


def test_digital_divide_and_accidents_know_their_measures(plan: Plan) -> None:
    topics: dict[str, set[str]] = {}
    for measure_id, links in plan.links.measures.items():
        for related in links.related:
            topics.setdefault(related.target, set()).add(measure_id)

    assert {"2-6", "3-2", "9-3", "9-12"} <= topics["divide"]
    assert {"5-2", "6-1", "6-2"} <= topics["accidents"]
    assert plan.links.origin == "editor"


def test_rows_of_plan_5(plan: Plan) -> None:
    tables = rows(plan)
    count = {table: len(records) for table, records in tables.items()}
    kinds = Counter(str(link["link_kind"]) for link in tables["measure_links"])

    assert (count["plans"], count["fields"], count["measures"], count["indicators"]) == (1, 10, 52, 54)
    assert Counter(str(theme["theme_kind"]) for theme in tables["plan_themes"]) == {
        "goal": 4,
        "policy": 2,
        "recommendation": 5,
        "pillar": 5,
        "sdg": 9,
    }
    served = {str(link["target"]) for link in tables["measure_links"] if link["link_kind"] == "sdg"}
    assert served == {str(one["theme_no"]) for one in tables["plan_themes"] if one["theme_kind"] == "sdg"}
    named = {
        (theme, number): [
            one["what"]
            for one in tables["plan_unmeasured"]
            if (one["theme_kind"], one["theme_no"]) == (theme, number)
        ]
        for theme, number in {(str(one["theme_kind"]), one["theme_no"]) for one in tables["plan_unmeasured"]}
    }
    by_whom = ["障がいの有無", "性別", "国籍", "経済的な理由"]
    assert named == {
        ("goal", 2): by_whom,
        ("recommendation", 1): by_whom,
        ("recommendation", 2): ["情報モラル", "視力・姿勢・睡眠への影響"],
        ("recommendation", 4): ["河川災害"],
        ("pillar", 4): ["住む場所", "身体的な条件"],
    }
    assert kinds["output_or_outcome"] == 54
    assert {link["measure_id"] for link in tables["measure_links"] if link["link_kind"] == "goal"} == set(
        measures(plan)
    )


# Another plan


def test_another_plan_loads_with_its_own_size(folder: Path) -> None:
    plan = read_plan(folder)

    assert [measure.measure_id for measure in plan.measures] == ["1-2", "1-10"]
    assert list(series(plan)) == ["1-2a", "1-2b"]
    assert series(plan)["1-2a"].baseline.value == 1.5


def test_rows_of_another_plan(folder: Path) -> None:
    tables = rows(read_plan(folder))

    assert tables["plans"] == [
        {
            "plan_id": "7",
            "title": "第7次の計画",
            "starts_on": date(2030, 4, 1),
            "ends_on": date(2032, 3, 31),
            "published": "令和12年3月",
        }
    ]
    assert tables["fields"] == [{"plan_id": "7", "field_no": 1, "name": "分野一", "page": 5}]
    assert tables["measures"][1] == {
        "plan_id": "7",
        "measure_id": "1-10",
        "field_no": 1,
        "name": "見守り",
        "short_name": "見守り",
        "departments": ["学習課", "福祉課"],
        "for_citizens": False,
        "for_staff": True,
        "is_new": False,
        "page": 7,
        "summary": "見守ります。",
        "effect": "安心です。",
    }
    assert tables["indicators"][0] == {
        "plan_id": "7",
        "measure_id": "1-2",
        "indicator_id": "1-2a",
        "name": "開催回数",
        "unit": "回",
        "kind": "increase",
        "direction": "at_least",
        "period_type": "yearly",
        "period_type_stated": True,
        "uncertainty": "none",
        "calendar": "fiscal",
        "baseline_value": 1.5,
        "baseline_text": "1.5回",
        "baseline_on": date(2029, 3, 31),
        "target_value": 8,
        "target_text": "8回",
        "target_on": date(2032, 3, 31),
        "note": "覚え書きです。",
    }
    assert tables["plan_themes"][0] == {
        "plan_id": "7",
        "theme_kind": "goal",
        "theme_no": 1,
        "name": "目標一",
        "summary": "一つめの目標です。",
        "page": 3,
    }
    assert tables["plan_notes"] == [{"plan_id": "7", "topic": "見出し", "text": "気付いたことです。"}]
    linked = [
        (link["measure_id"], link["indicator_id"], link["link_kind"], link["target"], link["note"])
        for link in tables["measure_links"]
    ]
    assert linked == [
        ("1-2", None, "goal", "1", None),
        ("1-2", None, "recommendation", "1", None),
        ("1-2", "1-2a", "output_or_outcome", "output", None),
        ("1-2", "1-2b", "output_or_outcome", "outcome", None),
        ("1-2", None, "related", "divide:reasons", "使わない理由に応えます。"),
        ("1-10", None, "goal", "1", None),
    ]
    assert {link["origin"] for link in tables["measure_links"]} == {"plan"}


# Refusals

ONE = "measures/1-2.yaml"
MARKS = (
    "「&」「*」「!」で始まる値は使えません。文字なら引用符で囲み、写しならその内容をここにも書いてください。"
)


@pytest.mark.parametrize(
    ("file", "old", "new", "fault"),
    [
        (
            ONE,
            "page: 6\n",
            "page: 6\npages: 6\n",
            "11行目「pages」：「pages」という項目はありません。つづりを確かめるか、この項目を消してください。",
        ),
        (
            ONE,
            "    kind: increase\n",
            "",
            "14行目「indicators › 1番目 › kind」：「kind」がありません。「kind」の行を書き加えてください。",
        ),
        (
            ONE,
            "    unit: 回",
            "    unit:",
            "16行目「indicators › 1番目 › unit」：値が書かれていません。値を書いてください。",
        ),
        (
            ONE,
            'text: "1.5回"',
            "text: 1.5",
            "25行目「indicators › 1番目 › baseline › text」：文字を書くところに「1.5」とあります。"
            '"5" のように引用符で囲んでください。',
        ),
        (
            ONE,
            "page: 6",
            "page: 010",
            "10行目「page」：整数を書くところに「010」とあります。"
            "引用符、コンマ、単位を付けずに数字だけを書いてください。",
        ),
        (
            ONE,
            "page: 6",
            "page: 0",
            "10行目「page」：1以上の整数を書くところに「0」とあります。数を確かめてください。",
        ),
        (
            "plan.yaml",
            "notes:\n",
            f"unmeasured:\n  - {UNMEASURED.replace('no: 1', 'no: 3')}\nnotes:\n",
            "23行目「unmeasured › 1番目」：goals に3番はありません。番号を直すか、goals に書き加えてください。",
        ),
        (
            "plan.yaml",
            "notes:\n",
            f"unmeasured:\n  - {UNMEASURED}\n  - {UNMEASURED}\nnotes:\n",
            "24行目「unmeasured › 2番目」：「性別」が2回書かれています。どちらか一方を消してください。",
        ),
        (
            ONE,
            "on: 2032-03-31",
            "on: 2032-02-30",
            "30行目「indicators › 1番目 › target › on」：「2032-02-30」は日付として読めません。"
            "2025-03-31 のように、実在する日付を書いてください。",
        ),
        (
            ONE,
            "departments:\n  - 学習課",
            "departments: []",
            "5行目「departments」：1つ以上の一覧を書くところに「空の一覧」とあります。1つ以上書いてください。",
        ),
        (
            ONE,
            "  - 学習課",
            "  - 学習課\n  - 学習課",
            "7行目「departments › 2番目」：「学習課」が2回書かれています。どちらか一方を消してください。",
        ),
        (
            ONE,
            "short_name: 講座",
            "short_name: 十一文字もある短い名前",
            "4行目「short_name」：「十一文字もある短い名前」は長すぎます。全角10字以内にしてください。",
        ),
        (
            ONE,
            "name: 講座の開催",
            "name: 講座の開催\n1: 番号",
            "4行目「1」：決まった形の値を書くところに「1」とあります。"
            "項目の名前と値の書き方を確かめてください。",
        ),
        (
            "links.yaml",
            '"1-2a": output\n      "1-2b": outcome',
            "[]",
            "7行目「measures › 1-2 › output_or_outcome」：項目の集まりを書くところに「空の一覧」とあります。"
            "「項目: 値」の形の行を並べてください。",
        ),
        (
            "links.yaml",
            "target: divide:reasons",
            "target: divde",
            "11行目「measures › 1-2 › related › 1番目 › target」：「divde」という画面はありません。"
            "divide、accidents、または divide:reasons のように書いてください。",
        ),
    ],
)
def test_a_wrong_entry_is_refused(folder: Path, file: str, old: str, new: str, fault: str) -> None:
    change(folder, file, old, new)

    assert faults_of(folder) == [f"plans/7/{file}の{fault}"]


@pytest.mark.parametrize(
    ("file", "old", "new", "fault"),
    [
        (
            "plan.yaml",
            'plan_id: "7"',
            'plan_id: "8"',
            "1行目「plan_id」：「8」はフォルダーの名前「7」と違います。どちらかを直してそろえてください。",
        ),
        (
            "plan.yaml",
            "ends_on: 2032-03-31",
            "ends_on: 2030-04-01",
            "4行目「ends_on」：計画の終わりが始まりより後になっていません。日付を確かめてください。",
        ),
        (
            "plan.yaml",
            "notes:\n",
            "notes:\n  - topic: 見出し\n    text: 別のことです。\n",
            "25行目「notes › 2番目」：「見出し」が2回使われています。"
            "別の番号や見出しに変えるか、どちらか一方を消してください。",
        ),
        (
            ONE,
            "field_no: 1",
            "field_no: 2",
            "2行目「field_no」：分野2は plan.yaml にありません。"
            "番号を直すか、plan.yaml の fields に書き加えてください。",
        ),
        (
            "measures/1-10.yaml",
            'measure_id: "1-10"',
            'measure_id: "1-1"',
            "1行目「measure_id」：「1-1」はファイルの名前「1-10」と違います。"
            "どちらかを直してそろえてください。",
        ),
        (
            ONE,
            "direction: at_most",
            "direction: at_least",
            "36行目「indicators › 2番目 › direction」：kind が decrease なのに at_least となっています。"
            "direction を at_most にするか、kind を見直してください。",
        ),
        (
            ONE,
            "period_type: yearly",
            "period_type: plan_total",
            "19行目「indicators › 1番目 › period_type」：kind が increase なのに plan_total となっています。"
            "kind の cumulative と period_type の plan_total は、必ず組にして使ってください。",
        ),
        (
            ONE,
            "kind: decrease",
            "kind: zero",
            "46行目「indicators › 2番目 › target › value」：kind が zero なのに目標が0ではありません。"
            "目標を0にするか、kind を見直してください。",
        ),
        (
            ONE,
            "kind: increase",
            "kind: text_baseline",
            "24行目「indicators › 1番目 › baseline › value」："
            "kind が text_baseline なのに数が書かれています。"
            "値を null にするか、kind を見直してください。",
        ),
        (
            ONE,
            "value: 1.5",
            "value: null",
            "24行目「indicators › 1番目 › baseline › value」：基準の数が書かれていません。"
            "数を書くか、基準が言葉のときは kind を text_baseline にしてください。",
        ),
        (
            ONE,
            "value: 8",
            "value: 1.5",
            "28行目「indicators › 1番目 › target › value」："
            "kind が increase なのに目標が基準より多くなっていません。"
            "数を確かめ、今の水準を保つ目標なら kind を keep にしてください。",
        ),
        (
            ONE,
            "value: 5",
            "value: 10",
            "46行目「indicators › 2番目 › target › value」："
            "kind が decrease なのに目標が基準より少なくなっていません。"
            "数を確かめ、今の水準を保つ目標なら kind を keep にしてください。",
        ),
        (
            ONE,
            "on: 2032-03-31",
            "on: 2029-03-31",
            "30行目「indicators › 1番目 › target › on」：目標の日付が基準の日付より後になっていません。"
            "日付を確かめてください。",
        ),
        (
            "links.yaml",
            "    goals: [1]\n",
            "    goals: [1, 4]\n",
            "4行目「measures › 1-2 › goals › 2番目」：4番は plan.yaml にありません。"
            "番号を直すか、plan.yaml の goals に書き加えてください。",
        ),
        (
            "links.yaml",
            "    recommendations: [1]\n",
            "    recommendations: [1, 1]\n",
            "5行目「measures › 1-2 › recommendations › 2番目」：1番が2回書かれています。"
            "どちらか一方を消してください。",
        ),
        (
            "links.yaml",
            "    related:\n",
            "    related:\n      - target: divide:reasons\n        note: もう一つの理由です。\n",
            "13行目「measures › 1-2 › related › 2番目」：「divide:reasons」が2回書かれています。"
            "どちらか一方を消すか、1つにまとめてください。",
        ),
        (
            "links.yaml",
            '      "1-2b": outcome\n',
            "",
            "3行目「measures › 1-2」：指標1-2bが output か outcome か書かれていません。"
            "output_or_outcome に「1-2b」を書き加えてください。",
        ),
        (
            "links.yaml",
            '      "1-2b": outcome\n',
            '      "1-2b": outcome\n      "1-2c": outcome\n',
            "10行目「measures › 1-2 › output_or_outcome › 1-2c」：施策1-2に指標1-2cはありません。"
            "番号を直すか、この行を消してください。",
        ),
        (
            "links.yaml",
            '  "1-10":\n    goals: [1]\n    recommendations: []\n    pillars: []\n',
            "",
            "2行目「measures」：施策1-10の対応がありません。measures に「1-10」を書き加えてください。",
        ),
        (
            "links.yaml",
            '  "1-10":\n',
            '  "1-3":\n    goals: [1]\n    recommendations: []\n    pillars: []\n  "1-10":\n',
            "13行目「measures › 1-3」：施策1-3のファイルがありません。"
            "番号を直すか、measures/1-3.yaml を置いてください。",
        ),
    ],
)
def test_a_contradiction_is_refused(folder: Path, file: str, old: str, new: str, fault: str) -> None:
    change(folder, file, old, new)

    assert faults_of(folder) == [f"plans/7/{file}の{fault}"]


@pytest.mark.parametrize("part", ["goals", "policies", "recommendations", "pillars"])
def test_a_theme_number_used_twice_is_refused(folder: Path, part: str) -> None:
    theme = "  - no: 2\n    name: 名前\n    summary: 要約です。\n    page: 1\n"
    text = HEADER.replace(f"{part}: []", f"{part}:").replace(f"{part}:\n", f"{part}:\n{theme}{theme}")
    (folder / "plan.yaml").write_text(text, encoding="utf-8")

    assert [fault.split("：")[1] for fault in faults_of(folder)] == [
        "「2」が2回使われています。別の番号や見出しに変えるか、どちらか一方を消してください。"
    ]


def test_an_sdg_the_plans_header_does_not_have_is_refused(folder: Path) -> None:
    change(folder, "links.yaml", "    pillars: []\n", "    pillars: []\n    sdgs: [3]\n")

    (fault,) = faults_of(folder)
    assert (
        "sdgs › 1番目」：3番は plan.yaml にありません。番号を直すか、plan.yaml の sdgs に書き加えてください。"
        in fault
    )


def test_an_indicator_number_of_another_measure_is_refused(folder: Path) -> None:
    change(folder, ONE, 'indicator_id: "1-2a"', 'indicator_id: "1-20"')
    change(folder, "links.yaml", '"1-2a": output', '"1-20": output')

    assert faults_of(folder) == [
        "plans/7/measures/1-2.yamlの14行目「indicators › 1番目 › indicator_id」："
        "「1-20」は施策1-2の指標の番号になっていません。"
        "「1-2」か、後ろに a、b などを1字付けた番号にしてください。"
    ]


def test_an_indicator_number_used_twice_is_refused(folder: Path) -> None:
    change(folder, ONE, 'indicator_id: "1-2b"', 'indicator_id: "1-2a"')
    change(folder, "links.yaml", '      "1-2b": outcome\n', "")

    assert faults_of(folder) == [
        "plans/7/measures/1-2.yamlの32行目「indicators › 2番目」：指標1-2aが2回書かれています。"
        "番号を変えるか、どちらか一方を消してください。"
    ]


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (
            "name: 一\nname: 二\n".encode(),
            "の2行目：「name」が2回書かれています。どちらか一方を消してください。",
        ),
        (
            "name: 一\n  page: 二\n".encode(),
            "の2行目：YAMLとして読めません。この行とその前の行の字下げ、コロン、引用符を確かめてください。",
        ),
        (
            b"name: !!python/name:os.system\n",
            f"の1行目：{MARKS}",
        ),
        ("page: &page 3\nname: 講座\n".encode(), f"の1行目：{MARKS}"),
        (b"page: 3\nname: *page\n", f"の2行目：{MARKS}"),
        (
            "page: 3\nname: 講座\n".encode("cp932"),
            "の2行目：文字コードがUTF-8ではありません。UTF-8で保存し直してください。",
        ),
        (
            b"page: 3\nname: a\x07b\n",
            "の2行目：使えない制御文字が入っています。この行を書き直してください。",
        ),
        (
            rb"page: 3" + b"\n" + rb'name: "a\x0bb"' + b"\n",
            "の2行目：使えない制御文字（U+000B）が入っています。この行を書き直してください。",
        ),
        (
            rb'"\ud800": 3' + b"\n",
            "の1行目：使えない制御文字（U+D800）が入っています。この行を書き直してください。",
        ),
        ("# まだありません\n".encode(), "：ファイルが空です。内容を書いてください。"),
        (
            b"- 1\n- 2\n",
            "の1行目：項目の集まりを書くところに「一覧」とあります。「項目: 値」の形の行を並べてください。",
        ),
    ],
)
def test_an_unreadable_file_is_refused(folder: Path, content: bytes, fault: str) -> None:
    (folder / ONE).write_bytes(content)

    assert faults_of(folder) == [f"plans/7/{ONE}{fault}"]


def test_a_file_with_byte_order_mark_is_read(folder: Path) -> None:
    (folder / ONE).write_text(WITH_INDICATORS, encoding="utf-8-sig")

    assert len(read_plan(folder).measures) == 2


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    name = f"{tmp_path.parent.name}/{tmp_path.name}"

    assert faults_of(tmp_path) == [
        f"{name}/plan.yaml：開けません（見つかりません）。ファイルの場所と権限を確かめてください。",
        f"{name}/links.yaml：開けません（見つかりません）。ファイルの場所と権限を確かめてください。",
        f"{name}/measures：施策のファイルが1つもありません。"
        "施策ごとに「施策の番号.yaml」というファイルを置いてください。",
    ]


def test_all_faults_of_all_files_are_listed_at_once(folder: Path) -> None:
    change(folder, "plan.yaml", "page: 3", "page: 三")
    change(folder, ONE, "    unit: 回\n", "")
    change(folder, ONE, "    kind: decrease\n", "")
    change(folder, "measures/1-10.yaml", 'measure_id: "1-10"', "measure_id: 110")
    change(folder, "links.yaml", "    recommendations: []\n", "    recommendations: [1, 1]\n")

    places = [fault.split("：")[0] for fault in faults_of(folder)]

    assert places == [
        "plans/7/plan.yamlの10行目「goals › 1番目 › page」",
        "plans/7/measures/1-2.yamlの14行目「indicators › 1番目 › unit」",
        "plans/7/measures/1-2.yamlの31行目「indicators › 2番目 › kind」",
        "plans/7/measures/1-10.yamlの1行目「measure_id」",
        "plans/7/links.yamlの15行目「measures › 1-10 › recommendations › 2番目」",
    ]
