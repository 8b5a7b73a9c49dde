"""Synthetic answers to the yearly survey of citizens: a CSV per survey, its mapping, and the residents by age."""

from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np
import yaml
from numpy.typing import NDArray

from ingest.faults import Fault, InputError
from ingest.sample.excel import era_year, file_bytes
from ingest.sample.settings import Question, SurveySettings, SurveyYear, read_settings

MARK = "1"  # in the column of a chosen option of a multiple question
ID_COLUMN = "回答番号"
AGE_COLUMN = "年齢"

Flags = NDArray[np.bool_]
Numbers = NDArray[np.float64]
Groups = NDArray[np.int64]


@dataclass(frozen=True)
class _Asked:
    """A question with the texts of its heading and options, and whether these are favourable."""

    question_id: str
    heading: str
    labels: list[str]
    favourable: list[bool | None]
    question: Question

    def excludes_others(self, place: int) -> bool:
        """Return whether the option at a place cannot be chosen together with another one."""
        return self.question.exclusive == place + 1

    def option_no(self, place: int) -> int:
        """Return the number of the option at a place, counted from 0."""
        return self.question.options[place].option_no or place + 1

    def offered(self, year: int) -> list[int]:
        """Return the places of the options a survey has."""
        return [
            place for place, option in enumerate(self.question.options) if year >= (option.from_year or year)
        ]


def write(folder: Path, connection: duckdb.DuckDBPyConnection, parameters: Path, seed: int) -> None:
    """Write a file for each survey, and beside it the mapping (YAML) that tells its reader what is where.

    Its columns are 回答番号, 年齢 (a class in some years, a number in others), a column per single question
    with the chosen option, and a column per option of a multiple question, headed 質問：選択肢, with 1 where
    it was chosen. Questions that were not put to a respondent, or were left blank, are empty.

    Parameters
    ----------
    folder
        Where the files go; made if it is not there.
    connection
        An edition whose tables survey_questions and survey_options hold the published surveys.
    parameters
        The folder with surveys.yaml.
    seed
        The same seed makes the same bytes.

    Raises
    ------
    InputError
        When the parameters are faulty or name a question or option that is not published.
    """
    settings = read_settings(parameters / "surveys.yaml", SurveySettings)
    questions = {name: _asked(name, question, connection) for name, question in settings.questions.items()}
    folder.mkdir(parents=True, exist_ok=True)
    for year, survey in settings.surveys.items():
        random = np.random.default_rng([seed, 2, year])
        columns = _columns(settings, survey, questions, year, _progress(settings, year), random)
        rows = list(zip(*columns.values(), strict=True))
        (folder / f"{era_year(year)}年度.csv").write_bytes(file_bytes(columns, rows))
        mapping = yaml.safe_dump(
            _mapping(settings, survey, questions, year), allow_unicode=True, sort_keys=False
        )
        (folder / f"{era_year(year)}年度.yaml").write_text(mapping, encoding="utf-8", newline="\n")


def write_population(path: Path, parameters: Path) -> None:
    """Write a file of residents by age class for every year of a survey, as `ingest.population` reads it.

    Raises
    ------
    InputError
        When the parameters are faulty.
    """
    settings = read_settings(parameters / "surveys.yaml", SurveySettings)
    youngest = settings.age_classes[0].least
    residents = settings.residents
    labels = [f"0～{youngest - 1}歳", *(age_class.label for age_class in settings.age_classes)]
    rows = []
    for year in settings.surveys:
        progress = _progress(settings, year)
        first = [residents.younger.first, *residents.by_class.first]
        last = [residents.younger.last, *residents.by_class.last]
        for label, begin, end in zip(labels, first, last, strict=True):
            rows.append([str(year), label, str(round(begin + progress * (end - begin)))])
    path.write_bytes(file_bytes(["年", "年齢", "人口"], rows))


def _progress(settings: SurveySettings, year: int) -> float:
    """Return how far a year lies between the first survey (0) and the last (1)."""
    first, last = min(settings.surveys), max(settings.surveys)
    return (year - first) / max(last - first, 1)


def _asked(name: str, question: Question, connection: duckdb.DuckDBPyConnection) -> _Asked:
    """Take the wording, labels and judgements of a published question from the edition."""
    if question.question_id is None:
        labels = [option.label or "" for option in question.options]
        favourable = [option.favourable for option in question.options]
        return _Asked(name, question.wording or "", labels, favourable, question)
    published = {
        option_no: (label, favourable)
        for option_no, label, favourable in connection.execute(
            "select option_no, label, favourable from survey_options where question_id = $question",
            {"question": question.question_id},
        ).fetchall()
    }
    missing = [
        str(option.option_no)
        for option in question.options
        if option.label is None and option.option_no not in published
    ]
    if missing:
        raise InputError(
            [
                Fault(
                    "sample/surveys.yaml",
                    f"「{question.question_id}」",
                    f"選択肢{'、'.join(missing)}が公表済みの調査にありません",
                    "data/surveysの質問番号と選択肢番号に合わせてください",
                )
            ]
        )
    ((heading,),) = connection.execute(
        "select wording from survey_questions where question_id = $question",
        {"question": question.question_id},
    ).fetchall()
    described = [
        (option.label, option.favourable) if option.label else published[option.option_no]
        for option in question.options
    ]
    labels, favourable = ([*part] for part in zip(*described, strict=True))
    return _Asked(question.question_id, heading, labels, favourable, question)


def _mapping(
    settings: SurveySettings, survey: SurveyYear, questions: dict[str, _Asked], year: int
) -> dict[str, object]:
    """Return the mapping of a survey as ingest.surveys.mapping describes it."""
    return {
        "survey_id": f"sample-{year}",
        "year": year,
        "title": f"{era_year(year)}年度 {settings.title}",
        "file": f"{era_year(year)}年度.csv",
        "distributed": settings.distributed,
        "mode": settings.mode,
        "note": settings.note,
        "id_column": ID_COLUMN,
        "age": {"column": AGE_COLUMN, "kind": "class" if survey.age == "class" else "number"},
        "questions": [_mapped(asked, questions, year) for asked in questions.values()],
    }


def _mapped(asked: _Asked, questions: dict[str, _Asked], year: int) -> dict[str, object]:
    """Return the mapping of a question."""
    offered, only_if = asked.offered(year), asked.question.only_if
    mapped: dict[str, object] = {
        "question_id": asked.question_id,
        "wording": asked.heading,
        "kind": asked.question.kind,
    }
    reworded = [text for begin, text in sorted(asked.question.reworded.items()) if begin <= year]
    if reworded:
        mapped["asked_as"] = reworded[-1]
    if asked.question.kind == "single":
        mapped["column"] = asked.heading
    else:
        mapped["columns"] = {asked.labels[place]: _column(asked, place) for place in offered}
    if only_if:
        earlier = questions[only_if.question]
        numbers = [earlier.option_no(place - 1) for place in only_if.any_of]
        mapped["asked_of"] = {"question_id": earlier.question_id, "options": numbers}
    mapped["options"] = [
        {"option_no": asked.option_no(place)}
        | {"label": asked.labels[place], "favourable": asked.favourable[place]}
        | ({"excludes_others": True} if asked.excludes_others(place) else {})
        for place in offered
    ]
    return mapped


def _column(asked: _Asked, place: int) -> str:
    """Return the heading of the column of an option."""
    return f"{asked.heading}：{asked.labels[place]}"


def _columns(
    settings: SurveySettings,
    survey: SurveyYear,
    questions: dict[str, _Asked],
    year: int,
    progress: float,
    random: np.random.Generator,
) -> dict[str, list[str]]:
    """Return the columns of one survey by heading."""
    groups = random.permutation(np.repeat(np.arange(len(settings.age_classes)), survey.respondents))
    count = len(groups)
    keenness = random.random(count)
    columns = {
        ID_COLUMN: [str(number) for number in range(1, count + 1)],
        AGE_COLUMN: _ages(settings, survey, groups, random),
    }
    chosen: dict[str, Flags] = {}
    for name, asked in questions.items():
        question = asked.question
        shares = _shares(question, year, progress)[groups]
        rank = random.random(count)
        if question.follows_habit:
            rank = np.where(random.random(count) < settings.habit, keenness, rank)
        is_single = question.kind == "single"
        flags = _single(shares, rank) if is_single else _multiple(question, shares, rank, random)
        flags[random.random(count) < settings.share_unanswered] = False
        if question.only_if:
            wanted = [place - 1 for place in question.only_if.any_of]
            flags[~chosen[question.only_if.question][:, wanted].any(axis=1)] = False
        chosen[name] = flags
        if is_single:
            columns[asked.heading] = [asked.labels[int(row.argmax())] if row.any() else "" for row in flags]
            continue
        for place in asked.offered(year):
            columns[_column(asked, place)] = [MARK if flag else "" for flag in flags[:, place]]
    return columns


def _ages(
    settings: SurveySettings, survey: SurveyYear, groups: Groups, random: np.random.Generator
) -> list[str]:
    classes = [settings.age_classes[group] for group in groups]
    if survey.age == "class":
        return [age_class.label for age_class in classes]
    return [str(random.integers(age_class.least, age_class.most + 1)) for age_class in classes]


def _shares(question: Question, year: int, progress: float) -> Numbers:
    """Return the shares (0-1) by age class and option; an option not yet offered has none."""
    first = np.array([option.first for option in question.options]).T
    last = np.array([option.last for option in question.options]).T
    offered = np.array([year >= (option.from_year or year) for option in question.options])
    shares: Numbers = (first + progress * (last - first)) / 100 * offered
    return shares


def _single(shares: Numbers, rank: Numbers) -> Flags:
    """Choose one option: low ranks the first, high ranks the last."""
    sums = np.cumsum(shares / shares.sum(axis=1, keepdims=True), axis=1)
    place = (rank[:, None] > sums[:, :-1]).sum(axis=1)
    flags: Flags = place[:, None] == np.arange(shares.shape[1])
    return flags


def _multiple(question: Question, shares: Numbers, rank: Numbers, random: np.random.Generator) -> Flags:
    """Choose any options; the exclusive one goes to the highest ranks, everybody else marks at least one."""
    drawn = random.random(shares.shape)
    if question.exclusive is None or question.most_common is None:
        freely: Flags = drawn < shares
        return freely
    exclusive, most_common = question.exclusive - 1, question.most_common - 1
    without = rank >= 1 - shares[:, exclusive]
    flags: Flags = drawn < shares / (1 - shares[:, [exclusive]])
    flags[:, exclusive] = False
    flags[~flags.any(axis=1), most_common] = True
    flags[without] = False
    flags[without, exclusive] = True
    return flags
