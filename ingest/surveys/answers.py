"""From rows of single respondents to counts by age class; nothing of a single respondent leaves this module."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from ingest.faults import Fault, InputError
from ingest.sheets import Sheet
from ingest.surveys.mapping import Age, ColumnQuestion, CountedQuestion, Question, RowSurvey, plain
from ingest.surveys.rules import OLDEST, Rules
from ingest.yamlfiles import Document, Location
from stats.divide.suppression import Answers

MARKS = ("1", "○", "〇", "◯", "✓", "✔", "レ", "true")
"""What stands in the column of a chosen option, besides the option's own text."""

NO_MARKS = ("", "0", "×", "false")
"""What stands in the column of an option that was not chosen."""

_AGE = re.compile(r"([0-9]{1,3})(?:\.0+)?歳?")

_Reader = Callable[[list[str]], frozenset[int]]
"""From the cells of a row to the places of the chosen options; empty where nothing was answered."""


class _UnreadableError(ValueError):
    """A row or an answer that cannot be read; the argument says why, without what stands there."""


@dataclass
class Tally:
    """Counts of one question: respondents by class, and chosen by option and class."""

    respondents: list[int]
    counts: list[list[int]]

    def add(self, place: int, chosen: frozenset[int]) -> None:
        """Count a respondent of a class who chose these options."""
        self.respondents[place] += 1
        for option in chosen:
            self.counts[option][place] += 1

    def answers(self, question: Question) -> Answers:
        """Return the counts as the rule of suppression takes them."""
        is_single = question.kind == "single"
        alone = [place for place, option in enumerate(question.options) if option.excludes_others]
        return Answers(
            tuple(self.respondents),
            tuple(map(tuple, self.counts)),
            is_single,
            exclusive=frozenset() if is_single else frozenset(alone),
        )


@dataclass
class Counted:
    """What became of the rows of a data file: tallies by question, and why something was not counted."""

    tallies: dict[str, Tally]
    rows_read: int
    rows_rejected: int = 0
    reasons: list[tuple[int, str]] = field(default_factory=list)

    @property
    def rows_loaded(self) -> int:
        """Return how many rows were counted, be it in a single question."""
        return self.rows_read - self.rows_rejected


def count(survey: RowSurvey, document: Document, sheet: Sheet, rules: Rules) -> Counted:
    """Count the answers of a data file.

    Respondents of a question are those who answered it: who marked at least one of its options. A row without
    a usable age, with more cells than headings or with the number of an earlier row is rejected; of a row with
    an answer that is no option, or of options that exclude each other, only this answer is.

    Raises
    ------
    InputError
        When a column is missing or there twice, or no row can be read.
    """
    columns = _Columns(survey.file, document, sheet.headings)
    blank = {plain(text) for text in survey.no_answer}
    read_age = _age_reader(survey.age, columns.place(("age", "column"), survey.age.column), blank, rules)
    id_place = None if survey.id_column is None else columns.place(("id_column",), survey.id_column)
    readers = {
        question.question_id: _reader(question, ("questions", number), columns, blank)
        for number, question in enumerate(survey.questions)
    }
    if columns.faults:
        raise InputError(columns.faults)
    counted = Counted(
        {
            question.question_id: Tally(
                [0] * len(rules.classes), [[0] * len(rules.classes) for _ in question.options]
            )
            for question in survey.questions
        },
        len(sheet.rows),
    )
    wordings = {question.question_id: question.wording for question in survey.questions}
    first_lines: dict[str, int] = {}
    for line, cells in sheet.rows:
        try:
            row = _whole(cells, len(sheet.headings))
            _refuse_repeated(row, id_place, line, first_lines)
            place = read_age(row)
        except _UnreadableError as error:
            counted.rows_rejected += 1
            counted.reasons.append((line, str(error)))
            continue
        for question_id, read in readers.items():
            try:
                chosen = read(row)
            except _UnreadableError as error:
                reason = f"「{wordings[question_id]}」の答えだけを数えていません：{error}"
                counted.reasons.append((line, reason))
                continue
            if chosen:
                counted.tallies[question_id].add(place, chosen)
    if counted.rows_rejected == counted.rows_read:
        line, reason = counted.reasons[0]
        problem = f"読める行がありません（最初の行の理由：{reason}）"
        remedy = "YAMLのageの書き方と、ファイルの中身を確かめてください"
        raise InputError([Fault(survey.file, f"{line}行目", problem, remedy)])
    return counted


def tally_of(question: CountedQuestion, rules: Rules) -> Tally:
    """Return the counts a survey without single answers gives."""
    return Tally(
        [question.respondents[label] for label in rules.labels],
        [[question.counts[option.label][label] for label in rules.labels] for option in question.options],
    )


class _Columns:
    """Finds the columns a mapping names; what cannot be found becomes a fault of the mapping."""

    def __init__(self, file: str, document: Document, headings: list[str]) -> None:
        self._file = file
        self._document = document
        self._headings = [plain(heading) for heading in headings]
        self.faults: list[Fault] = []

    def place(self, where: Location, name: str) -> int:
        """Return the place of a column, -1 where the file has none or two of that name."""
        found = self._headings.count(plain(name))
        if found == 1:
            return self._headings.index(plain(name))
        problem = f"列「{name}」が{self._file}の見出しに" + ("2つ以上あります" if found else "ありません")
        remedy = (
            "見出しの列名を1つずつ違う名前に直してください" if found else "見出しと同じ列名を書いてください"
        )
        self.faults.append(self._document.fault(where, problem, remedy))
        return -1


def _whole(cells: list[str], width: int) -> list[str]:
    """Return a row as wide as the heading; blank cells beyond its end may be missing or too many."""
    if any(cell.strip() for cell in cells[width:]):
        raise _UnreadableError("値の数が見出しの列の数より多い")
    return cells[:width] + [""] * (width - len(cells))


def _refuse_repeated(row: list[str], id_place: int | None, line: int, first_lines: dict[str, int]) -> None:
    if id_place is None or not (number := plain(row[id_place])):
        return
    if number in first_lines:
        raise _UnreadableError(f"回答の番号が{first_lines[number]}行目と同じ")
    first_lines[number] = line


def _age_reader(age: Age, column: int, blank: set[str], rules: Rules) -> Callable[[list[str]], int]:
    """Return the function that gives the place of a row's age class."""
    labels = {plain(label): place for place, label in enumerate(rules.labels)}
    labels |= {plain(printed): rules.labels.index(label) for printed, label in age.classes.items()}

    def read(row: list[str]) -> int:
        text = plain(row[column])
        if not text or text in blank:
            raise _UnreadableError("年齢の答えがない")
        if age.kind == "class":
            if text not in labels:
                raise _UnreadableError("年齢の区分が、決められた区分のどれでもない")
            return labels[text]
        number = _AGE.fullmatch(text)
        if number is None:
            raise _UnreadableError("年齢を数として読み取れない")
        place = rules.place(int(number[1]))
        if place is None:
            raise _UnreadableError(f"年齢が{rules.classes[0].least}～{OLDEST}歳の範囲にない")
        return place

    return read


def _reader(question: ColumnQuestion, where: Location, columns: _Columns, blank: set[str]) -> _Reader:
    """Return the function that gives the options a row chose."""
    read = _options_reader(question, where, columns, blank)
    alone = {place for place, option in enumerate(question.options) if option.excludes_others}

    def consistent(row: list[str]) -> frozenset[int]:
        chosen = read(row)
        if len(chosen) > 1 and chosen & alone:
            raise _UnreadableError("一緒に選べない選択肢が選ばれている")
        return chosen

    return consistent


def _options_reader(question: ColumnQuestion, where: Location, columns: _Columns, blank: set[str]) -> _Reader:
    """Return the function that gives the options whose texts or marks stand in a row."""
    if question.columns is not None:
        marked = [
            (
                columns.place((*where, "columns", option.label), question.columns[option.label]),
                frozenset(map(plain, (option.label, *option.written))),
            )
            for option in question.options
        ]
        return lambda row: _marked(row, marked, blank)
    texts = {
        plain(text): place
        for place, option in enumerate(question.options)
        for text in (option.label, *option.written)
    }
    column = columns.place((*where, "column"), question.column or "")
    between = re.compile("|".join(map(re.escape, question.separators)) or "(?!)")

    def listed(row: list[str]) -> Iterator[int]:
        cell = unicodedata.normalize("NFKC", row[column])
        for part in between.split(cell):
            text = plain(part)
            if text in texts:
                yield texts[text]
            elif text and text not in blank:
                raise _UnreadableError("選択肢にない答え")

    return lambda row: frozenset(listed(row))


def _marked(row: list[str], columns: list[tuple[int, frozenset[str]]], blank: set[str]) -> frozenset[int]:
    """Return the options whose column has a mark; `columns` are place and own texts of every option."""
    chosen = set()
    for option, (column, texts) in enumerate(columns):
        text = plain(row[column])
        if text in texts or text.lower() in MARKS:
            chosen.add(option)
        elif text.lower() not in NO_MARKS and text not in blank:
            raise _UnreadableError("選択肢の列に、印として読めないものがある")
    return frozenset(chosen)
