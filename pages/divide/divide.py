"""Is anyone left behind?"""

import streamlit as st

from charts import words
from charts.divide import published as charts
from charts.divide import quality
from pages.divide import divide_cards
from pages.frame import card, session
from queries import divide

st.title("デジタルの便利さは、すべての年代に届いているか", anchor=False)
answers = divide.published_answers(session.database())
has_surveys = divide_cards.draw()
if answers.empty:
    if not has_surveys:
        st.info("この版には、年代別の調査結果がありません。調査の結果を加えて版を作り直すと表示されます。")
    st.stop()

if has_surveys:
    st.header("参考：計画に載った値（令和4年3月以前・年不明）", anchor=False)
never = answers[answers["favourable"].eq(False)]
used = answers[answers["favourable"].eq(True)]
st.html(f'<p class="answer">{charts.answer(never)}</p>')
if has_surveys:
    st.html(f'<p class="note">{answers["note"].iloc[0]}</p>')
left, right = st.columns(2)
with left:
    card.draw(
        "never",
        "情報サービスを使ったことがない人の割合",
        charts.published(never),
        alt=charts.published_in_words(never),
        table=charts.published_table(never),
        definition="計画11ページに印刷された割合。誤差の範囲と、ほかの年代の割合は、計画に書かれていません。"
        "令和4年3月以前（年不明）の値のため、年の軸には置きません。",
        sources=never["source_id"].unique(),
    )
with right:
    card.draw(
        "used",
        "使った人が少なかったサービス（市全体）",
        charts.services(used),
        alt=charts.services_in_words(used),
        table=charts.published_table(used),
        definition="計画11ページに印刷された割合。目盛りは小さい割合に合わせて広げてあります。公共施設予約システムは、もともと使う人が限られます。",
        sources=used["source_id"].unique(),
    )

if not has_surveys:
    divide_cards.draw_quality(
        answers.iloc[0].reindex(["title", "note", "distributed", "returned", "mode"]), quality.NONE_BEFORE
    )

benchmarks = divide.benchmarks(session.database())
st.header("参考：別の質問", anchor=False)
st.html(
    '<p class="note">国の調査は、市の調査とは別のことを尋ねています。年代による差の形を知る参考にとどめ、'
    "市の割合と高い・低いを比べることはできません。</p>"
)
for column, (series, rows) in zip(st.columns([3, 2]), benchmarks.groupby("series"), strict=False):
    with column:
        card.draw(
            f"benchmark_{series}",
            f"全国：{rows['series_label'].iloc[0]}",
            charts.benchmark(rows, charts.age_order(rows)),
            alt=charts.benchmark_in_words(rows),
            table=charts.benchmark_table(rows),
            definition=words.sentence(charts.benchmark_notes(rows)),
            sources=rows["source_id"].unique(),
        )
