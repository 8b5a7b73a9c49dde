"""The menu: every page, by topic. A topic's first page opens with the topic; the very first page answers at `/`."""

from typing import NamedTuple


class Entry(NamedTuple):
    """One page: the last part of its address, its name in the menu, and the file that draws it."""

    path: str
    title: str
    file: str


MENU = {
    "概要": [Entry("", "概要", "pages/overview/overview.py")],
    "目標の進捗": [
        Entry("goals", "進捗一覧", "pages/goals/goals.py"),
        Entry("goals-sheet", "施策カルテ", "pages/goals/sheet.py"),
        Entry("goals-years", "年度の推移", "pages/goals/years.py"),
        Entry("goals-editions", "版の比較", "pages/goals/editions.py"),
        Entry("goals-reporting", "報告の状況", "pages/goals/reporting.py"),
        Entry("goals-themes", "提言・目標", "pages/goals/themes.py"),
        Entry("goals-methods", "判定の方法", "pages/goals/sensitivity.py"),
    ],
    "デジタルデバイド": [
        Entry("divide", "年代による差", "pages/divide/divide.py"),
        Entry("divide-change", "差は縮まったか", "pages/divide/change.py"),
        Entry("divide-questions", "誰が使っていないか", "pages/divide/questions.py"),
        Entry("divide-reasons", "使わない理由と施策", "pages/divide/reasons.py"),
        Entry("divide-method", "方法と秘匿", "pages/divide/disclosure.py"),
    ],
    "交通事故": [
        Entry("accidents", "どこで・何件", "pages/accidents/accidents.py"),
        Entry("accidents-hotspots", "集中する地点", "pages/accidents/hotspots.py"),
        Entry("accidents-spot", "地点カルテ", "pages/accidents/spot.py"),
        Entry("accidents-patterns", "いつ・誰に・どのように", "pages/accidents/patterns.py"),
        Entry("accidents-neighbours", "周りとの比較", "pages/accidents/neighbours.py"),
        Entry("accidents-overlays", "通学路・学校など", "pages/accidents/overlays.py"),
        Entry("accidents-outlook", "見通し", "pages/accidents/outlook.py"),
        Entry("accidents-methods", "手法の比較", "pages/accidents/rankings.py"),
        Entry("accidents-about", "方法", "pages/accidents/backtest.py"),
    ],
    "データ": [Entry("data", "データ", "pages/data/data.py")],
}
