"""Whether a survey says the same of sources, questions and options as those before it."""

from collections.abc import Iterator

import duckdb

from ingest.surveys.mapping import Problem, Survey
from ingest.validation import unknown_source


class Known:
    """What the edition and the surveys read so far hold: sources, surveys, questions, options, who asked what."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        def rows(query: str) -> list[tuple[str, ...]]:
            return connection.execute(query).fetchall()

        self._sources = {source for (source,) in rows("select source_id from sources")}
        self._surveys = {survey for (survey,) in rows("select survey_id from surveys")}
        self._questions: dict[object, tuple[str, str, object]] = {
            question: (wording, kind, (asked_of, options) if asked_of else None)
            for question, wording, kind, asked_of, options in rows(
                "select question_id, wording, kind, asked_of, asked_of_options from survey_questions"
            )
        }
        self._options: dict[object, tuple[str, object, object]] = {
            (question, number): (label, favourable, excludes_others)
            for question, number, label, favourable, excludes_others in rows(
                "select question_id, option_no, label, favourable, excludes_others from survey_options"
            )
        }
        self._years: dict[object, str] = dict(
            connection.execute("select year, survey_id from surveys where year is not null").fetchall()
        )

    def problems(self, survey: Survey) -> Iterator[Problem]:
        """Yield where a survey says something else than those before it, and remember what it says."""
        if survey.survey_id in self._surveys:
            problem = f"調査「{survey.survey_id}」はほかにもあります"
            yield ("survey_id",), problem, "違う調査なら別の名前にし、同じ調査なら一方のYAMLを消してください"
        self._surveys.add(survey.survey_id)
        if survey.source_id is not None and survey.source_id not in self._sources:
            yield ("source_id",), *unknown_source(survey.source_id)
        other = self._years.setdefault(survey.year, survey.survey_id)
        if other != survey.survey_id:
            problem = f"{survey.year}年度の調査は「{other}」がすでにあります"
            yield ("year",), problem, "年度を直すか、一方の調査だけにしてください"
        for place, question in enumerate(survey.questions):
            where = ("questions", place)
            asked_of = question.asked_of
            who = (asked_of.question_id, asked_of.options) if asked_of else None
            wording, kind, others = self._questions.setdefault(
                question.question_id, (question.wording, question.kind, who)
            )
            if (wording, kind) != (question.wording, question.kind):
                problem = f"質問「{question.question_id}」が、ほかの調査の「{wording}」（{kind}）と違います"
                remedy = (
                    "同じ質問ならそろえ（言い方だけが変わったなら、変えた文をasked_asに書き）、"
                    "違う質問なら別のquestion_idにしてください"
                )
                yield where, problem, remedy
            elif others != who:
                problem = f"質問「{question.question_id}」を尋ねた人（asked_of）が、ほかの調査と違います"
                yield where, problem, "同じ質問ならそろえ、違う質問なら別のquestion_idにしてください"
            for number, option in enumerate(question.options):
                here = (question.question_id, option.option_no)
                described = (option.label, option.favourable, option.excludes_others)
                named = self._options.setdefault(here, described)
                if named != described:
                    problem = f"選択肢{option.option_no}が、ほかの調査の「{named[0]}」と違います"
                    remedy = "同じ選択肢ならlabel、favourable、excludes_othersをそろえ、違うなら別の番号にしてください"
                    yield (*where, "options", number), problem, remedy
