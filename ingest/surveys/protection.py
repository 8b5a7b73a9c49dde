"""Rows of `survey_answers`: what the rule of suppression leaves of the counts of a question."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ingest.surveys.answers import Tally
from ingest.surveys.mapping import Question
from ingest.surveys.rules import KINDS, Rules
from stats.suppression import Answers, Block, protect

EVERYBODY = "全体"


@dataclass(frozen=True)
class Levels:
    """The levels of `stats.suppression` the options of a question are published at, by number.

    `alone` are the options that exclude the others.
    """

    by_option: dict[int, int]
    alone: frozenset[int]

    def of_a_question_asked_of(self, options: Iterable[int]) -> int:
        """Return the finest level a question may have that is asked of those who chose one of these options.

        It is that of these options, and that of those nobody chose together with them: the respondents of the
        question tell at least how many chose the ones, and with that at most how many are left for the others.
        """
        return max(self.by_option[number] for number in self.alone.union(options))


def answer_rows(
    question: Question, tally: Tally, rules: Rules, earlier: Mapping[str, Levels]
) -> tuple[list[dict[str, object]], Levels]:
    """Return the rows of a question, without survey and source, and the levels of its options.

    An option has one row for everybody and one per age class of the one classification it is published by. Where
    its ages are hidden, the rows of the finest classes say so; none are written where so few answered that all
    classes had to be merged. Hidden rows hold neither count nor respondents.

    A question asked of those who chose certain options of one of `earlier` is no finer than `Levels` allows.
    """
    finest = 0
    if question.asked_of:
        asked = earlier[question.asked_of.question_id]
        finest = asked.of_a_question_asked_of(question.asked_of.options)
    answers = tally.answers(question)
    everybody: Block = tuple(range(len(rules.classes)))
    rows = []
    levels: dict[int, int] = {}
    published = protect(answers, rules.classifications, rules.thresholds, finest)
    for place, (option, shown) in enumerate(zip(question.options, published, strict=True)):
        levels[option.option_no] = shown.level
        kind = KINDS[shown.level] if shown.shows_ages else KINDS[0]
        cells = [("all", EVERYBODY, everybody, shown.shows_total)]
        cells += [(kind, rules.label(block), block, shown.shows_ages) for block in shown.blocks]
        rows += [
            {"question_id": question.question_id, "option_no": option.option_no}
            | {"group_kind": group_kind, "age_group": age_group}
            | _figures(answers, place, block, is_shown=is_shown)
            for group_kind, age_group, block, is_shown in cells
        ]
    alone = (option.option_no for option in question.options if option.excludes_others)
    return rows, Levels(levels, frozenset(alone))


def _figures(answers: Answers, option: int, block: Block, *, is_shown: bool) -> dict[str, object]:
    people, count = answers.people(block), answers.count(option, block)
    return {
        "respondents": people if is_shown else None,
        "count": count if is_shown else None,
        "pct": 100 * count / people if is_shown else None,
        "suppressed": not is_shown,
    }
