"""Surveys of which only percentages were printed: data/surveys/*.yaml into an edition."""

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Annotated, Literal

import duckdb
from pydantic import BaseModel, ConfigDict, Field

from ingest import tables, yamlfiles
from ingest.faults import Fault, InputError
from ingest.validation import People, Percent, Text, Year, unknown_source
from queries.editions import QuestionKind

Number = Annotated[int, Field(ge=1, le=999)]


class _Record(BaseModel):
    """A part of a file: no unknown keys, no silent conversion between text and numbers."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Option(_Record):
    """An answer option."""

    option_no: Number
    label: Text
    favourable: bool | None
    excludes_others: bool = False


class Answer(_Record):
    """A published share; nothing else about it was printed."""

    option_no: Number
    group_kind: Literal["all", "age6", "age3", "age2"]
    age_group: Text
    pct: Percent


class Question(_Record):
    """A question of a published survey."""

    question_id: Text
    wording: Text
    kind: QuestionKind
    options: Annotated[list[Option], Field(min_length=1)]
    answers: list[Answer]


class PublishedSurvey(_Record):
    """A survey of which only percentages were printed."""

    survey_id: Text
    year: Year | None
    title: Text
    distributed: People | None
    returned: People | None
    mode: str | None
    note: Text
    source_id: Text
    questions: list[Question]


Surveys = dict[Path, PublishedSurvey]


def read(folder: Path, sources: Collection[str] | None) -> Surveys:
    """Return the surveys of a folder by their files.

    A question may stand in several surveys, as long as its wording, kind and options are the same. `sources` are
    the known sources, or None where they cannot be told.

    Raises
    ------
    InputError
        With the faults of all files at once.
    """
    faults: list[Fault] = []
    surveys: Surveys = {}
    survey_ids: set[str] = set()
    questions: dict[str, Question] = {}
    for path in sorted(folder.glob("*.yaml")):
        loaded = yamlfiles.load(path, f"surveys/{path.name}", PublishedSurvey, faults)
        if loaded is None:
            continue
        surveys[path] = survey = loaded.record
        if survey.survey_id in survey_ids:
            problem = f"調査「{survey.survey_id}」はほかのファイルにもあります"
            faults.append(loaded.document.fault(("survey_id",), problem, "どちらかの名前を変えてください"))
        survey_ids.add(survey.survey_id)
        if sources is not None and survey.source_id not in sources:
            faults.append(loaded.document.fault(("source_id",), *unknown_source(survey.source_id)))
        for number, question in enumerate(survey.questions):
            where = ("questions", number)
            if question.question_id in {other.question_id for other in survey.questions[:number]}:
                problem = f"質問「{question.question_id}」が2回書かれています"
                faults.append(loaded.document.fault(where, problem, "どちらか一方を消してください"))
            elif not _same(question, questions.setdefault(question.question_id, question)):
                problem = f"質問「{question.question_id}」の文、種類、選択肢がほかの調査と違います"
                remedy = "同じ質問ならそろえ、違う質問なら別の名前にしてください"
                faults.append(loaded.document.fault(where, problem, remedy))
            for place, problem, remedy in _question_problems(question):
                faults.append(loaded.document.fault((*where, *place), problem, remedy))
    if faults:
        raise InputError(faults)
    return surveys


def insert(connection: duckdb.DuckDBPyConnection, surveys: Surveys) -> None:
    """Fill the tables of surveys; their sources are in the edition already."""
    questions = {
        question.question_id: question for survey in surveys.values() for question in survey.questions
    }
    for question in questions.values():
        _insert_question(connection, question)
    for path, survey in surveys.items():
        _insert_survey(connection, survey)
        answers = sum(len(question.answers) for question in survey.questions)
        tables.record_file(connection, path, f"surveys/{path.name}", "survey", answers, is_sample=False)


def _same(one: Question, other: Question) -> bool:
    return one.model_dump(exclude={"answers"}) == other.model_dump(exclude={"answers"})


def _question_problems(question: Question) -> Iterator[tuple[yamlfiles.Location, str, str]]:
    """Yield place, problem and remedy where options or answers contradict one another."""
    options = [option.option_no for option in question.options]
    for position, option_no in enumerate(options):
        if option_no in options[:position]:
            problem = f"選択肢{option_no}が2回書かれています"
            yield ("options", position), problem, "番号を変えるか、どちらか一方を消してください"
    answers = [(answer.option_no, answer.group_kind, answer.age_group) for answer in question.answers]
    for position, (option_no, _, age_group) in enumerate(answers):
        if option_no not in options:
            problem = f"選択肢{option_no}は options にありません"
            yield ("answers", position), problem, "番号を直すか、optionsに書き加えてください"
        if answers[position] in answers[:position]:
            problem = f"選択肢{option_no}の「{age_group}」が2回書かれています"
            yield ("answers", position), problem, "どちらか一方を消してください"


def _insert_question(connection: duckdb.DuckDBPyConnection, question: Question) -> None:
    described = question.model_dump(include={"question_id", "wording", "kind"})
    tables.insert(connection, "survey_questions", [described])
    options = [{"question_id": question.question_id} | option.model_dump() for option in question.options]
    tables.insert(connection, "survey_options", options)


def _insert_survey(connection: duckdb.DuckDBPyConnection, survey: PublishedSurvey) -> None:
    tables.insert(connection, "surveys", [survey.model_dump(exclude={"questions"}) | {"is_sample": False}])
    tables.insert(
        connection,
        "survey_answers",
        [
            {
                "survey_id": survey.survey_id,
                "question_id": question.question_id,
                "source_id": survey.source_id,
                "suppressed": False,
            }
            | answer.model_dump()
            for question in survey.questions
            for answer in question.answers
        ],
    )
