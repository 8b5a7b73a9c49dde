"""A first mapping out of a file: what many answered is written down, what few wrote is not."""

import csv
from collections import Counter
from pathlib import Path

import openpyxl
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from ingest.commands import main
from ingest.faults import InputError
from ingest.surveys import proposal
from ingest.surveys.rules import Rules
from ingest.texts import plain
from tests.ingest.surveys.conftest import CLASSES, Rows, Survey

SECRET = "八幡町の山田 0248-00-0000"
DECADES = ["20代", "30代", "40代", "50代", "60代", "70代以上"]


def write(folder: Path, rows: Rows) -> Path:
    path = folder / "回答.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def proposed(path: Path, rules: Rules, sheet: str | None = None) -> tuple[str, dict[str, object]]:
    """Return the text of a proposal and what it says."""
    text = proposal.write(path, sheet, rules).read_text(encoding="utf-8")
    return text, yaml.safe_load(text)


def google(rows: int = 240) -> list[list[str]]:
    """Answers of a Google form: several in a cell, an option that holds the separator, names, and free text."""
    media = ["SNS（LINE, Xなど）", "広報, SNS（LINE, Xなど）", "広報", f"広報, {SECRET}"]
    return [
        ["タイムスタンプ", "お名前", "年代", "スマートフォン", "情報の入手先", "ご意見"],
        *(
            [
                f"2025/10/01 10:{number % 60:02}:{number // 60:02}",
                f"山田{number}",
                DECADES[number % 6],
                ["使う", "使う", "使わない"][number % 3],
                media[0 if number % 40 == 3 else number % 3] if number % 60 else media[3],
                SECRET if number == 7 else f"意見{number}",
            ]
            for number in range(rows)
        ),
    ]


def test_a_google_form_is_proposed_with_its_questions(tmp_path: Path, rules: Rules) -> None:
    text, found = proposed(write(tmp_path, google()), rules)
    assert (found["file"], found["preset"]) == ("回答.csv", "google_forms")
    assert found["age"] == {
        "column": "年代",
        "kind": "class",
        "classes": dict(zip(DECADES, CLASSES, strict=True)),
    }
    phone, media = found["questions"]
    assert (phone["column"], phone["kind"]) == ("スマートフォン", "single")
    assert [option["label"] for option in phone["options"]] == ["使う", "使わない"]
    assert (media["kind"], media["separator"]) == ("multiple", ", ")
    assert {option["label"] for option in media["options"]} == {"広報", "SNS（LINE, Xなど）"}
    assert "other: true}" in text
    assert "# 読まない列：お名前、ご意見、タイムスタンプ" in text or "お名前" in text.splitlines()[-1]


def test_nothing_that_few_wrote_is_in_a_proposal_or_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(tmp_path, google())
    assert main(["propose", str(path)]) == 0
    said = capsys.readouterr()
    written = path.with_suffix(".yaml")
    assert said.out.splitlines() == [str(written)]
    assert f"--survey {tmp_path}" in said.err
    for text in (written.read_text(encoding="utf-8"), said.out, said.err):
        for secret in ("山田", "八幡町", "0248", "意見1", "10:00"):
            assert secret not in text


@pytest.mark.parametrize(("people", "is_told"), [(9, False), (10, True)])
def test_an_answer_is_told_from_ten_people_on(
    tmp_path: Path, rules: Rules, people: int, is_told: bool
) -> None:
    answers = ["使う"] * 50 + ["使わない"] * 50 + ["むかし使った"] * people
    rows = [["年齢", "電話"], *([CLASSES[number % 6], answer] for number, answer in enumerate(answers))]
    text, _ = proposed(write(tmp_path, rows), rules)
    assert ("むかし使った" in text) == is_told
    assert ("10人未満の答えが、ほかにもあります" in text) != is_told


WORDS = st.sampled_from(["甲", "乙,丙", "丙", "丁; 戊", "戊", "己（庚, 辛）", "１", "2", "は い", "はい", ""])


@given(
    written=st.lists(st.tuples(WORDS, WORDS, st.integers(1, 12)), min_size=1, max_size=12),
    separator=st.sampled_from([", ", ";", "、"]),
)
def test_whatever_stands_in_a_file_only_what_ten_wrote_is_told(
    tmp_path_factory: pytest.TempPathFactory,
    rules: Rules,
    written: list[tuple[str, str, int]],
    separator: str,
) -> None:
    """Each option and age of a proposal stands, as one of the answers, in the cells of ten people or more."""
    rows = [[f"{one}{separator}{other}", one] for one, other, people in written for _ in range(people)]
    path = tmp_path_factory.mktemp("proposed") / "a.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["問1", "年代"], *rows])
    _, found = proposed(path, rules)
    told = [option["label"] for question in found["questions"] or () for option in question["options"]]
    told += [str(word) for word in found["age"].get("classes") or ()]
    people = Counter(word for row in rows for word in told if any(plain(word) in plain(cell) for cell in row))
    assert [word for word in told if people[word] < 10] == []


def test_an_age_that_few_wrote_is_not_told(tmp_path: Path, rules: Rules) -> None:
    ages = ["20代"] * 40 + ["30代"] * 40 + ["10代"] * 20 + ["17歳の高校生"] * 3
    text, found = proposed(write(tmp_path, [["年代", "電話"], *([age, "使う"] for age in ages)]), rules)
    assert found["age"]["classes"] == {"20代": CLASSES[0], "30代": CLASSES[1], "10代": "区分を書く"}
    assert "高校生" not in text


def test_a_finished_proposal_is_read(survey: Survey, rules: Rules) -> None:
    """Until a person has filled in what no file tells, the build asks for it."""
    path = write(survey.folder, google())
    text, _ = proposed(path, rules)
    with pytest.raises(InputError) as error:
        survey.read()
    assert [fault.problem for fault in error.value.faults] == ["値が書かれていません"] * 3
    for name, value in (("survey_id", "s2025"), ("year", "2025"), ("title", "調査")):
        text = text.replace(f"{name}: ", f"{name}: {value}", 1)
    path.with_suffix(".yaml").write_text(text.replace("      # - {", "      - {"), encoding="utf-8")
    survey.read()
    assert survey.respondents("q1") == survey.respondents("q2") == 240
    assert survey.total("q2")["その他"] == 4


def test_columns_of_marks_are_one_question(tmp_path: Path, rules: Rules) -> None:
    """LimeSurvey's heading names the option; numbered columns are named by a person."""
    headings = ["回答ID", "年齢", "問3 [広報]", "問3 [SNS]", "問3 [その他]", "問4-1", "問4-2", "問5"]
    rows = [
        [
            *(str(number), str(20 + number % 60), "YN"[number % 2], "", SECRET * (number == 5)),
            *("○" if number % 3 else "", "○", str(number % 3 + 1)),
        ]
        for number in range(90)
    ]
    text, found = proposed(write(tmp_path, [headings, *rows]), rules)
    assert (found["preset"], found["id_column"]) == ("limesurvey", "回答ID")
    assert found["age"] == {"column": "年齢", "kind": "number"}
    media, reasons, coded = found["questions"]
    assert media["columns"] == {"広報": "問3 [広報]", "SNS": "問3 [SNS]", "その他": "問3 [その他]"}
    assert [option.get("other", False) for option in media["options"]] == [False, False, True]
    assert reasons["columns"] == {"問4-1": "問4-1", "問4-2": "問4-2"}
    assert [option["written"] for option in coded["options"]] == [["1"], ["2"], ["3"]]
    assert "labelを、番号の意味に書き換えてください" in text
    assert SECRET not in text


def test_a_workbook_of_microsoft_forms_is_proposed(tmp_path: Path, rules: Rules) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["ID", "開始時刻", "完了時刻", "メール", "名前", "年齢", "使うもの\n"])
    for number in range(60):
        cells = ["広報;", "広報;SNS;", "SNS;"][number % 3]
        sheet.append([number, "2025", "2025", "anonymous", "", CLASSES[number % 6], cells])
    book.create_sheet("別の表").append(["説明"])
    book.save(tmp_path / "回答.xlsx")
    with pytest.raises(InputError, match="--sheet に Sheet、別の表 のどれかを書いてください"):
        proposal.write(tmp_path / "回答.xlsx", None, rules)
    text, found = proposed(tmp_path / "回答.xlsx", rules, "Sheet")
    assert (found["preset"], found["id_column"], found["sheet"]) == ("microsoft_forms", "ID", "Sheet")
    (media,) = found["questions"]
    assert (media["column"], media["separator"]) == ("使うもの", ";")
    assert [option["label"] for option in media["options"]] == ["広報", "SNS"]
    assert "メール、名前" in text


def test_a_file_without_headings_is_refused_without_its_first_answers(tmp_path: Path, rules: Rules) -> None:
    rows = [
        [SECRET, CLASSES[1], "使う"],
        *([f"山田{number}", CLASSES[number % 6], "使う"] for number in range(60)),
    ]
    with pytest.raises(InputError) as error:
        proposal.write(write(tmp_path, rows), None, rules)
    assert str(error.value) == (
        "回答.csvの1行目：見出しの行ではないか、同じ行が下にもあります。列の名前を書いた行を、回答の上に1行だけ置いてください。"
    )
    assert list(tmp_path.glob("*.yaml")) == []


def test_answers_joined_by_semicolons_are_several_though_none_stands_alone(
    tmp_path: Path, rules: Rules
) -> None:
    """A comma may stand within an answer: はい、使う and はい、使わない are two answers, not three."""
    cells = [("１；２", "はい、使う"), ("２；３；１", "はい、使わない")]
    rows = [["年代", "問1", "問2"], *(["20代", *cells[number % 2]] for number in range(60))]
    _, found = proposed(write(tmp_path, rows), rules)
    codes, phone = found["questions"]
    assert (codes["kind"], codes["separator"]) == ("multiple", "；")
    assert [option["label"] for option in codes["options"]] == ["１", "２", "３"]
    assert (phone["kind"], len(phone["options"])) == ("single", 2)


def test_a_form_that_asks_for_several_answers_lists_them(tmp_path: Path, rules: Rules) -> None:
    """Though hardly anybody gave one of them alone."""
    cells = ["広報, テレビ", "テレビ, 新聞", "新聞", "広報, 新聞"]
    headings = ["タイムスタンプ", "年代", "情報の入手先（いくつでも）"]
    rows = [headings, *(["2025/05/01", "20代", cells[number % 4]] for number in range(60))]
    _, found = proposed(write(tmp_path, rows), rules)
    (media,) = found["questions"]
    assert (media["kind"], media.get("separator")) == ("multiple", ", ")
    assert sorted(option["label"] for option in media["options"]) == ["テレビ", "広報", "新聞"]


def test_titles_above_the_headings_are_no_headings(tmp_path: Path, rules: Rules) -> None:
    rows = [["令和7年度 アンケート", "", ""], *([cell[2], cell[3], cell[4]] for cell in google())]
    _, found = proposed(write(tmp_path, rows), rules)
    assert [question["column"] for question in found["questions"]] == ["スマートフォン", "情報の入手先"]


def test_a_mapping_is_never_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(tmp_path, google())
    path.with_suffix(".yaml").write_text("title: 手で書いた", encoding="utf-8")
    assert main(["propose", str(path)]) == 2
    assert "・回答.yaml：説明書きがもうあります。それを使うか" in capsys.readouterr().err
    assert path.with_suffix(".yaml").read_text(encoding="utf-8") == "title: 手で書いた"


def test_a_file_that_is_not_there_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["propose", str(tmp_path / "nowhere.csv")]) == 2
    assert "説明書きの下書きを作れません" in capsys.readouterr().err
