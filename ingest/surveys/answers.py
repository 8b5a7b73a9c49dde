"""From rows of single respondents to counts by age class; nothing of a single respondent leaves this module."""

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from ingest.faults import Fault, InputError
from ingest.sheets import Sheet
from ingest.surveys import ages, losses
from ingest.surveys.losses import Cause, Loss, not_random
from ingest.surveys.mapping import Age, ColumnQuestion, CountedQuestion, Question, RowSurvey
from ingest.surveys.rules import OLDEST, Rules
from ingest.surveys.tabulated import looks_tabulated
from ingest.texts import plain
from ingest.yamlfiles import Document, Location
from stats.divide.suppression import Answers

MARKS = frozenset(
    ("1", "1.0", "○", "〇", "◯", "✓", "✔", "☑", "レ", "true", "yes", "y", "はい", "チェック", "選択")
)
"""What stands in the column of a chosen option, besides the option's own text; in small letters."""

NO_MARKS = frozenset(("", "0", "0.0", "×", "☐", "false", "no", "n", "いいえ"))
"""What stands in the column of an option that was not chosen; in small letters."""

_Reader = Callable[[list[str]], frozenset[int]]
"""From the cells of a row to the places of the chosen options; empty where nothing was answered."""


class _UnreadableError(ValueError):
    """A row or an answer that cannot be read: why, and what stands there, which is told only where many wrote it."""

    def __init__(self, cause: Cause, where: Location, *words: str, reason: str | None = None) -> None:
        super().__init__(reason or cause.reason)
        self._cause = cause
        self._where = where
        self._words = words

    def loss(self, line: int, question: int | None = None, age: int | None = None) -> Loss:
        """Return what is lost with it: a row, or the answer of somebody of an age class to the question of a place."""
        return Loss(line, self._where, question, self._cause, self._words, age)


class _LeftOutError(ValueError):
    """A row of somebody whom the mapping leaves out."""


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
    """What became of the rows of a data file: tallies of the questions, and why something was not counted."""

    tallies: list[Tally]
    rows_read: int
    rows_rejected: int = 0
    rows_left_out: int = 0
    reasons: list[tuple[int, str]] = field(default_factory=list)

    @property
    def rows_loaded(self) -> int:
        """Return how many rows were counted, be it in a single question."""
        return self.rows_read - self.rows_rejected - self.rows_left_out


def count(survey: RowSurvey, document: Document, sheet: Sheet, rules: Rules) -> Counted:
    """Count the answers of a data file.

    Respondents of a question are those who answered it: who marked at least one of its options. A row without
    a usable age, with more cells than headings or with the number of an earlier row is rejected; of a row with
    an answer that is no option, or of options that exclude each other, only this answer is.

    Raises
    ------
    InputError
        When a column is missing or there twice, or what cannot be read is not a matter of chance (see
        `ingest.surveys.losses`).
    """
    columns = _Columns(survey.file, document, sheet.headings)
    blank = {plain(text) for text in survey.no_answer}
    read_age = _age_reader(survey.age, columns.place(("age", "column"), survey.age.column), blank, rules)
    id_place = None if survey.id_column is None else columns.place(("id_column",), survey.id_column)
    readers = [
        _reader(question, ("questions", number), columns, blank)
        for number, question in enumerate(survey.questions)
    ]
    if columns.faults:
        raise InputError([*columns.faults, *_tabulated(survey.file, sheet)])
    counted = Counted(
        [
            Tally([0] * len(rules.classes), [[0] * len(rules.classes) for _ in question.options])
            for question in survey.questions
        ],
        len(sheet.rows),
    )
    lost: list[Loss] = []
    first_lines: dict[str, int] = {}
    for line, cells in sheet.rows:
        try:
            row = _whole(cells, len(sheet.headings))
            _refuse_repeated(row, id_place, line, first_lines)
            place = read_age(row)
        except _LeftOutError:
            counted.rows_left_out += 1
            continue
        except _UnreadableError as error:
            counted.rows_rejected += 1
            counted.reasons.append((line, str(error)))
            lost.append(error.loss(line))
            continue
        for number, read in enumerate(readers):
            try:
                chosen = read(row)
            except _UnreadableError as error:
                wording = survey.questions[number].wording
                counted.reasons.append((line, f"「{wording}」の答えだけを数えていません：{error}"))
                lost.append(error.loss(line, number, place))
                continue
            if chosen:
                counted.tallies[number].add(place, chosen)
    rows = counted.rows_read - counted.rows_left_out
    answered = [tally.respondents for tally in counted.tallies]
    empty = [any(not sum(chosen) for chosen in tally.counts) for tally in counted.tallies]
    faults = list(not_random(lost, survey, document, rows, answered, empty, rules))
    if not rows:
        remedy = "数えない人の書き方を確かめてください"
        faults = [document.fault(("age", "left_out"), f"{survey.file}に、数える人が1人もいません", remedy)]
    if faults:
        raise InputError([*faults, *_tabulated(survey.file, sheet)])
    return counted


def _tabulated(file: str, sheet: Sheet) -> Iterator[Fault]:
    """Yield what to do about a table counted already, where the file looks like one."""
    if looks_tabulated(sheet):
        problem = "1行に1人の回答ではなく、集計した表のようです"
        remedy = (
            "集計した表なら、人数をdata/surveys/example/counts.yamlの形でYAMLに書いてください"
            "（割合しかなければ、data/surveys/published.yamlの形で）"
        )
        yield Fault(file, "", problem, remedy)


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
        raise _UnreadableError(losses.LONG_ROW, ("file",))
    return cells[:width] + [""] * (width - len(cells))


def _refuse_repeated(row: list[str], id_place: int | None, line: int, first_lines: dict[str, int]) -> None:
    if id_place is None or not (number := plain(row[id_place])):
        return
    if number in first_lines:
        reason = f"回答の番号が{first_lines[number]}行目と同じ"
        raise _UnreadableError(losses.REPEATED, ("id_column",), reason=reason)
    first_lines[number] = line


def _age_reader(age: Age, column: int, blank: set[str], rules: Rules) -> Callable[[list[str]], int]:
    """Return the function that gives the place of a row's age class."""
    labels = {plain(label): place for place, label in enumerate(rules.labels)}
    labels |= {plain(printed): rules.labels.index(label) for printed, label in age.classes.items()}
    left_out = {plain(text) for text in age.left_out}
    if left_out & blank:
        left_out |= {"", *blank}
    beyond = losses.out_of_range(rules.classes[0].least, OLDEST)

    def read(row: list[str]) -> int:
        text = plain(row[column])
        if text in left_out:
            raise _LeftOutError
        if not text or text in blank:
            raise _UnreadableError(losses.NO_AGE, losses.AGE)
        if age.kind == "class":
            if text not in labels:
                raise _UnreadableError(losses.AGE_CLASS, losses.AGE, row[column])
            return labels[text]
        years = ages.years(text)
        if years is None:
            raise _UnreadableError(losses.AGE_YEARS, losses.AGE, row[column])
        if str(years) in left_out:
            raise _LeftOutError
        place = rules.place(years)
        if place is None:
            raise _UnreadableError(beyond, losses.AGE, row[column])
        return place

    return read


def _reader(question: ColumnQuestion, where: Location, columns: _Columns, blank: set[str]) -> _Reader:
    """Return the function that gives the options a row chose."""
    read = (_marks_reader if question.columns else _texts_reader)(question, where, columns, blank)
    alone = {place for place, option in enumerate(question.options) if option.excludes_others}

    def consistent(row: list[str]) -> frozenset[int]:
        chosen = read(row)
        if len(chosen) > 1 and chosen & alone:
            raise _UnreadableError(losses.EXCLUDING, where)
        return chosen

    return consistent


def _texts_reader(question: ColumnQuestion, where: Location, columns: _Columns, blank: set[str]) -> _Reader:
    """Return the function that gives the options whose texts stand in a cell."""
    places = {text: place for place, option in enumerate(question.options) for text in option.texts}
    other = next((place for place, option in enumerate(question.options) if option.other), None)
    column = columns.place((*where, "column"), question.column or "")
    between = question.between
    longest = max(
        len(between.split(unicodedata.normalize("NFKC", text)))
        for option in question.options
        for text in (option.label, *option.written)
    )

    def parts(cell: str) -> Iterator[str]:
        """Yield the answers in a cell; where a separator stands in an option's own text, the longest one."""
        pieces = between.split(unicodedata.normalize("NFKC", cell))  # separators at odd places
        start = 0
        while start < len(pieces):
            for end in range(min(start + longest, len(pieces)), start, -2):
                text = "".join(pieces[start:end])
                if end == start + 1 or plain(text) in places:
                    yield text
                    break
            start = end + 1

    def read(row: list[str]) -> frozenset[int]:
        answers = [part for part in parts(row[column]) if plain(part) and plain(part) not in blank]
        if other is None and (unknown := [part for part in answers if plain(part) not in places]):
            raise _UnreadableError(losses.OPTION, where, *unknown)
        chosen = (places.get(plain(part), other) for part in answers)
        return frozenset(place for place in chosen if place is not None)

    return read


def _marks_reader(question: ColumnQuestion, where: Location, columns: _Columns, blank: set[str]) -> _Reader:
    """Return the function that gives the options whose columns have a mark, or what somebody entered beside その他."""
    named = question.columns or {}
    marked = [
        (
            columns.place((*where, "columns", option.label), named[option.label]),
            MARKS.union(map(str.lower, option.texts)),
            option.other,
        )
        for option in question.options
    ]

    def read(row: list[str]) -> frozenset[int]:
        chosen, unknown = set(), []
        for place, (column, marks, takes_any) in enumerate(marked):
            text = plain(row[column])
            if text.lower() in marks:
                chosen.add(place)
            elif text.lower() in NO_MARKS or text in blank:
                continue
            elif takes_any:
                chosen.add(place)
            else:
                unknown.append(row[column])
        if unknown:
            raise _UnreadableError(losses.MARK, where, *unknown)
        return frozenset(chosen)

    return read
