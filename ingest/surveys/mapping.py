"""What a survey's YAML file says: which column holds which answer, or the counts themselves.

A survey of one row per respondent needs a data file (CSV or XLSX) and beside it such a mapping:

    survey_id: shimin-2025
    year: 2025                        # 年度（西暦）
    title: 令和7年度 まちづくり市民アンケート
    file: 令和7年度.xlsx
    sheet: 回答                       # シートが1枚なら書かなくてよい
    distributed: 2500                 # 配布数（分からなければ書かない）
    returned: 1180                    # 有効回答数（書かなければ読み込めた行数）
    preset: google_forms              # 回答を集めたサービス（presets.PRESETS。ほかのファイルなら書かない）
    mode: 郵送とWeb
    source_id: citizen_survey         # 出典（data/sources.csvの名前。書かなければ citizen_survey）
    id_column: 回答番号               # 同じ番号の行を2度数えないため（なければ書かない）
    no_answer: [無回答, 不明]         # 答えがないことを表す言葉（空欄はいつも答えなし）
    age:
      column: 問1 年齢
      kind: class                     # class（区分）か number（数）
      classes: {20歳代以下: 18～29歳} # 区分の書き方が違うときだけ
      left_out: [17歳以下]            # 数えない人の書き方（なければ書かない）
    questions:
      - question_id: smartphone_use
        wording: スマートフォンの利用 # どの調査でも同じ言葉。この調査だけ言い方が違うなら asked_as に書く
        kind: single                  # single（1つ選ぶ）か multiple（いくつでも選ぶ）
        column: 問2
        options:
          - {option_no: 1, label: 毎日使う, favourable: true}
          - {option_no: 2, label: 持っていない, favourable: false, written: [もっていない, "4"]}
      - question_id: reasons
        wording: 利用しない理由
        kind: multiple
        column: 問3                   # 1つの欄に並べて書いてあるとき
        separator: ；                 # 何通りかあるときは [、, ；, ・]
        asked_of: {question_id: smartphone_use, options: [2]}
        options: …

An option of a multiple question that cannot be chosen together with another one, such as どれも使ったことがない, has
`excludes_others: true`: an answer with both is not counted, and suppression allows for it.

The option その他 has `other: true` where forms write what somebody entered there instead of its name: every text that
is no other option is taken for it. Where a separator stands in an option's own text, the longest option is taken.

A multiple question with a column per option has `columns: {ラベル: 列名, …}` instead of `column` and `separator`; a
chosen option is marked there with one of `answers.MARKS`. Columns the mapping does not name are never read.

Rows whose age is one of `age.left_out` are out of scope. 無回答 there, or another word of `no_answer`, leaves out those
who told no age.

A survey of which only counts exist has neither `file` nor `age`; each question holds `respondents` (people who
answered, by age class) and `counts` (people who chose an option, by label and age class).
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePath
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic_core import PydanticCustomError

from ingest import yamlfiles
from ingest.faults import Fault
from ingest.surveys.presets import PRESETS, Preset
from ingest.texts import plain
from ingest.validation import People, Text, Year
from ingest.yamlfiles import Document, Location
from queries.editions import QuestionKind

SUFFIXES = (".csv", ".xlsx")

Problem = tuple[Location, str, str]
"""Where in the file, what is wrong, and what to do about it."""


def _identifier(text: str) -> str:
    if not (text.isascii() and text.islower() and text.replace("_", "a").replace("-", "a").isalnum()):
        raise PydanticCustomError(
            "rule",
            "「{given}」は名前に使えません",
            {"given": text, "remedy": "smartphone_use のように、小文字の英数字と _ と - で書いてください"},
        )
    return text


Number = Annotated[int, Field(ge=1, le=999)]
Identifier = Annotated[Text, AfterValidator(_identifier)]
CountsByClass = dict[str, People]


class _Record(BaseModel):
    """A part of a file: no unknown keys, no silent conversion between text and numbers."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Option(_Record):
    """An answer option; `written` are other texts the data file has for it.

    `excludes_others` is true for an option of a multiple question that cannot be chosen together with another one,
    `other` for the one that any text stands for which is no other option.
    """

    option_no: Number
    label: Text
    favourable: bool | None
    excludes_others: bool = False
    other: bool = False
    written: list[Text] = []

    @property
    def texts(self) -> list[str]:
        """Return what the data file has for it, as `plain` writes it."""
        return list(dict.fromkeys(map(plain, (self.label, *self.written))))


class AskedOf(_Record):
    """A question is put only to those who chose any of these options of an earlier one."""

    question_id: str
    options: Annotated[list[Number], Field(min_length=1)]


class _Question(_Record):
    """A question; `wording` is the same in every survey, `asked_as` how this survey put it where that is different."""

    question_id: Identifier
    wording: Text
    asked_as: Text | None = None
    kind: QuestionKind
    asked_of: AskedOf | None = None
    options: Annotated[list[Option], Field(min_length=1)]


class ColumnQuestion(_Question):
    """A question whose answers stand in columns of the data file."""

    column: Text | None = None
    columns: dict[str, Text] | None = None
    separator: Text | Annotated[list[Text], Field(min_length=1)] | None = None

    @property
    def between(self) -> re.Pattern[str]:
        """Return the pattern, a group, of what stands between several answers in a cell in the form NFKC."""
        written = [self.separator] if isinstance(self.separator, str) else self.separator or []
        separators = (re.escape(unicodedata.normalize("NFKC", separator)) for separator in written)
        return re.compile(f"({'|'.join(separators) or '(?!)'})")


class CountedQuestion(_Question):
    """A question whose answers are counted already: by age class, and by option's label and age class."""

    respondents: CountsByClass
    counts: dict[str, CountsByClass]


class Age(_Record):
    """Where the age stands, which class a printed one belongs to when its name is another, and whom not to count."""

    column: Text
    kind: Literal["class", "number"]
    classes: dict[str, str] = {}
    left_out: list[Text] = []


class _Survey(_Record):
    survey_id: Identifier
    year: Year
    title: Text
    distributed: People | None = None
    returned: People | None = None
    mode: Text | None = None
    note: Text | None = None
    source_id: Text | None = None


class RowSurvey(_Survey):
    """A survey with a data file of one row per respondent."""

    file: Text
    sheet: Text | None = None
    preset: Literal["google_forms", "microsoft_forms", "limesurvey"] | None = None
    id_column: Text | None = None
    no_answer: list[Text] = ["無回答"]
    age: Age
    questions: Annotated[list[ColumnQuestion], Field(min_length=1)]


class CountedSurvey(_Survey):
    """A survey of which only counts by age class are known."""

    questions: Annotated[list[CountedQuestion], Field(min_length=1)]


class _Shape(BaseModel):
    """Enough of a file to tell which of the two surveys it describes."""

    file: object = None
    age: object = None


Survey = RowSurvey | CountedSurvey
Question = ColumnQuestion | CountedQuestion


def read(path: Path, name: str, faults: list[Fault]) -> tuple[Document, Survey] | None:
    """Return a mapping with its document; where it is faulty, add every fault to `faults` and return None."""
    shape = yamlfiles.load(path, name, _Shape, faults)
    if shape is None:
        return None
    if shape.record.file is None and shape.record.age is None:
        counted = yamlfiles.load(path, name, CountedSurvey, faults)
        return (counted.document, counted.record) if counted else None
    rows = yamlfiles.load(path, name, RowSurvey, faults)
    return (rows.document, _completed(rows.record)) if rows else None


def _completed(survey: RowSurvey) -> RowSurvey:
    """Return a survey with what its preset tells about columns, separators and answers left blank."""
    if survey.preset is None:
        return survey
    preset = PRESETS[survey.preset]
    questions = [_as_written_by(preset, question) for question in survey.questions]
    no_answer = [*survey.no_answer, *preset.no_answer]
    return survey.model_copy(update={"questions": questions, "no_answer": no_answer})


def _as_written_by(preset: Preset, question: ColumnQuestion) -> ColumnQuestion:
    if question.kind == "single" or question.column is None or question.separator or question.columns:
        return question
    if preset.separator:
        return question.model_copy(update={"separator": preset.separator})
    columns = {option.label: preset.heading(question.column, option.label) for option in question.options}
    return question.model_copy(update={"column": None, "columns": columns})


def problems(survey: Survey, classes: Sequence[str]) -> Iterator[Problem]:
    """Yield what contradicts itself in a mapping, or names an age class that is none of `classes`."""
    if (
        survey.distributed is not None
        and survey.returned is not None
        and survey.returned > survey.distributed
    ):
        problem = f"有効回答数{survey.returned}が配布数{survey.distributed}より多くなっています"
        yield ("returned",), problem, "どちらかの数を直してください"
    if isinstance(survey, RowSurvey):
        yield from _file_problems(survey, classes)
    earlier: dict[str, Question] = {}
    questions: Sequence[Question] = survey.questions
    for place, question in enumerate(questions):
        where: Location = ("questions", place)
        if question.question_id in earlier:
            problem = f"質問「{question.question_id}」が2回書かれています"
            yield (*where, "question_id"), problem, "どちらか一方を消すか、別の名前にしてください"
        yield from _asked_problems(where, question, earlier)
        yield from _option_problems(where, question)
        if isinstance(question, CountedQuestion):
            yield from _count_problems(where, question, classes)
        else:
            yield from _column_problems(where, question)
        earlier[question.question_id] = question


def _file_problems(survey: RowSurvey, classes: Sequence[str]) -> Iterator[Problem]:
    path = PurePath(survey.file)
    if path.name != survey.file or path.suffix.lower() not in SUFFIXES:
        problem = f"「{survey.file}」はCSVかXLSXのファイル名ではありません"
        yield ("file",), problem, "このYAMLと同じフォルダーに置いたファイルの名前だけを書いてください"
    if survey.age.kind == "number" and survey.age.classes:
        yield (
            ("age", "classes"),
            "年齢が数のときに区分は使えません",
            "classesを消すか、kindをclassにしてください",
        )
    for printed, age_class in survey.age.classes.items():
        if age_class not in classes:
            problem = f"「{age_class}」という年齢区分はありません"
            yield ("age", "classes", printed), problem, f"{'、'.join(classes)} のどれかを書いてください"


def _asked_problems(where: Location, question: Question, earlier: dict[str, Question]) -> Iterator[Problem]:
    asked_of = question.asked_of
    if asked_of is None:
        return
    if asked_of.question_id not in earlier:
        problem = f"質問「{asked_of.question_id}」がこの質問より前にありません"
        yield (*where, "asked_of", "question_id"), problem, "前に書いた質問のquestion_idを書いてください"
        return
    known = {option.option_no for option in earlier[asked_of.question_id].options}
    for number in asked_of.options:
        if number not in known:
            problem = f"選択肢{number}は質問「{asked_of.question_id}」にありません"
            yield (*where, "asked_of", "options"), problem, "その質問のoption_noを書いてください"


def _option_problems(where: Location, question: Question) -> Iterator[Problem]:
    if len(question.options) < 2:
        yield (*where, "options"), "選択肢が1つしかありません", "2つ以上の選択肢を書いてください"
    numbers: set[int] = set()
    texts: set[str] = set()
    for place, option in enumerate(question.options):
        here = (*where, "options", place)
        if option.option_no in numbers:
            problem = f"選択肢{option.option_no}が2回書かれています"
            yield here, problem, "番号を変えるか、どちらか一方を消してください"
        numbers.add(option.option_no)
        if option.other and any(earlier.other for earlier in question.options[:place]):
            yield here, "other: trueの選択肢が2つあります", "どちらか一方だけにしてください"
        if option.excludes_others and question.kind == "single":
            problem = "1つ選ぶ質問の選択肢にexcludes_othersが書かれています"
            yield here, problem, "excludes_othersを消してください"
        for text in option.texts:
            if text in texts:
                problem = f"「{text}」がほかの選択肢と重なっています"
                yield here, problem, "labelかwrittenを直してください"
            texts.add(text)


def _column_problems(where: Location, question: ColumnQuestion) -> Iterator[Problem]:
    if question.kind == "single":
        if question.column is None or question.columns is not None or question.separator is not None:
            problem, remedy = "1つ選ぶ質問の列が決まりません", "columnだけに列名を書いてください"
            yield where, problem, remedy
        return
    together = question.column is not None and question.separator is not None
    apart = question.columns is not None
    if together == apart or (apart and (question.column or question.separator)):
        remedy = "1つの欄に並ぶならcolumnとseparator、選択肢ごとに列があるならcolumnsを書いてください"
        yield where, "いくつでも選ぶ質問の列が決まりません", remedy
        return
    labels = [option.label for option in question.options]
    if question.columns is not None and sorted(question.columns) != sorted(labels):
        differing = "、".join(sorted(set(question.columns) ^ set(labels)))
        problem = f"columnsとoptionsの選択肢が合いません（{differing}）"
        yield (*where, "columns"), problem, "optionsのlabelを、すべて1回ずつ書いてください"
    if question.columns is not None and len(set(map(plain, question.columns.values()))) < len(
        question.columns
    ):
        yield (*where, "columns"), "2つの選択肢に同じ列があります", "選択肢ごとに違う列名を書いてください"
    known = {text for option in question.options for text in option.texts}
    for place, option in enumerate(question.options):
        for text in (option.label, *option.written):
            parts = question.between.split(unicodedata.normalize("NFKC", text))[::2]
            if len(parts) > 1 and known.issuperset(map(plain, parts)):
                problem = f"「{text}」が、ほかの選択肢を並べた答えと区別できません"
                yield (*where, "options", place), problem, "選択肢に出てこない区切りにしてください"


def _count_problems(where: Location, question: CountedQuestion, classes: Sequence[str]) -> Iterator[Problem]:
    remedy = f"{'、'.join(classes)} の人数を、すべて1回ずつ書いてください"
    if sorted(question.respondents) != sorted(classes):
        yield (*where, "respondents"), "年齢区分がそろっていません", remedy
        return
    labels = [option.label for option in question.options]
    if sorted(question.counts) != sorted(labels):
        differing = "、".join(sorted(set(question.counts) ^ set(labels)))
        problem = f"countsとoptionsの選択肢が合いません（{differing}）"
        yield (*where, "counts"), problem, "optionsのlabelを、すべて1回ずつ書いてください"
        return
    for label, counts in question.counts.items():
        if sorted(counts) != sorted(classes):
            yield (*where, "counts", label), "年齢区分がそろっていません", remedy
            return
    for age_class, people in question.respondents.items():
        chosen = [counts[age_class] for counts in question.counts.values()]
        alone = sum(
            question.counts[option.label][age_class] for option in question.options if option.excludes_others
        )
        others = [
            question.counts[option.label][age_class]
            for option in question.options
            if not option.excludes_others
        ]
        if (
            max(chosen) > people
            or sum(chosen) < people
            or alone + max(others, default=0) > people
            or (question.kind == "single" and sum(chosen) > people)
        ):
            problem = f"{age_class}の人数の合計{sum(chosen)}が、回答者{people}と合いません"
            remedy = "1つ選ぶ質問の合計は回答者と同じ、いくつでも選ぶ質問の合計は回答者以上になります"
            yield (*where, "counts"), problem, f"{remedy}。人数を直してください"
