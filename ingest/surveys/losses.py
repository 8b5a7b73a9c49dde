"""What of a file of answers cannot be counted, and when that is no matter of chance.

A row that cannot be read here and there leaves shares as they are. Where it is always the same people (everybody of
an age written in another way, everybody who wrote something beside その他), shares and whole classes would be wrong
without a word, so the build stops and says which line of the mapping is missing.

What stood there is told only where at least as many people wrote it as may be published, else the lines.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import yaml

from ingest.faults import Fault
from ingest.surveys import ages
from ingest.surveys.mapping import RowSurvey
from ingest.surveys.rules import Rules
from ingest.texts import plain
from ingest.validation import shown
from ingest.yamlfiles import Document, Location

ONE_IN = 20
"""More than one row in so many must not be lost for one reason, nor of the answers of an age class to a question."""

ALIKE = 3
"""So many rows must not be lost that have the same age or answer written, from a question with an empty option, or
more than one in ONE_IN of an age class; fewer are chance."""

AGE: Location = ("age",)

_MOST_SHOWN = 10  # words, or lines, in one sentence


@dataclass(frozen=True)
class Cause:
    """Why something cannot be counted, and what to do where it befalls many; both in Japanese."""

    reason: str
    remedy: str


_LEFT_OUT = "数えない人なら、その書き方をageのleft_outに書き加えてください"

NO_AGE = Cause(
    "年齢の答えがない",
    "年齢の列を確かめ、この人たちを除くなら、ageに left_out: [無回答] を書き加えてください",
)
AGE_CLASS = Cause(
    "年齢の区分が、決められた区分のどれでもない",
    "ageのclassesに、「その書き方: 区分」の形で書き加えてください",
)
AGE_YEARS = Cause("年齢を数として読み取れない", f"35や35歳のように直すか、{_LEFT_OUT}")
LONG_ROW = Cause("値の数が見出しの列の数より多い", "見出しの行と、コンマや引用符の過不足を直してください")
REPEATED = Cause(
    "回答の番号がほかの行と同じ", "id_columnを、人ごとに違う番号の列に直すか、行ごと消してください"
)
OPTION = Cause(
    "選択肢にない答え",
    "選択肢の書き方の違いならその選択肢のwrittenに書き加え、自由に書いた答えなら「その他」の選択肢に"
    " other: true を書き加えてください（答えのないことを表す言葉ならno_answerに書き加え、"
    "いくつも選べる質問で区切りが違うなら、separatorを直してください）",
)
MARK = Cause(
    "選択肢の列に、印として読めないものがある",
    "選んだ印ならその選択肢のwrittenに、選ばなかった印ならno_answerに書き加え、自由に書いた答えなら「その他」の選択肢に"
    " other: true を書き加えてください",
)
EXCLUDING = Cause(
    "一緒に選べない選択肢が選ばれている", "一緒に選べる選択肢なら、excludes_others: true を消してください"
)


def out_of_range(least: int, most: int) -> Cause:
    """Return the cause of an age outside all classes."""
    return Cause(f"年齢が{least}～{most}歳の範囲にない", f"年齢の列かどうかを確かめ、{_LEFT_OUT}")


@dataclass(frozen=True, slots=True)
class Loss:
    """A row, or the answer to one question in it, that is not counted.

    `question` is the place of the question in the mapping, None for a row; `where` is the part of the mapping that
    reads it, `words` is what stood there. `age` is the place of the finest age class, None for a row.
    """

    line: int
    where: Location
    question: int | None
    cause: Cause
    words: tuple[str, ...]
    age: int | None = None


def not_random(
    losses: Iterable[Loss],
    survey: RowSurvey,
    document: Document,
    rows: int,
    answered: Sequence[Sequence[int]],
    has_empty_option: Sequence[bool],
    rules: Rules,
) -> Iterator[Fault]:
    """Yield a fault for every reason that does not befall rows by chance.

    These are: every answer of a question, an age or answer written alike by three or more, three answers of a question
    of which an option was chosen by nobody (theirs may be what is written otherwise), or more than a twentieth of the
    rows, or of the answers to a question of any age class that is published. The rows of a question that was put to
    a part are those with an answer to it.

    Parameters
    ----------
    losses
        What was lost.
    survey, document
        The mapping, and the file it stands in.
    rows
        How many rows there are to count.
    answered
        By question and finest age class, how many answers were counted.
    has_empty_option
        By question, whether nobody chose one of its options.
    rules
        Age classes and thresholds.
    """
    groups: defaultdict[tuple[Location, int | None, Cause], list[Loss]] = defaultdict(list)
    for loss in losses:
        groups[loss.where, loss.question, loss.cause].append(loss)
    lost_of = Counter((loss.question, loss.age) for lost in groups.values() for loss in lost)
    for (where, question, cause), lost in groups.items():
        of, is_whole, ages_lost = rows, len(lost) == rows, ""
        given: list[int] = []
        if question is not None:
            given = [counted + lost_of[question, age] for age, counted in enumerate(answered[question])]
            is_whole = not any(answered[question])
            if survey.questions[question].asked_of:
                of = sum(given)
        is_option = question is not None and has_empty_option[question] and cause == OPTION
        if not (is_whole or len(lost) * ONE_IN > of or (is_option and len(lost) >= ALIKE)):
            alike = list(_written_alike(lost))
            lost, ages_lost = (alike, "") if alike else _of_ages(lost, given, rules)
        if lost:
            described = _described(lost, cause, survey, rules, is_whole=is_whole, ages_lost=ages_lost)
            yield document.fault(where, *described)


def _written_alike(lost: Sequence[Loss]) -> Iterator[Loss]:
    """Yield the rows of which others have the same age or answer written."""
    written = Counter(plain(word) for loss in lost for word in loss.words)
    for loss in lost:
        if any(written[plain(word)] >= ALIKE for word in loss.words):
            yield loss


def _of_ages(lost: Sequence[Loss], given: Sequence[int], rules: Rules) -> tuple[list[Loss], str]:
    """Return the answers of the age classes that lost too many, and the names of these classes.

    `given` is by finest class how many answered, be it counted or lost. Finer classes come first: a coarser one is
    looked at where no finer one has lost enough.
    """
    for classification in rules.classifications:
        too_many = []
        for block in classification:
            there = [loss for loss in lost if loss.age in block]
            if len(there) >= ALIKE and len(there) * ONE_IN > sum(given[age] for age in block):
                too_many.append((block, there))
        if too_many:
            labels = "と".join(rules.label(block) for block, _ in too_many)
            return [loss for _, there in too_many for loss in there], labels
    return [], ""


def _described(
    lost: Sequence[Loss], cause: Cause, survey: RowSurvey, rules: Rules, *, is_whole: bool, ages_lost: str
) -> tuple[str, str]:
    """Return problem and remedy, with the words that so many wrote that they may be told, and the lines of others.

    `ages_lost` are the age classes that lost more than chance would take, if it is they who did.
    """
    spelt = {plain(word): word for loss in lost for word in loss.words}
    people = Counter(word for loss in lost for word in dict.fromkeys(map(plain, loss.words)))
    told = [word for word, wrote in people.most_common() if wrote >= rules.thresholds.least_respondents]
    lines = [loss.line for loss in lost if not loss.words or set(map(plain, loss.words)).difference(told)]
    written = [_listed([f"「{shown(' '.join(spelt[word].split()))}」" for word in told])] if told else []
    written += [_listed([f"{line}行目" for line in lines])] if lines else []
    what = "の答え" if lost[0].question is not None else ""
    count = f"{survey.file}の" + (f"すべての行{what}" if is_whole else f"{len(lost):,}行{what}")
    if ages_lost:
        count = f"{survey.file}で、{ages_lost}の人に偏って、{len(lost):,}行の答え"
    problem = f"{count}を数えられません（{cause.reason}：{'、ほかに'.join(written)}）"
    return problem, _age_remedy(cause, [spelt[word] for word in told], rules) or cause.remedy


def _listed(items: Sequence[str]) -> str:
    return "、".join(items[:_MOST_SHOWN]) + ("など" if len(items) > _MOST_SHOWN else "")


def _age_remedy(cause: Cause, told: Sequence[str], rules: Rules) -> str | None:
    """Return the very line to add where the ages that may be told are all of one class each, else None."""
    if cause not in (AGE_CLASS, AGE_YEARS) or not told:
        return None
    if cause == AGE_CLASS and all((ages.years(word) or 0) >= rules.classes[0].least for word in told):
        return "年齢が数で書いてあるので、ageを kind: number にしてください"
    classes = {word: ages.class_of(word, rules) for word in told}
    if None in classes.values():
        return None
    missing = {word: label for word, label in classes.items() if plain(word) != plain(label or "")}
    line = yaml.safe_dump(missing, allow_unicode=True, default_flow_style=True, sort_keys=False, width=10**6)
    kind = "ageを kind: class に" if cause == AGE_YEARS else ""
    if not missing:
        return f"{kind}してください"
    add = f"ageに classes: {line.strip()} を書き加えてください（数えない人の書き方は left_out に）"
    return f"{kind}し、{add}" if kind else add
