"""Survey answers by age, and national figures beside them."""

import pandas as pd

from queries import Connection, rows


def published_answers(connection: Connection) -> pd.DataFrame:
    """Return one row per option and group of the surveys without a printed year."""
    return rows(connection, "divide/published_answers")


def published_totals(connection: Connection) -> pd.DataFrame:
    """Return one row per survey, question and option: the whole city's answer, and a hash of every group's."""
    return rows(connection, "divide/published_totals")


def benchmarks(connection: Connection) -> pd.DataFrame:
    """Return one row per national figure that answers another question than the city's."""
    return rows(connection, "divide/benchmarks")


def surveys(connection: Connection) -> pd.DataFrame:
    """Return one row per survey with a known year, newest first, with its quality facts."""
    return rows(connection, "divide/surveys")


def questions(connection: Connection) -> pd.DataFrame:
    """Return one row per question and option asked in a survey with a known year."""
    return rows(connection, "divide/questions")


def answers_by_year(connection: Connection, *, question_id: str, option_no: int) -> pd.DataFrame:
    """Return one row per survey year and group for one option of one question."""
    return rows(connection, "divide/answers_by_year", question_id=question_id, option_no=option_no)


def answers_of_survey(connection: Connection, *, year: int) -> pd.DataFrame:
    """Return one row per question, option and group of the survey of one fiscal year."""
    return rows(connection, "divide/answers_of_survey", year=year)


def population(connection: Connection) -> pd.DataFrame:
    """Return one row per year and age class of the inhabitants; none where no population was loaded."""
    return rows(connection, "divide/population")


def answering_measures(connection: Connection, *, target: str) -> pd.DataFrame:
    """Return one row per measure linked to a page, such as divide:reasons, with why."""
    return rows(connection, "divide/answering_measures", target=target)


def protection(connection: Connection) -> pd.DataFrame:
    """Return one row per survey with a known year: how finely its options are published, and what is hidden."""
    return rows(connection, "divide/protection")


def thresholds(connection: Connection) -> pd.DataFrame:
    """Return one row per threshold of the protection of answers."""
    return rows(connection, "divide/thresholds")
