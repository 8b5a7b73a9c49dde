"""The cards of what an edition is made of, put together from findings."""

from charts.cards import Card
from charts.data import data
from findings.data.data import Contents
from queries import once


@once
def files(found: Contents, title: str) -> Card:
    """Return every file, and how its rows add up."""
    return Card(
        "files",
        title,
        None,
        alt="",
        table=data.files_table(found),
        definition="読んだ行＝載せた行＋範囲外の行＋読み込めなかった行。範囲外は、この版の範囲（市・県・全国）の外の記録です。"
        "読み取れなかった答えは、載せた行のなかで数えていない、調査の答えの数です。",
        sources=(),
    )


@once
def rejections(found: Contents, title: str) -> Card:
    """Return why rows could not be read; what is saved has every such row."""
    return Card(
        "rejections",
        title,
        None,
        alt="",
        table=data.rejections_table(found.rejections),
        saved=data.rejected_table(found.rejected),
        definition="保存すると、1行ずつの行番号と元の内容が入ります（調査の回答は、個人を守るため内容を残しません）。",
        sources=(),
    )


@once
def noticed(found: Contents, title: str) -> Card:
    """Return what was noticed while reading."""
    return Card(
        "findings",
        title,
        None,
        alt="",
        table=data.noticed_table(found.noticed),
        definition="行は載せましたが、知っておくべきことです。知らないコードは「不明（コード）」として数えています。",
        sources=(),
    )


@once
def notes(found: Contents, title: str) -> Card:
    """Return the remarks on the plan's text."""
    return Card(
        "notes",
        title,
        None,
        alt="",
        table=data.notes_table(found.notes),
        definition="計画の数字を読むときの注意です。数字は計画のとおりに載せています。",
        sources=(),
    )


@once
def sources(found: Contents, title: str) -> Card:
    """Return all sources with their terms."""
    return Card(
        "sources",
        title,
        None,
        alt="",
        table=data.sources_table(found.sources),
        definition="数字を使うときは、出典の利用条件に従ってください。",
        sources=(),
    )
