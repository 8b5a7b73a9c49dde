"""Rows of `survey_answers`: what the rule of suppression leaves of the counts of a question."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from ingest.surveys.answers import Tally
from ingest.surveys.earlier import Row
from ingest.surveys.mapping import Question
from ingest.surveys.rules import KINDS, Rules
from stats.divide.suppression import Answers, Block, Published, protect

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
    question: Question, tally: Tally, rules: Rules, earlier: Mapping[str, Levels], least: int = 0
) -> tuple[list[Row], Levels]:
    """Return the rows of a question and the levels of its options.

    An option has one row for everybody and one per age class of the one classification it is published by. Where
    its ages are hidden, the rows of the finest classes say so; none are written where so few answered that all
    classes had to be merged. Hidden rows hold neither count nor respondents. A class in which nobody answered is
    merged with no other one: its row says that it has 0 respondents, and has no percentage. Not so in a question
    asked of a part: that nobody of a class was asked tells what all of them answered before.

    A question asked of those who chose certain options of one of `earlier` is no finer than `Levels` allows, nor
    than the level `least`.
    """
    finest = 0
    if question.asked_of:
        asked = earlier[question.asked_of.question_id]
        finest = max(least, asked.of_a_question_asked_of(question.asked_of.options))
    answers = tally.answers(question)
    if question.asked_of:
        published = protect(answers, rules.classifications, rules.thresholds, finest)
    else:
        published = _protected(answers, rules, finest)
    everybody: Block = tuple(range(len(rules.classes)))
    rows: list[Row] = []
    levels: dict[int, int] = {}
    for place, (option, shown) in enumerate(zip(question.options, published, strict=True)):
        levels[option.option_no] = shown.level
        kind = KINDS[shown.level] if shown.shows_ages else KINDS[0]
        cells = [("all", EVERYBODY, everybody, shown.shows_total)]
        cells += [(kind, rules.label(block), block, shown.shows_ages) for block in shown.blocks]
        for group_kind, age_group, block, is_shown in cells:
            figures = (answers.people(block), answers.count(place, block)) if is_shown else (None, None)
            rows.append((question.question_id, option.option_no, group_kind, age_group, *figures))
    alone = (option.option_no for option in question.options if option.excludes_others)
    return rows, Levels(levels, frozenset(alone))


def _protected(answers: Answers, rules: Rules, finest: int) -> list[Published]:
    """Return what may be published of every option, the classes without a respondent as blocks of their own."""
    kept = [place for place, people in enumerate(answers.respondents) if people]
    if len(kept) in (0, len(answers.respondents)):
        return protect(answers, rules.classifications, rules.thresholds, finest)
    answered = replace(
        answers,
        respondents=tuple(answers.respondents[place] for place in kept),
        counts=tuple(tuple(row[place] for place in kept) for row in answers.counts),
    )
    classifications = [
        tuple(tuple(kept.index(place) for place in block if place in kept) for block in blocks)
        for blocks in rules.classifications
    ]
    published = protect(
        answered,
        [tuple(block for block in blocks if block) for blocks in classifications],
        rules.thresholds,
        finest,
    )
    return [replace(one, blocks=_with_empty(one, kept, rules)) for one in published]


def _with_empty(shown: Published, kept: list[int], rules: Rules) -> tuple[Block, ...]:
    """Return the blocks to show with those in which nobody answered; a merged one covers what lies within it."""
    if not shown.blocks:
        return ()
    level = shown.level if shown.shows_ages else 0
    merged = [range(kept[block[0]], kept[block[-1]] + 1) for block in shown.blocks]
    whole = [block for block in rules.classifications[level] if set(block) & set(kept)]
    widened = [
        tuple(sorted({*span, *(place for block in whole if set(block) & set(span) for place in block)}))
        for span in merged
    ]
    covered = {place for block in widened for place in block}
    empty = [block for block in rules.classifications[level] if not set(block) & covered]
    return tuple(sorted([*widened, *empty]))
