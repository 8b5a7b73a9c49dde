"""The definitions beside the plan: what each file may say, and what each slip is answered with."""

from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from ingest import definitions, police
from ingest.build import Inputs, load
from ingest.definitions import City
from ingest.faults import InputError
from stats.thresholds import TOP

FILES = {
    "city.toml": (
        '# 市\nmunicipality_code = "07999"\nname = "みほん市"\nprefecture_code = "07"\n'
        'prefecture = "福島県"\nplan_id = "7"\ncontact = "総務課"\n'
    ),
    "plans/7/plan.yaml": "",
    "sources.csv": "source_id,publisher,title,url,licence,retrieved_on\nplan7,市,計画,,,2026-11\nnpa,警察庁,統計,,,\n",
    "areas/cells.csv": "mesh_code,share_inside\n55406293,0.5\n55406294,1\n",
    "areas/places.csv": (
        "name,latitude,longitude,kind,precision,on_map,source_id\n"
        "市役所,37.28,140.37,office,point,true,plan7\n駅,37.30,140.37,station,town,false,npa\n"
    ),
    "events.csv": "starts_on,ends_on,label,topic,source_id\n2022-01-01,,様式の変更,accidents,npa\n",
    "definitions/progress_thresholds.csv": "state,min_pace\n順調,0.95\nやや遅れ,0.6\n遅れ,0\n",
    "codes/groups.csv": "group_kind,group_no,label,codes,definition\nhours,1,朝,6;7;8,\nweather,1,晴,1,\n",
    "benchmarks/smartphone_use.csv": (
        "series,series_label,question_id,year,age_group,pct,respondents,note,source_id\n"
        "cao,利用,,2023,全体,80.5,1626,,plan7\n"
    ),
    "definitions/forecast_spread.csv": (
        "spread,fall,first_year,last_year,municipalities,forecasts,source_id\n0.01,0.2,2019,2021,1876,5513,npa\n"
    ),
    "definitions/forecast_coverage.csv": (
        "first_year,last_year,shift,least,most,pairs,covered_pct,uncorrected_pct\n2019,2020,0.8,1,9,346,77.5,60\n"
    ),
    "definitions/forecast_reliability.csv": (
        "most_events,of_last,least_move_pct,most_move_pct,least,most,municipalities,came_pct,chance_pct,error_pct,"
        "alone_chance_pct,alone_error_pct\n100,112,-15,-5,1,9,21,28.6,42.2,10.7,49,10.9\n"
    ),
    "definitions/top_ten_calibration.csv": (
        "a,b,c,places,first_year,last_year,municipalities,cells,source_id\n"
        f"0.9,0.8,-0.1,{TOP},2019,2021,1600,900000,npa\n"
    ),
    "definitions/top_ten_reliability.csv": "least_pct,foretold_pct,came_pct,cells\n0,2.4,2.3,5000\n",
    "definitions/fatal_share.csv": (
        "alike,first_year,last_year,accidents,fatal,source_id\n150,2019,2021,900000,8000,npa\n"
    ),
    "definitions/backtest.csv": (
        "stage,npa_prefecture_code,method,sites,accidents,outside,log_share,caught_1,caught_5,recorded,held\n"
        "choice,25,count,100,20,1,-3.5,0.5,4,9,\nchoice,25,shipped,100,20,1,-3,0.5,3,9,8.1\n"
    ),
    "surveys/published.yaml": """\
survey_id: first
year: null
title: アンケート
distributed: null
returned: 300
mode: null
note: 年は不明です。
source_id: plan7
questions:
  - question_id: used
    wording: 使ったもの
    kind: multiple
    options:
      - {option_no: 1, label: ない, favourable: false}
      - {option_no: 2, label: 予約, favourable: true}
    answers:
      - {option_no: 1, group_kind: all, age_group: 全体, pct: 42.1}
      - {option_no: 2, group_kind: age6, age_group: 70歳以上, pct: 0.9}
""",
}

SURVEY = "surveys/published.yaml"
THRESHOLDS = "definitions/progress_thresholds.csv"
BENCHMARKS = "benchmarks/smartphone_use.csv"

Change = tuple[str, str, str]
Refused = Callable[..., list[str]]


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """Return a folder of definitions with few rows each."""
    for name, content in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return tmp_path


@pytest.fixture
def refused(connection: duckdb.DuckDBPyConnection, small: Path) -> Refused:
    """Return a function that makes changes (file, old text, new text) and returns the faults of loading."""

    def load_changed(*changes: Change) -> list[str]:
        for name, old, new in changes:
            text = (small / name).read_text(encoding="utf-8")
            assert text.count(old) == 1, f"{old} is not in {name} once"
            (small / name).write_text(text.replace(old, new), encoding="utf-8")
        with pytest.raises(InputError) as error:
            definitions.load(connection, small, definitions.read_city(small))
        return [str(fault) for fault in error.value.faults]

    return load_changed


def test_the_small_definitions_are_loaded(connection: duckdb.DuckDBPyConnection, small: Path) -> None:
    definitions.load(connection, small, definitions.read_city(small))
    tables = "city, sources, areas, places, events, progress_thresholds, code_groups, benchmarks, surveys,"
    tables += " survey_questions, survey_options, survey_answers"
    counts = {
        table: connection.execute(f"select count(*) from {table}").fetchall()[0][0]
        for table in tables.split(", ")
    }
    assert counts == {
        "city": 1,
        "sources": 2,
        "areas": 2,
        "places": 2,
        "events": 1,
        "progress_thresholds": 3,
        "code_groups": 2,
        "benchmarks": 1,
        "surveys": 1,
        "survey_questions": 1,
        "survey_options": 2,
        "survey_answers": 2,
    }
    assert connection.execute("select codes from code_groups order by group_kind").fetchall() == [
        (["6", "7", "8"],),
        (["1"],),
    ]


def test_every_file_is_recorded_once(connection: duckdb.DuckDBPyConnection, small: Path) -> None:
    definitions.load(connection, small, definitions.read_city(small))
    recorded = connection.execute("select file_name from ingest_files order by file_name").fetchall()
    assert [name for (name,) in recorded] == sorted(FILES.keys() - {"plans/7/plan.yaml"})


# City -------------------------------------------------------------------------------------------------------


def test_the_city(small: Path) -> None:
    city = definitions.read_city(small)
    assert city == City(
        municipality_code="07999",
        name="みほん市",
        prefecture_code="07",
        prefecture="福島県",
        plan_id="7",
        contact="総務課",
    )
    assert city.title == "みほん市 デジタル計画ダッシュボード"


def test_a_byte_order_mark_before_the_city_does_no_harm(small: Path) -> None:
    (small / "city.toml").write_bytes(b"\xef\xbb\xbf" + FILES["city.toml"].encode())
    assert definitions.read_city(small).name == "みほん市"


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (
            'plan_id = "7"',
            'plan_id = "8"',
            "の6行目「plan_id」：計画「8」のフォルダーがplansにありません。plansの下のフォルダーの名前を書いてください。",
        ),
        (
            'plan_id = "7"',
            'plan_id = "."',
            "の6行目「plan_id」：計画「.」のフォルダーがplansにありません。plansの下のフォルダーの名前を書いてください。",
        ),
        (
            'plan_id = "7"',
            "",
            "の「plan_id」：「plan_id」がありません。「plan_id」の行を書き加えてください。",
        ),
        (
            '"07999"',
            '"７９９９９"',
            "の2行目「municipality_code」：決まった形の文字を書くところに「７９９９９」とあります。"
            "桁数と文字を確かめてください。",
        ),
        (
            'name = "みほん市"',
            r'name = "みほん\u000b市"',
            "の3行目「name」：使えない制御文字（U+000B）が入っています。"
            "ほかの画面から貼り付けた文字を消して、書き直してください。",
        ),
        (
            "# 市",
            'mayor = "x"',
            "の1行目「mayor」：「mayor」という項目はありません。つづりを確かめるか、この項目を消してください。",
        ),
        (
            "# 市",
            "市",
            "の1行目：TOMLとして読めません。"
            'この行の「項目 = "値"」の形と引用符を確かめ、同じ項目が二度あれば一方を消してください。',
        ),
        (
            'prefecture_code = "07"',
            'name = "もう一つ"',
            "の4行目：TOMLとして読めません。"
            'この行の「項目 = "値"」の形と引用符を確かめ、同じ項目が二度あれば一方を消してください。',
        ),
    ],
)
def test_a_slip_in_the_city(old: str, new: str, fault: str, refused: Refused) -> None:
    assert refused(("city.toml", old, new)) == [f"city.toml{fault}"]


def test_a_city_without_end(small: Path) -> None:
    (small / "city.toml").write_text('name = "みほん', encoding="utf-8")
    with pytest.raises(InputError, match=r"city\.tomlの最後の行：TOMLとして読めません"):
        definitions.read_city(small)


def test_a_city_in_another_encoding_or_nowhere(small: Path) -> None:
    (small / "city.toml").write_bytes(FILES["city.toml"].encode("cp932"))
    with pytest.raises(InputError) as error:
        definitions.read_city(small)
    assert str(error.value) == "city.toml：文字コードがUTF-8ではありません。UTF-8で保存し直してください。"
    (small / "city.toml").unlink()
    with pytest.raises(InputError) as error:
        definitions.read_city(small)
    assert str(error.value) == (
        "city.toml：開けません（見つかりません）。ファイルの場所と権限を確かめてください。"
    )


# Tables -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "old", "new", "fault"),
    [
        (
            "sources.csv",
            "npa,警察庁",
            "plan7,警察庁",
            "の3行目「source_id」：「plan7」は2行目にもあります。一方を消すか、別の値に直してください。",
        ),
        (
            "sources.csv",
            "2026-11",
            "２０２６-11",
            "の2行目「retrieved_on」：決まった形の文字を書くところに「２０２６-11」とあります。"
            "桁数と文字を確かめてください。",
        ),
        (
            "sources.csv",
            "publisher",
            "発行者",
            "の1行目：知らない列「発行者」があります。列名を直すか、列を消してください。",
        ),
        (
            "areas/cells.csv",
            "55406294",
            "55406293",
            "の3行目「mesh_code」：「55406293」は2行目にもあります。一方を消すか、別の値に直してください。",
        ),
        (
            "areas/cells.csv",
            "55406294",
            "5540629",
            "の3行目「mesh_code」：決まった形の文字を書くところに「5540629」とあります。"
            "桁数と文字を確かめてください。",
        ),
        (
            "areas/cells.csv",
            "0.5",
            "1.5",
            "の2行目「share_inside」：1以下の数を書くところに「1.5」とあります。数を確かめてください。",
        ),
        (
            "areas/cells.csv",
            "share_inside",
            "share",
            "の1行目：知らない列「share」があります。列名を直すか、列を消してください。",
        ),
        (
            "areas/places.csv",
            "駅,",
            "市役所,",
            "の3行目「name」：「市役所」は2行目にもあります。一方を消すか、別の値に直してください。",
        ),
        (
            "areas/places.csv",
            "37.28",
            "140.28",
            "の2行目「latitude」：46以下の数を書くところに「140.28」とあります。数を確かめてください。",
        ),
        (
            "areas/places.csv",
            "office",
            "市",
            "の2行目「kind」：「市」は使えません。"
            "office、station、airport、facility、district のどれかを書いてください。",
        ),
        (
            "areas/places.csv",
            "true,plan7",
            "true,plan8",
            "の2行目「source_id」：出典「plan8」がsources.csvにありません。"
            "sources.csvに出典を加えるか、綴りを直してください。",
        ),
        (
            "events.csv",
            "2022-01-01,",
            "2022-01-01,2021-12-31",
            "の2行目：終わりの日が始まりの日より前です。starts_onとends_onの日付を確かめてください。",
        ),
        (
            "events.csv",
            "2022-01-01,",
            "86400,",
            "の2行目「starts_on」：日付を書くところに「86400」とあります。"
            "2025-03-31 のように、実在する日付を書いてください。",
        ),
        (
            "events.csv",
            "accidents,npa\n",
            "accidents,npa\n2022-01-01,2022-03-01,様式の変更,all,npa\n",
            "の3行目「starts_on、label」：「2022-01-01、様式の変更」は2行目にもあります。"
            "一方を消すか、別の値に直してください。",
        ),
        (
            THRESHOLDS,
            "順調,0.95",
            "好調,0.95",
            "の2行目「state」：「好調」は使えません。順調、やや遅れ、遅れ のどれかを書いてください。",
        ),
        (
            THRESHOLDS,
            "やや遅れ,0.6\n",
            "",
            "：「やや遅れ」の行がありません。3つの状態を1行ずつ書いてください。",
        ),
        (
            THRESHOLDS,
            "\n遅れ,0\n",
            "\n遅れ,0\n遅れ,-1\n",
            "の5行目「state」：「遅れ」は4行目にもあります。一方を消すか、別の値に直してください。",
        ),
        (
            THRESHOLDS,
            "0.6",
            "0.95",
            "の「min_pace」：順調、やや遅れ、遅れの順に小さくなっていません。"
            "順調 > やや遅れ > 遅れ となる値に直してください。",
        ),
        (
            THRESHOLDS,
            "遅れ,0\n",
            "遅れ,nan\n",
            "の4行目「min_pace」：数を書くところに「nan」とあります。"
            "単位や言葉を付けずに、数字だけを書いてください。",
        ),
        (
            "codes/groups.csv",
            "weather,1",
            "hours,1",
            "の3行目「group_kind、group_no」：「hours、1」は2行目にもあります。"
            "一方を消すか、別の値に直してください。",
        ),
        (
            "codes/groups.csv",
            "6;7;8",
            "6;;8",
            "の2行目「codes」：文字を書くところに「」とあります。言葉を書いてください。",
        ),
        (
            "codes/groups.csv",
            "6;7;8",
            "",
            "の2行目「codes」：値がありません。値を書いてください。",
        ),
        (
            BENCHMARKS,
            "80.5",
            "100.1",
            "の2行目「pct」：100以下の数を書くところに「100.1」とあります。数を確かめてください。",
        ),
        (
            BENCHMARKS,
            "80.5",
            "-0.1",
            "の2行目「pct」：0以上の数を書くところに「-0.1」とあります。数を確かめてください。",
        ),
        (
            BENCHMARKS,
            "2023",
            "23",
            "の2行目「year」：1900以上の整数を書くところに「23」とあります。数を確かめてください。",
        ),
        (
            BENCHMARKS,
            "1626",
            "16260000000",
            "の2行目「respondents」：「16260000000」は大きすぎます。9桁までの整数を書いてください。",
        ),
        (
            BENCHMARKS,
            "1626,,plan7\n",
            "1626,,plan7\ncao,同じ,,2023,全体,1,,,plan7\n",
            "の3行目「series、year、age_group」：「cao、2023、全体」は2行目にもあります。"
            "一方を消すか、別の値に直してください。",
        ),
        (
            BENCHMARKS,
            "1626,,plan7",
            "1626,,内閣府",
            "の2行目「source_id」：出典「内閣府」がsources.csvにありません。"
            "sources.csvに出典を加えるか、綴りを直してください。",
        ),
    ],
)
def test_a_slip_in_a_table(file: str, old: str, new: str, fault: str, refused: Refused) -> None:
    assert refused((file, old, new))[0] == f"{file}{fault}"


def test_a_file_that_is_empty_missing_or_in_another_encoding(
    connection: duckdb.DuckDBPyConnection, small: Path
) -> None:
    (small / "events.csv").write_text("", encoding="utf-8")
    (small / "areas/cells.csv").unlink()
    (small / "areas/places.csv").write_bytes(FILES["areas/places.csv"].encode() + b"\xff")
    with pytest.raises(InputError) as error:
        definitions.load(connection, small, definitions.read_city(small))
    assert [str(fault) for fault in error.value.faults] == [
        "areas/cells.csv：開けません（見つかりません）。ファイルの場所と権限を確かめてください。",
        f"areas/places.csvの{FILES['areas/places.csv'].count(chr(10)) + 1}行目：文字コードがUTF-8ではありません。"
        "Excelでは「CSV UTF-8（コンマ区切り）」で保存し直してください。",
        "events.csv：中身がありません。見出し行のあるCSVを指定してください。",
    ]


def test_the_faults_of_all_files_are_told_at_once(refused: Refused) -> None:
    changes = [
        ("areas/cells.csv", "0.5", "半分"),
        ("events.csv", "npa", "police"),
        (THRESHOLDS, "0.6", "2"),
        (BENCHMARKS, "80.5", "805"),
        (SURVEY, "pct: 42.1", "pct: 421"),
        (SURVEY, "source_id: plan7", "source_id: plan8"),
    ]
    assert [fault.split("：")[0] for fault in refused(*changes[:5])] == [
        "areas/cells.csvの2行目「share_inside」",
        "events.csvの2行目「source_id」",
        "definitions/progress_thresholds.csvの「min_pace」",
        "benchmarks/smartphone_use.csvの2行目「pct」",
        "surveys/published.yamlの17行目「questions › 1番目 › answers › 1番目 › pct」",
    ]


def test_a_correction_learnt_for_another_number_of_places_is_refused(refused: Refused) -> None:
    assert refused(("definitions/top_ten_calibration.csv", f"-0.1,{TOP},", f"-0.1,{TOP + 5},")) == [
        "definitions/top_ten_calibration.csvの2行目「places」："
        f"上位{TOP + 5}地点について学んだ補正は、上位{TOP}地点（stats/thresholds.pyのTOP）には使えません。"
        "全国の版で python -m ingest learn を実行し、学び直してください。"
        f"全国の版がないときは、TOPを{TOP + 5}に戻して先に作ってください。"
    ]


def test_a_list_of_sources_nobody_can_read_is_the_only_fault(refused: Refused) -> None:
    """Files that refer to sources are not blamed for it."""
    assert refused(("sources.csv", "source_id,publisher", "source,publisher")) == [
        "sources.csvの1行目：知らない列「source」があります。列名を直すか、列を消してください。",
        "sources.csvの1行目：必要な列「source_id」がありません。見出し行に列を加えてください。",
    ]


# Published surveys ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (
            "pct: 42.1",
            "pct: 142.1",
            "の17行目「questions › 1番目 › answers › 1番目 › pct」：100以下の数を書くところに「142.1」とあります。"
            "数を確かめてください。",
        ),
        (
            "pct: 0.9",
            'pct: "0.9"',
            "の18行目「questions › 1番目 › answers › 2番目 › pct」：数を書くところに「0.9」とあります。"
            "引用符、コンマ、単位を付けずに数字だけを書いてください。",
        ),
        (
            "{option_no: 2, group_kind",
            "{option_no: 3, group_kind",
            "の18行目「questions › 1番目 › answers › 2番目」：選択肢3は options にありません。"
            "番号を直すか、optionsに書き加えてください。",
        ),
        (
            "{option_no: 2, label",
            "{option_no: 1, label",
            "の15行目「questions › 1番目 › options › 2番目」：選択肢1が2回書かれています。"
            "番号を変えるか、どちらか一方を消してください。",
        ),
        (
            "{option_no: 2, group_kind: age6, age_group: 70歳以上",
            "{option_no: 1, group_kind: all, age_group: 全体",
            "の18行目「questions › 1番目 › answers › 2番目」：選択肢1の「全体」が2回書かれています。"
            "どちらか一方を消してください。",
        ),
        (
            "group_kind: age6",
            "group_kind: age10",
            "の18行目「questions › 1番目 › answers › 2番目 › group_kind」：「age10」は使えません。"
            "all、age6、age3、age2 のどれかを書いてください。",
        ),
        (
            "source_id: plan7",
            "source_id: plan8",
            "の8行目「source_id」：出典「plan8」がsources.csvにありません。"
            "sources.csvに出典を加えるか、綴りを直してください。",
        ),
        (
            "returned: 300",
            "returned: 3000000000",
            "の5行目「returned」：999999999以下の整数を書くところに「3000000000」とあります。数を確かめてください。",
        ),
        (
            "title: アンケート",
            "survey_id: second",
            "の3行目：「survey_id」が2回書かれています。どちらか一方を消してください。",
        ),
        (
            "returned: 300",
            "returned: !!int 三百",
            "の5行目：「&」「*」「!」で始まる値は使えません。"
            "文字なら引用符で囲み、写しならその内容をここにも書いてください。",
        ),
    ],
)
def test_a_slip_in_a_published_survey(old: str, new: str, fault: str, refused: Refused) -> None:
    assert refused((SURVEY, old, new))[0] == f"{SURVEY}{fault}"


def test_a_question_twice_in_a_survey(small: Path, refused: Refused) -> None:
    question = FILES[SURVEY].partition("questions:\n")[2]
    with (small / SURVEY).open("a", encoding="utf-8") as file:
        file.write(question)
    assert refused() == [
        f"{SURVEY}の19行目「questions › 2番目」：質問「used」が2回書かれています。どちらか一方を消してください。"
    ]


def test_a_question_may_be_asked_again(connection: duckdb.DuckDBPyConnection, small: Path) -> None:
    again = FILES[SURVEY].replace("first", "second").replace("year: null", "year: 2023")
    (small / "surveys/second.yaml").write_text(again.replace("42.1", "40.0"), encoding="utf-8")
    definitions.load(connection, small, definitions.read_city(small))
    assert connection.execute(
        "select survey_id, pct from survey_answers where option_no = 1 order by all"
    ).fetchall() == [("first", 42.1), ("second", 40.0)]


def test_a_question_asked_again_in_other_words(small: Path, refused: Refused) -> None:
    other = FILES[SURVEY].replace("first", "second").replace("label: 予約", "label: 予約など")
    (small / "surveys/second.yaml").write_text(other, encoding="utf-8")
    assert refused() == [
        "surveys/second.yamlの10行目「questions › 1番目」："
        "質問「used」の文、種類、選択肢がほかの調査と違います。"
        "同じ質問ならそろえ、違う質問なら別の名前にしてください。"
    ]


def test_two_surveys_of_one_name(small: Path, refused: Refused) -> None:
    (small / "surveys/second.yaml").write_text(FILES[SURVEY], encoding="utf-8")
    assert refused() == [
        "surveys/second.yamlの1行目「survey_id」：調査「first」はほかのファイルにもあります。"
        "どちらかの名前を変えてください。"
    ]


# Codes of the police ----------------------------------------------------------------------------------------


def test_slips_in_the_code_tables_are_told_at_once(connection: duckdb.DuckDBPyConnection, data: Path) -> None:
    for name, row in (
        ("prefectures", "25,福島,07,福島"),
        ("municipalities", "07201,25,07,福島,福島市"),
        ("police", "road_width_code,01,,狭い,令和,"),
    ):
        with (data / "codes" / f"{name}.csv").open("a", encoding="utf-8") as file:
            file.write(f"{row}\n")
    with pytest.raises(InputError) as error:
        police.load_codes(connection, data)
    assert [(fault.file, fault.problem.split("は")[0]) for fault in error.value.faults] == [
        ("codes/police.csv", "整数を書くところに「令和」とあります"),
        ("codes/prefectures.csv", "「25」"),
        ("codes/municipalities.csv", "「07201」"),
    ]


# All together -----------------------------------------------------------------------------------------------


def append(path: Path, row: str) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write(f"{row}\n")


def faults_of(inputs: Inputs) -> list[str]:
    with duckdb.connect() as connection, pytest.raises(InputError) as error:
        load(connection, inputs, lambda _: None)
    return [str(fault) for fault in error.value.faults]


def test_the_faults_of_definitions_codes_and_reports_are_told_at_once(data: Path, tmp_path: Path) -> None:
    append(data / "events.csv", "いつか,,何か,all,npa")
    append(data / "codes/municipalities.csv", "7,25,07,福島,みほん市")
    append(data / "reports/published.csv", "9-99,2023-10-31,1,,,,council_2024")
    append(data / "reports/context.csv", "6-2,2015-12-31,1,記事,新聞")
    (tmp_path / "報告.csv").write_text("指標番号,期間,実績値\n9-12,令和5年度,多い\n", encoding="utf-8")
    faults = faults_of(Inputs(data=data, npa=tmp_path / "無い", reports=tmp_path / "報告.csv"))
    assert [fault.split("の")[0].split("：")[0] for fault in faults] == [
        str(tmp_path / "無い"),
        "events.csv",
        "codes/municipalities.csv",
        "published.csv",
        "reports/context.csv",
        "報告.csv",
    ]


def test_a_broken_plan_does_not_make_reports_look_wrong(data: Path) -> None:
    (data / "plans/5/measures/9-12.yaml").write_text("measure_id: 9-12", encoding="utf-8")
    append(data / "events.csv", "いつか,,何か,all,npa")
    files = {fault.split("の")[0] for fault in faults_of(Inputs(data=data))}
    assert files == {"events.csv", "plans/5/measures/9-12.yaml"}


def test_a_broken_city_does_not_hide_other_faults(data: Path) -> None:
    (data / "city.toml").write_text("", encoding="utf-8")
    append(data / "events.csv", "いつか,,何か,all,npa")
    assert [fault.split("の")[0] for fault in faults_of(Inputs(data=data))] == ["city.toml"] * 6 + [
        "events.csv"
    ]


def test_numbers_too_large_for_an_edition_are_a_fault_of_the_plan(data: Path) -> None:
    path = data / "plans/5/measures/6-2.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("page: ", "page: 30000000"), encoding="utf-8")
    (fault,) = faults_of(Inputs(data=data))
    assert fault.startswith(
        "plans/5/measures/6-2.yamlの10行目「page」：9999以下の整数を書くところに「30000000"
    )


@pytest.mark.parametrize("cell", ["", "x", "-1", "99999999999999999999", "null", "'; drop table sources; --"])
@pytest.mark.parametrize("column", [0, 1])
@pytest.mark.parametrize(
    "file",
    [
        "sources.csv",
        "areas/cells.csv",
        "areas/places.csv",
        "events.csv",
        "codes/groups.csv",
        BENCHMARKS,
        "definitions/forecast_spread.csv",
        "definitions/forecast_coverage.csv",
        "definitions/forecast_reliability.csv",
    ],
)
def test_no_cell_gets_past_the_reader_to_break_the_database(
    file: str, column: int, cell: str, connection: duckdb.DuckDBPyConnection, small: Path
) -> None:
    """Whatever stands in a cell, the file is loaded whole or refused with faults of its own."""
    lines = FILES[file].splitlines()
    cells = lines[1].split(",")
    cells[column] = cell
    (small / file).write_text("\n".join([lines[0], ",".join(cells), *lines[1:]]), encoding="utf-8")
    faulty = set()
    try:
        definitions.load(connection, small, definitions.read_city(small))
    except InputError as error:
        faulty = {fault.file for fault in error.faults}
    recorded = "select file_name from ingest_files where file_name = $file and rows_loaded = $rows"
    loaded = connection.execute(recorded, {"file": file, "rows": len(lines)}).fetchall()
    assert (faulty, loaded) in (({file}, []), (set(), [(file,)]))
