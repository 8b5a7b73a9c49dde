"""The menu: every page, by topic. A topic's first page opens with the topic; the very first page answers at `/`."""

from typing import NamedTuple


class Entry(NamedTuple):
    """One page: the last part of its address, its name in the menu, and the file that draws it.

    `conditions` are the names its address may hold: what the page goes by, or keeps for the way back.
    """

    path: str
    title: str
    file: str
    conditions: tuple[str, ...] = ()


_WHICH = (
    *("basis", "years", "age", "party_type", "road_width", "motorway"),
    *("accident_type", "severity", "hours", "weather", "road_shape"),
)
_ANSWER = ("question", "option", "framing")

MENU = {
    "概要": [Entry("", "概要", "pages/overview/overview.py")],
    "目標": [
        Entry(
            "goals",
            "一覧",
            "pages/goals/goals.py",
            (
                *("view", "fiscal_year", "axis", "group"),
                *("field", "department", "public", "newness", "state", "change"),
            ),
        ),
        Entry("goals-sheet", "施策カルテ", "pages/goals/sheet.py", ("fiscal_year", "measure")),
        Entry(
            "goals-reporting",
            "報告",
            "pages/goals/reporting.py",
            ("view", "fiscal_year", "department", "compare"),
        ),
    ],
    "デジタルデバイド": [
        Entry(
            "divide",
            "年代の差と変化",
            "pages/divide/divide.py",
            ("view", *_ANSWER, "survey_year", "age", "before", "after", "points"),
        ),
        Entry(
            "divide-questions", "誰が・なぜ", "pages/divide/questions.py", ("view", "survey_year", "question")
        ),
    ],
    "交通事故": [
        Entry(
            "accidents",
            "事故マップ",
            "pages/accidents/accidents.py",
            (*_WHICH, "view", "area", "cell", "layer", "within"),
        ),
        Entry("accidents-spot", "地点カルテ", "pages/accidents/spot.py", (*_WHICH, "area", "cell")),
        Entry("accidents-patterns", "いつ・誰に", "pages/accidents/patterns.py", (*_WHICH, "view")),
        Entry("accidents-outlook", "推移と見通し", "pages/accidents/outlook.py", (*_WHICH, "view")),
    ],
    "方法と出典": [
        Entry(
            "about",
            "方法と出典",
            "pages/about/about.py",
            ("view", "fiscal_year", *_WHICH, "method", "fatal_weight"),
        )
    ],
}

MEETING = Entry("meeting", "会議", "pages/meeting/meeting.py", ("screen",))
"""The page without a menu, which the menu does not list either."""

RECORD = Entry("meeting-record", "会議の記録", "pages/meeting/record.py")
"""What meetings decided, to be read at any time; 概要 and the last screen of a meeting lead to it."""

PAGES = [*(page for pages in MENU.values() for page in pages), MEETING, RECORD]
"""Every page there is."""


def entry(path: str) -> Entry:
    """Return the page of an address."""
    return next(page for page in PAGES if page.path == path)


def is_of_another(name: str, path: str) -> bool:
    """Return whether a name is that of a condition, but of none that the page at `path` understands."""
    known = {known for page in PAGES for known in page.conditions}
    return name in known.difference(entry(path).conditions)
