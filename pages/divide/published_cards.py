"""What the plan and the nation published: figures without a year or a number of respondents."""

from collections.abc import Sequence

import streamlit as st

from charts import words
from charts.divide import published
from findings.divide.published import National, Published, adverse, favourable, national
from pages.frame import card, session


def draw(listed: Sequence[Published]) -> None:
    """Draw what the plan printed."""
    used = favourable(listed)
    left, right = st.columns(2)
    with left:
        draw_never(listed)
    with right:
        card.draw(
            "used",
            "使った人が少なかったサービス（市全体）",
            published.services(used),
            alt=published.services_in_words(used),
            table=published.published_table(used),
            definition="計画11ページに印刷された割合。目盛りは小さい割合に合わせて広げてあります。公共施設予約システムは、もともと使う人が限られます。",
            sources=_sources(used),
        )


def draw_never(listed: Sequence[Published]) -> None:
    """Draw who used nothing, as the plan printed it."""
    never = adverse(listed)
    card.draw(
        "never",
        "情報サービスを使ったことがない人の割合（年不明）",
        published.published(never),
        alt=published.published_in_words(never),
        table=published.published_table(never),
        definition="計画11ページに印刷された割合。誤差の範囲と、ほかの年代の割合は、計画に書かれていません。"
        "令和4年3月以前（年不明）の値のため、年の軸には置きません。",
        sources=_sources(never),
    )


def draw_national() -> None:
    """Draw the national figures, which answer another question."""
    st.html(
        '<p class="note">国の調査は、市の調査とは別のことを尋ねています。'
        "市の割合と高い・低いを比べることはできません。</p>"
    )
    for column, listed in zip(st.columns([3, 2]), national(session.database()), strict=False):
        with column:
            card.draw(
                f"benchmark_{listed[0].series}",
                f"全国：{listed[0].series_label}",
                published.benchmark(listed),
                alt=published.benchmark_in_words(listed),
                table=published.benchmark_table(listed),
                definition=words.sentence(published.benchmark_notes(listed)),
                sources=_sources(listed),
            )


def _sources(listed: Sequence[Published] | Sequence[National]) -> list[str]:
    return list(dict.fromkeys(one.source_id for one in listed))
