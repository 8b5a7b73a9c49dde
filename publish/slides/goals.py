"""The slides of the plan's goals, of the newest year with a report: fields, decisions, series, themes, changes."""

from charts import words
from charts.goals import cards, states
from findings.goals import plan, trajectory
from findings.goals.board import groups, needing_decision
from findings.goals.reporting import by_field, due
from findings.goals.states import measure_states, overall, reporting_years, sources
from findings.goals.themes import themes
from findings.goals.years import over_years, shown_years
from publish.notes import plan_source
from publish.slides.topic import Topic
from queries import Connection

DRAWN = 2
"""Series of the most urgent measures that are drawn."""


def topic(connection: Connection) -> Topic:
    """Return the goals as slides."""
    year = reporting_years(connection)[0]
    measures, when = measure_states(connection, year), words.fiscal_year(year)
    found, urgent = overall(measures, year), needing_decision(measures)
    of_plan = [plan_source(connection)]
    told = [f"年度：{when}"], [*of_plan, *sources(measures)]
    worst = [one.judged.worst for one in urgent.urgent]
    drawn = [one for one in worst if one is not None and one.judgement.value is not None][:DRAWN]
    thresholds = plan.thresholds(connection)
    recommendations = themes(connection, "recommendation", measures)
    return Topic(
        question="計画の目標に、どこまで近づいたか",
        answer=states.answer(found),
        grounds=[states.goals_sentence(found)],
        conditions=told[0],
        cards=[
            cards.fields(groups(measures, "field"), *told),
            cards.decisions(urgent, *told),
            *(
                cards.series(trajectory.work(connection, one, year, thresholds), year, of_plan)
                for one in drawn
            ),
            *([cards.of_themes(recommendations, when, *told)] if recommendations else []),
            cards.changes(over_years(connection, shown_years(connection), year), when, *told),
            cards.reported_by_field(by_field(due(connection, measures, year)), *told),
        ],
    )
