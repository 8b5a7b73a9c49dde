"""Whether what a survey publishes may stand beside what was published of it before, or has to wait."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ingest.faults import Fault, InputError
from ingest.surveys.answers import Tally
from ingest.surveys.earlier import AgeClasses, History, Published, Row, fingerprint, structure_of
from ingest.surveys.mapping import Survey
from ingest.surveys.protection import EVERYBODY
from ingest.surveys.register import Line
from ingest.surveys.rules import CLASSES_FILE, Rules
from stats.divide.disclosure import Question, Release, keeps_guarantee
from stats.divide.suppression import Block


@dataclass(frozen=True)
class Entering:
    """What enters an edition of a survey.

    `late` is None where these are the answers read. Otherwise rows and numbers are those of an edition before, and
    `late` says how many answers more were read; 0 where there are not more, but other ones.
    """

    rows: tuple[Row, ...]
    distributed: int | None
    returned: int | None
    late: int | None = None


def settle(
    survey: Survey,
    read: Entering,
    tallies: Mapping[str, Tally],
    rules: Rules,
    age_classes: AgeClasses,
    history: History,
    *,
    is_sample: bool,
) -> Entering:
    """Return what of a survey may enter: what was read, or what the edition before published.

    What was read enters where it says nothing new, where it leaves everything published before as it was, or where
    `stats.disclosure` proves that it can be known together with all of it. A synthetic survey with other questions
    is another survey: nobody answered either.

    Raises
    ------
    InputError
        When an edition needed to compare is gone, or when questions or age classes differ so that nothing can be
        compared.
    """
    earlier = history.of(survey.survey_id, is_sample=is_sample)
    if fingerprint(read.rows) in history.states(survey.survey_id, is_sample=is_sample):
        return read
    if gone := history.gone(survey.survey_id, is_sample=is_sample):
        raise InputError([_missing(survey, gone)])
    shown = _shown(read.rows)
    before = [_shown(one.rows) for one in earlier]
    if all(one <= shown for one in before) or any(shown <= one for one in before):
        return read
    faults = [fault for one in earlier for fault in _incomparable(survey, one, age_classes)]
    if faults:
        if is_sample:
            return read
        raise InputError(dict.fromkeys(faults))
    oldest_first = sorted(earlier, key=lambda one: one.built_at)
    releases = {one.sha256: _release(one.rows, one.returned, rules) for one in oldest_first}
    releases[fingerprint(read.rows)] = _release(read.rows, read.returned, rules)
    if keeps_guarantee(_questions(survey), len(rules.classes), list(releases.values()), rules.thresholds):
        return read
    kept = earlier[-1]
    return Entering(kept.rows, kept.distributed, kept.returned, _late(kept, read, tallies))


def is_safe_together(survey: Survey, rows: Sequence[Row], returned: int | None, rules: Rules) -> bool:
    """Return whether the rows of some questions of a survey, known together, give no hidden count away."""
    asked = {row[0] for row in rows}
    questions = {name: question for name, question in _questions(survey).items() if name in asked}
    release = _release(rows, returned, rules)
    return keeps_guarantee(questions, len(rules.classes), [release], rules.thresholds)


def _shown(rows: Iterable[Row]) -> set[Row]:
    return {row for row in rows if row[-1] is not None}


def _missing(survey: Survey, gone: Sequence[Line]) -> Fault:
    """Return the fault of a survey whose published state cannot be compared with any more."""
    editions = "、".join(dict.fromkeys(f"「{line.edition}」" for line in gone))
    return Fault(
        f"調査「{survey.survey_id}」",
        "",
        f"前に公表した版{editions}がないので、差から答えが分からないかどうかを確かめられません",
        "その版を版のフォルダーに戻すか、--after で版のファイルを指定してください",
    )


def _incomparable(survey: Survey, earlier: Published, age_classes: AgeClasses) -> Iterator[Fault]:
    """Yield what keeps a survey from being compared with what was published of it."""
    name, published = f"調査「{survey.survey_id}」", f"公表した版「{earlier.edition_id}」"
    if earlier.age_classes != age_classes:
        remedy = f"{CLASSES_FILE} を、その版を作ったときのとおりに戻してください"
        yield Fault(name, "", f"年齢の区分が、{published}と違います", remedy)
    structure = structure_of(survey)
    for question_id, described in earlier.structure.items():
        if structure.get(question_id) != described:
            problem = (
                f"質問「{question_id}」か、その選択肢や尋ねた人が、{published}と違い、回答の数も違います"
            )
            remedy = "YAMLの質問を、その版を作ったときのとおりに戻してください"
            yield Fault(name, "", problem, remedy)


def _questions(survey: Survey) -> dict[str, Question]:
    return {
        question.question_id: Question(
            tuple(option.option_no for option in question.options),
            question.kind == "single",
            frozenset(option.option_no for option in question.options if option.excludes_others),
            (question.asked_of.question_id, tuple(question.asked_of.options)) if question.asked_of else None,
        )
        for question in survey.questions
    }


def _release(rows: Iterable[Row], returned: int | None, rules: Rules) -> Release:
    blocks = rules.blocks | {EVERYBODY: tuple(range(len(rules.classes)))}
    named: dict[str, set[Block]] = {}
    for question_id, _, _, age_group, *_ in rows:
        named.setdefault(question_id, set()).add(blocks[age_group])
    shown = {
        (question_id, option_no, blocks[age_group]): (people, count)
        for question_id, option_no, _, age_group, people, count in rows
        if people is not None and count is not None
    }
    return Release(shown, {name: frozenset(of) for name, of in named.items()}, returned)


def _late(before: Published, read: Entering, tallies: Mapping[str, Tally]) -> int:
    """Return how many more answers were read than the edition before counts, 0 where there are not more."""
    published = {row[0]: row[4] for row in before.rows if row[3] == EVERYBODY and row[4] is not None}
    more = [sum(tallies[question].respondents) - people for question, people in published.items()]
    if before.returned is not None and read.returned is not None:
        more.append(read.returned - before.returned)
    return max(0, *more)
