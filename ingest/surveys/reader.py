"""Reads a folder of surveys into an edition: single answers are counted, and only protected counts are kept."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from ingest import names, sheets, tables, texts
from ingest.faults import Fault, InputError
from ingest.surveys import mapping
from ingest.surveys.answers import Counted, Tally, count, tally_of
from ingest.surveys.earlier import History, Row, age_classes_of, fingerprint
from ingest.surveys.known import Known
from ingest.surveys.late import Entering, is_safe_together, settle
from ingest.surveys.mapping import CountedSurvey, Problem, Question, RowSurvey, Survey
from ingest.surveys.protection import Levels, answer_rows
from ingest.surveys.rules import Rules, read_rules
from ingest.texts import plain
from ingest.yamlfiles import Document

FOLDER = "survey"
SHEETS = "YAMLのsheetに {sheets} のどれかを書いてください"


@dataclass(frozen=True)
class _Read:
    """A survey that was read: its mapping, its tallies by question and, where it has one, its data file."""

    path: Path
    survey: Survey
    tallies: dict[str, Tally]
    data: Path | None = None
    counted: Counted | None = None


def load(
    connection: duckdb.DuckDBPyConnection,
    folder: Path,
    data: Path,
    *,
    is_sample: bool,
    history: History | None = None,
) -> None:
    """Load every survey of a folder into surveys, survey_questions, survey_wordings, survey_options and survey_answers.

    A survey is a mapping (see `ingest.surveys.mapping`) ending .yaml, with its data file beside it unless it holds
    counts itself. Rows and answers that cannot be counted go to rejected_rows, by line and reason only. Other
    files are noted as skipped; a survey given twice with the same content is read once.

    Parameters
    ----------
    connection
        An edition with the tables of schema.sql whose sources and published surveys are loaded.
    folder
        The folder with the surveys.
    data
        The folder of definitions: age classes and thresholds are read from there.
    is_sample
        True for synthetic surveys.
    history
        What was published of these surveys before, none where it is not given. Answers that would tell, beside that,
        what single people answered are not loaded; what was published stays (see `ingest.surveys.late`).

    Raises
    ------
    InputError
        With every fault of every mapping and data file; nothing is loaded.
    """
    history = history or History()
    rules = read_rules(data)
    entries = sorted(folder.iterdir()) if folder.is_dir() else []
    mappings = [path for path in entries if path.suffix.lower() in (".yaml", ".yml")]
    if not mappings:
        problem = "調査のYAMLがありません" if folder.is_dir() else "フォルダーがありません"
        remedy = "調査ごとにYAMLとデータファイルを入れたフォルダーを指定してください"
        raise InputError([Fault(str(folder), "", problem, remedy)])
    reader = _Reader(connection, rules)
    for path in mappings:
        reader.read(path)
    if reader.faults:
        raise InputError(reader.faults)
    faults: list[Fault] = []
    settled = []
    for read in reader.surveys:
        try:
            entering = settle(
                read.survey,
                _entering(read, rules),
                read.tallies,
                rules,
                age_classes_of(connection),
                history,
                is_sample=is_sample,
            )
        except InputError as error:
            faults += error.faults
        else:
            settled.append((read, entering))
    if faults:
        raise InputError(faults)
    for read, entering in settled:
        _insert(connection, read, entering, is_sample=is_sample)
        history.let_in(read.survey.survey_id, entering.rows, is_sample=is_sample)
    findings = [(path, "repeated_file", kept.name) for path, kept in reader.repeated]
    findings += [
        (folder.resolve(), "skipped_file", path.name)
        for path in entries
        if path not in mappings and path.name not in reader.used
    ]
    tables.insert(
        connection,
        "ingest_findings",
        [
            {"file_name": f"{FOLDER}/{path.name}", "kind": kind, "detail": detail, "rows": 0}
            for path, kind, detail in findings
        ],
    )


class _Reader:
    """Reads mappings one after the other; each must agree with the edition and with those before it.

    `surveys` are those without faults, `repeated` pairs a mapping with the same one read before, `used` are the
    names of data files, `faults` is what forbids loading.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, rules: Rules) -> None:
        self.surveys: list[_Read] = []
        self.repeated: list[tuple[Path, Path]] = []
        self.used: set[str] = set()
        self.faults: list[Fault] = []
        self._rules = rules
        self._contents: dict[str, tuple[Path, Survey]] = {}
        self._known = Known(connection)

    def read(self, path: Path) -> None:
        """Read one mapping and its data file."""
        read = mapping.read(path, f"{FOLDER}/{texts.composed(path.name)}", self.faults)
        if read is None:
            return
        document, survey = read
        if isinstance(survey, RowSurvey):
            self.used.add(names.found(path.parent / survey.file).name)
        problems = list(mapping.problems(survey, self._rules.labels))
        try:
            if not problems:
                problems += self._content_problems(path, survey)
            if not problems and any(path == repeated for repeated, _ in self.repeated):
                return
            problems += self._known.problems(survey)
            if problems:
                self.faults += [document.fault(*problem) for problem in problems]
            else:
                self.surveys.append(self._counted(path, document, survey))
        except InputError as error:
            self.faults += error.faults

    def _content_problems(self, path: Path, survey: Survey) -> Iterator[Problem]:
        """Yield what is wrong with the data file as a whole, or note that the survey was read before."""
        if not isinstance(survey, RowSurvey):
            content = survey.model_dump_json().encode()
        elif (data := names.found(path.parent / survey.file)).is_file():
            content = texts.read_bytes(data, data.name)
        else:
            problem = f"「{survey.file}」がこのYAMLと同じフォルダーにありません"
            yield ("file",), problem, "ファイルを置くか、名前を直してください"
            return
        content_hash = hashlib.sha256(content).hexdigest()
        earlier, other = self._contents.setdefault(content_hash, (path, survey))
        if other is survey:
            return
        if other.model_dump(exclude={"file"}) == survey.model_dump(exclude={"file"}):
            self.repeated.append((path, earlier))
        else:
            problem = f"データの中身が{earlier.name}の調査と同じです"
            yield ("file",), problem, "この調査のデータファイルを指定してください"

    def _counted(self, path: Path, document: Document, survey: Survey) -> _Read:
        if isinstance(survey, CountedSurvey):
            tallies = {question.question_id: tally_of(question, self._rules) for question in survey.questions}
            return _Read(path, survey, tallies)
        data = names.found(path.parent / survey.file)
        age = plain(survey.age.column)
        sheet = sheets.read(
            data, survey.sheet, several=SHEETS, is_heading=lambda cells: age in map(plain, cells)
        )
        counted = count(survey, document, sheet, self._rules)
        if survey.returned is not None and survey.returned < counted.rows_loaded:
            problem = f"有効回答数{survey.returned}より多い{counted.rows_loaded}行が{survey.file}にあります"
            raise InputError(
                [document.fault(("returned",), problem, "returnedかデータファイルを直してください")]
            )
        named = zip(survey.questions, counted.tallies, strict=True)
        return _Read(path, survey, {question.question_id: tally for question, tally in named}, data, counted)


def _entering(read: _Read, rules: Rules) -> Entering:
    """Return what of the answers read may be published by itself."""
    survey = read.survey
    counted = read.counted.rows_loaded if read.counted else None
    returned = counted if survey.returned is None else survey.returned
    levels: dict[str, Levels] = {}
    rows: list[Row] = []
    for question in survey.questions:
        published, levels[question.question_id] = _protected_together(
            question, read, rules, levels, rows, returned
        )
        rows += published
    return Entering(tuple(rows), survey.distributed, returned)


def _protected_together(
    question: Question,
    read: _Read,
    rules: Rules,
    levels: Mapping[str, Levels],
    earlier: Sequence[Row],
    returned: int | None,
) -> tuple[list[Row], Levels]:
    """Return the rows of a question and the levels of its options, safe beside the `earlier` rows of its survey.

    Where a question is asked of those who chose any of several options that could be chosen together, its respondents
    tell how many chose only others: it is made coarser, down to nothing, until that gives no hidden count away.
    """
    tally, asked_of = read.tallies[question.question_id], question.asked_of
    asked = next(
        (one for one in read.survey.questions if asked_of and one.question_id == asked_of.question_id), None
    )
    joins = (
        asked_of is not None and len(asked_of.options) > 1 and asked is not None and asked.kind == "multiple"
    )
    for least in range(len(rules.classifications) + 2):
        rows, found = answer_rows(question, tally, rules, levels, least)
        if not joins or is_safe_together(read.survey, [*earlier, *rows], returned, rules):
            break
    return rows, found


def _insert(
    connection: duckdb.DuckDBPyConnection, read: _Read, entering: Entering, *, is_sample: bool
) -> None:
    survey = read.survey
    source_id = survey.source_id or ("sample" if is_sample else "citizen_survey")
    about = {"survey_id": survey.survey_id, "source_id": source_id}
    described = survey.model_dump(include={"year", "title", "mode", "note"})
    numbers = {"distributed": entering.distributed, "returned": entering.returned}
    tables.insert(connection, "surveys", [about | described | numbers | {"is_sample": is_sample}])
    answered = {question_id for question_id, *_ in entering.rows}
    for question in survey.questions:
        if question.question_id not in answered:
            continue
        _insert_question(connection, question)
        if question.asked_as not in (None, question.wording):
            reworded = question.model_dump(include={"question_id", "asked_as"})
            tables.insert(connection, "survey_wordings", [{"survey_id": survey.survey_id} | reworded])
    tables.insert(connection, "survey_answers", [about | _figures(row) for row in entering.rows])
    _record_files(connection, read, entering, is_sample=is_sample)


def _figures(row: Row) -> dict[str, object]:
    question_id, option_no, group_kind, age_group, respondents, count = row
    return {
        "question_id": question_id,
        "option_no": option_no,
        "group_kind": group_kind,
        "age_group": age_group,
        "respondents": respondents,
        "count": count,
        "pct": 100 * count / respondents if respondents and count is not None else None,
        "suppressed": count is None,
    }


def _insert_question(connection: duckdb.DuckDBPyConnection, question: Question) -> None:
    """Insert a question and its options as far as no earlier survey did."""
    asked_of = question.asked_of
    connection.execute(
        "insert or ignore into survey_questions (question_id, wording, kind, asked_of, asked_of_options)"
        " values ($question_id, $wording, $kind, $asked_of, $options)",
        question.model_dump(include={"question_id", "wording", "kind"})
        | {
            "asked_of": asked_of.question_id if asked_of else None,
            "options": asked_of.options if asked_of else None,
        },
    )
    connection.executemany(
        "insert or ignore into survey_options (question_id, option_no, label, favourable, excludes_others)"
        " values ($question_id, $option_no, $label, $favourable, $excludes_others)",
        [
            {"question_id": question.question_id} | option.model_dump(exclude={"written", "other"})
            for option in question.options
        ],
    )


def _record_files(
    connection: duckdb.DuckDBPyConnection, read: _Read, entering: Entering, *, is_sample: bool
) -> None:
    """Record the mapping and, where there is one, the data file with what became of its rows.

    The file that holds answers or counts goes by the hash of what is published of it. With a hash of the file itself
    anybody could try one guess at the hidden counts after the other until the hash is met. Late answers are out of
    the edition's scope.
    """
    name, questions = f"{FOLDER}/{texts.composed(read.path.name)}", len(read.survey.questions)
    recorded = {"reader": "survey", "sha256": fingerprint(entering.rows), "is_sample": is_sample}
    if read.data is None or read.counted is None:
        counts = sum(len(tally.respondents) * len(tally.counts) for tally in read.tallies.values())
        recorded |= {"file_name": name, "rows_read": counts, "rows_loaded": counts}
        recorded |= {"rows_out_of_scope": 0, "rows_rejected": 0}
    else:
        tables.record_file(connection, read.path, name, "definition", questions, is_sample=is_sample)
        name = f"{FOLDER}/{texts.composed(read.data.name)}"
        late = min(entering.late or 0, read.counted.rows_loaded)
        recorded |= {
            "file_name": name,
            "rows_read": read.counted.rows_read,
            "rows_loaded": read.counted.rows_loaded - late,
            "rows_out_of_scope": late + read.counted.rows_left_out,
            "rows_rejected": read.counted.rows_rejected,
        }
        tables.insert(
            connection,
            "rejected_rows",
            [{"file_name": name, "line": line, "reason": reason} for line, reason in read.counted.reasons],
        )
    tables.insert(connection, "ingest_files", [recorded])
    if entering.late is not None:
        kind = "late_answers" if entering.late else "changed_answers"
        found = {"file_name": name, "kind": kind, "detail": read.survey.title, "rows": entering.late}
        tables.insert(connection, "ingest_findings", [found])
