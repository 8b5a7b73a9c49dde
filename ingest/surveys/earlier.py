"""What editions published of surveys before: read where they are there, known by hash where they are gone."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import duckdb

from ingest.faults import Fault, InputError
from ingest.surveys import register
from ingest.surveys.mapping import Survey
from ingest.surveys.register import Line
from queries.editions import SUFFIX, UnreadableEditionError, opened

Row = tuple[str, int, str, str, int | None, int | None]
"""Question, option, kind of group, age group, respondents and count; None where these are hidden."""

Structure = dict[str, tuple[object, ...]]
"""By question: kind, who was asked, and number, label and exclusion of every option."""

AgeClasses = list[tuple[object, ...]]
"""Classification, name and bounds of every age class."""

_OVERTAKEN = "作っているあいだに、ほかの版がこの調査を公表しました"


@dataclass(frozen=True)
class Published:
    """A survey as an edition published it."""

    survey_id: str
    edition_id: str
    built_at: datetime
    is_sample: bool
    distributed: int | None
    returned: int | None
    rows: tuple[Row, ...]
    structure: Structure = field(hash=False)
    age_classes: AgeClasses = field(hash=False)

    @property
    def sha256(self) -> str:
        """Return the fingerprint of its rows."""
        return fingerprint(self.rows)


def fingerprint(rows: Iterable[Row]) -> str:
    """Return the SHA-256 over published rows, in whatever order they stand."""
    ordered = sorted(rows, key=lambda row: row[:4])
    return hashlib.sha256(json.dumps(ordered, ensure_ascii=False).encode()).hexdigest()


def age_classes_of(connection: duckdb.DuckDBPyConnection) -> AgeClasses:
    """Return the age classes of an edition."""
    return connection.execute(
        "select group_kind, age_group, least, most from age_classes order by all"
    ).fetchall()


def structure_of(survey: Survey) -> Structure:
    """Return what the questions of a mapping are, as `Published.structure` has it."""
    return {
        question.question_id: (
            question.kind,
            question.asked_of and question.asked_of.question_id,
            question.asked_of and question.asked_of.options,
            sorted((option.option_no, option.label, option.excludes_others) for option in question.options),
        )
        for question in survey.questions
    }


class History:
    """What was published of surveys before a build, and what the build lets in.

    Answers of people and synthetic ones are never compared with each other, even in an edition that holds both.
    """

    def __init__(self, folders: Iterable[Path] = (), named: str | None = None) -> None:
        """Read the editions and registers of the folders, and the edition of that id or path.

        Raises
        ------
        InputError
            When the named edition cannot be read, or a register is faulty.
        """
        self._folders = list(dict.fromkeys(folder.resolve() for folder in folders))
        self._named = _named(named, self._folders) if named else []
        self._published, self._listed = self._read()
        self._entered: dict[tuple[str, bool], str] = {}

    def of(self, survey_id: str, *, is_sample: bool) -> list[Published]:
        """Return what editions published of a survey.

        The last one is of the edition before: the named one where it holds the survey, else the newest that does.
        """
        return [one for one in self._published if (one.survey_id, one.is_sample) == (survey_id, is_sample)]

    def states(self, survey_id: str, *, is_sample: bool) -> set[str]:
        """Return the fingerprints of everything published of a survey, also by editions that are gone."""
        listed = {line.sha256 for line in self._lines(survey_id, is_sample=is_sample)}
        return listed | {one.sha256 for one in self.of(survey_id, is_sample=is_sample)}

    def gone(self, survey_id: str, *, is_sample: bool) -> list[Line]:
        """Return the published states of a survey of which no edition is left."""
        left = {one.sha256 for one in self.of(survey_id, is_sample=is_sample)}
        return [line for line in self._lines(survey_id, is_sample=is_sample) if line.sha256 not in left]

    def let_in(self, survey_id: str, rows: Iterable[Row], *, is_sample: bool) -> None:
        """Note what the build publishes of a survey."""
        self._entered[survey_id, is_sample] = fingerprint(rows)

    @property
    def after(self) -> list[str]:
        """Return the editions before, by the surveys let in."""
        held = [self.of(survey_id, is_sample=is_sample) for survey_id, is_sample in self._entered]
        return sorted({surveys[-1].edition_id for surveys in held if surveys})

    @contextmanager
    def publishing(self, folder: Path, edition_id: str) -> Iterator[None]:
        """Let nobody else publish surveys in a folder while the block does, and register them when it is done.

        Raises
        ------
        InputError
            When another build published something else of a survey in the meantime.
        """
        if all(is_sample for _, is_sample in self._entered):
            yield
            return
        with register.locked(folder):
            self._refuse_overtaken()
            yield
            surveys = [survey_id for survey_id, is_sample in self._entered if not is_sample]
            lines = [
                Line(survey_id=survey_id, edition=one.edition_id, sha256=one.sha256)
                for survey_id in surveys
                for one in self.of(survey_id, is_sample=False)
            ]
            lines += [
                Line(survey_id=survey_id, edition=edition_id, sha256=self._entered[survey_id, False])
                for survey_id in surveys
            ]
            register.add(folder, lines)

    def _read(self) -> tuple[list[Published], list[Line]]:
        """Return what the folders' editions and the named one publish, that one's last, and the registers' lines."""
        files = [path for folder in self._folders for path in sorted(folder.glob(f"*{SUFFIX}"))]
        found = [one for path in files for one in read(path) or []]
        found.sort(key=lambda one: (one.built_at, one.edition_id))
        named = {one.edition_id for one in self._named}
        published = [one for one in found if one.edition_id not in named] + self._named
        return published, [line for folder in self._folders for line in register.read(folder)]

    def _lines(self, survey_id: str, *, is_sample: bool) -> list[Line]:
        return [line for line in self._listed if line.survey_id == survey_id and not is_sample]

    def _refuse_overtaken(self) -> None:
        known = {
            key: self.states(key[0], is_sample=key[1]) | {sha256} for key, sha256 in self._entered.items()
        }
        self._published, self._listed = self._read()
        faults = [
            Fault(f"調査「{survey_id}」", "", _OVERTAKEN, "もう一度作ってください")
            for (survey_id, is_sample), states in known.items()
            if self.states(survey_id, is_sample=is_sample) - states
        ]
        if faults:
            raise InputError(faults)


def _named(named: str, folders: Iterable[Path]) -> list[Published]:
    """Return what an edition given by path, or by its id in one of the folders, publishes of surveys.

    Raises
    ------
    InputError
        When there is no such edition.
    """
    inside = [folder / f"{named}{SUFFIX}" for folder in folders]
    found = next((path for path in (Path(named), *inside) if path.is_file()), None)
    surveys = read(found) if found else None
    if surveys is None:
        problem = "版として読めません" if found else "版が見つかりません"
        raise InputError(
            [Fault("--after", f"「{named}」", problem, "版の名前か、版のファイルを確かめてください")]
        )
    return surveys


def read(path: Path) -> list[Published] | None:
    """Return the surveys an edition publishes counts of; None where the file cannot be read as an edition.

    Only columns whose names and meaning stay are read, whatever the schema version: an edition that pages no longer
    show was published all the same.
    """
    try:
        with opened(path) as connection:
            return _surveys(connection)
    except (UnreadableEditionError, duckdb.Error, IndexError):
        return None


def _surveys(connection: duckdb.DuckDBPyConnection) -> list[Published]:
    def fetch(query: str) -> list[tuple[object, ...]]:
        return connection.execute(query).fetchall()

    edition_id, built_at = connection.execute("select edition_id, built_at from edition").fetchall()[0]
    age_classes = age_classes_of(connection)
    questions = {
        name: tuple(described)
        for name, *described in fetch(
            "select question_id, kind, asked_of, asked_of_options from survey_questions"
        )
    }
    options: dict[object, list[tuple[object, ...]]] = {}
    for name, *option in fetch(
        "select question_id, option_no, label, excludes_others from survey_options order by option_no"
    ):
        options.setdefault(name, []).append(tuple(option))
    rows: dict[str, list[Row]] = {}
    for survey_id, *row in connection.execute(
        "select survey_id, question_id, option_no, group_kind, age_group, respondents, count from survey_answers"
        " inner join surveys using (survey_id) where year is not null order by all"
    ).fetchall():
        rows.setdefault(survey_id, []).append(tuple(row))
    surveys = connection.execute(
        "select survey_id, is_sample, distributed, returned from surveys order by survey_id"
    ).fetchall()
    return [
        Published(
            survey_id,
            edition_id,
            built_at,
            is_sample,
            distributed,
            returned,
            tuple(rows[survey_id]),
            _structure(rows[survey_id], questions, options),
            age_classes,
        )
        for survey_id, is_sample, distributed, returned in surveys
        if survey_id in rows
    ]


def _structure(
    rows: Iterable[Row],
    questions: Mapping[object, tuple[object, ...]],
    options: Mapping[object, Sequence[tuple[object, ...]]],
) -> Structure:
    """Return the questions of a survey with the options it has rows of."""
    asked: dict[str, set[int]] = {}
    for question, option, *_ in rows:
        asked.setdefault(question, set()).add(option)
    return {
        question: (*questions[question], [option for option in options[question] if option[0] in numbers])
        for question, numbers in asked.items()
    }
