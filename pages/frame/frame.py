"""The frame of every page: style, sample banner, menu with the edition's badge, and the footer."""

import html
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import Page

from charts import scopes, words
from findings.records import accident_records
from pages.frame import cookie, refusals, session
from queries import editions, opened
from queries.editions import UnreadableEditionError

_STYLE = (Path(__file__).parent / "style.css").read_text(encoding="utf-8")
_PRINT_STYLE = (Path(__file__).parent / "print.css").read_text(encoding="utf-8")


def open_frame(menu: dict[str, list[Page]], current: Page) -> None:
    """Draw what stands above every page; stop with words where there is no edition to show.

    `menu` has the pages of every topic, the topic's first page first.
    """
    st.html(f"<style>{_STYLE}{_PRINT_STYLE if session.is_print() else ''}</style>")
    try:
        session.begin()
    except session.NoEditionError:
        _welcome()
        st.stop()
    except session.UnknownEditionError as error:
        _stop(
            "この版はありません",
            f"アドレスで指定された版「{error}」は、このコンピューターにありません。別の版の数字は表示しません。",
        )
    except UnreadableEditionError as error:
        _stop("この版は表示できません", str(error))
    cookie.remember(session.current())
    about = session.about()
    if about["kind"] == "sample":
        st.html(
            '<div class="sample-banner" role="note"><b>サンプル版</b>'
            "計画の基準値・目標値・掲載された割合と国の調査は実際の値です。"
            "各課の実績・市民調査の回答・事故の記録は合成したもので、実在しません。</div>"
        )
    if not session.is_print():
        _masthead(menu, current, str(about["title"]))


def close_frame() -> None:
    """Draw the footer: where the figures come from, and which edition they are."""
    about, edition = session.about(), session.current()
    lines = [
        f"計画：{about['plan']}（{about['city']}）",
        _records_credit(str(about["kind"])),
        f"版 {edition.edition_id}　内容 {about['content_hash'][:12]}",
    ]
    written = "".join(f"<div>{html.escape(line)}</div>" for line in lines)
    st.html(f'<footer class="footer">{written}</footer>')


def _records_credit(kind: str) -> str:
    if kind == "sample":
        return "事故・実績・調査の回答：合成した記録（サンプル）"
    if accident_records(session.database()).exist:
        return "事故：警察庁「交通事故統計情報のオープンデータ」を加工して作成"
    return "事故：記録を読み込んでいません"


def body() -> st.delta_generator.DeltaGenerator:
    """Return the container a page draws into."""
    return st.container(key="body")


def draw(page: Page) -> None:
    """Draw a page, above it what its address asks in vain; where it cannot answer that, why, below what is drawn."""
    refusals.tell_unused(page.url_path)
    try:
        refusals.refuse_misspelt("版", session.PARAMETER)
        refusals.refuse_misspelt("印刷", session.PRINT)
        page.run()
    except refusals.RefusedError as refused:
        refusals.draw(refused)


def _masthead(menu: dict[str, list[Page]], current: Page, title: str) -> None:
    pinned = session.with_edition() or None
    topic = next(pages for pages in menu.values() if current in pages)
    with st.container(key="masthead", horizontal=True, vertical_alignment="center"):
        st.html(f'<p class="brand">{html.escape(title)}</p>', width="content")
        for name, pages in menu.items():
            with st.container(key="menu_current" if pages is topic else None, width="content"):
                st.page_link(pages[0], label=name, query_params=pinned)
        with st.container(key="badge", width="stretch", horizontal_alignment="right"):
            _badge()
    if len(topic) > 1:
        with st.container(key="submenu", horizontal=True):
            for page in topic:
                with st.container(key="submenu_current" if page == current else None, width="content"):
                    st.page_link(page, query_params=pinned)


def _badge() -> None:
    edition = session.current()
    newer = session.newer()
    kind = "サンプル" if edition.kind == "sample" else "実データ"
    mark = "　●読めない版あり" if newer.unreadable else ""
    if newer.edition:
        mark = "　●新しい版あり"
    extent = scopes.records(session.extent(), str(session.about()["city"]))
    with st.popover(f"版 {edition.built_at:%Y-%m-%d %H:%M}　{kind}{mark}"):
        st.html(
            '<dl class="facts">'
            f"<dt>版の名前</dt><dd>{edition.edition_id}</dd>"
            f"<dt>作成</dt><dd>{words.minute(edition.built_at)}</dd>"
            f"<dt>種類</dt><dd>{kind}</dd>"
            f"<dt>事故の範囲</dt><dd>{html.escape(extent)}</dd>"
            "</dl>"
        )
        if session.is_pinned():
            st.html('<p class="note">このアドレスは版を固定しています。いつ開いても同じ数字が出ます。</p>')
        else:
            st.html(
                f'<p class="note">会議などで同じ数字を出し続けるには、<a href="?{session.PARAMETER}='
                f'{edition.edition_id}" target="_self">版を固定したアドレス</a>を使います。</p>'
            )
        st.html(
            f'<p class="note"><a href="?{html.escape(session.print_address())}" target="_blank">'
            "この画面をA4で印刷できる形で開く</a></p>"
        )
        if newer.unreadable:
            reasons = "".join(f"<li>{html.escape(reason)}</li>" for reason in newer.unreadable.values())
            st.html(
                f'<p class="note">次の版は読めないため、表示していません。</p><ul class="note">{reasons}</ul>'
            )
        if newer.edition:
            st.button("新しい版に切り替える", on_click=session.switch, args=[newer.edition], type="primary")


def _welcome() -> None:
    with body():
        st.title("デジタル計画ダッシュボードへようこそ")
        st.markdown(
            "表示する版がまだありません。次の3つで始められます。\n\n"
            "1. **サンプルで見る**：コマンド `python -m ingest build --sample` を実行します。\n"
            "2. **実際の資料で見る**：警察庁の事故ファイルをフォルダーに置き、"
            "`python -m ingest build --npa フォルダー` を実行します。\n"
            "3. **この画面を開き直す**：できた版が自動で表示されます。"
        )


def _stop(title: str, text: str) -> None:
    with body():
        st.title(title)
        st.html(f'<p class="answer">{html.escape(text)}</p>')
        other = opened.OPENED.newest(editions.available()).edition
        if other:
            st.html(
                f'<p class="answer"><a href="?{session.PARAMETER}={other.edition_id}" target="_self">'
                f"別の版（{other.edition_id}）を開く</a></p>"
            )
    st.stop()


def show_error(error: Exception) -> bool:
    """Say in Japanese that a page failed, instead of a traceback (which goes to the server's log)."""
    with st.container(key="body_error"):
        st.error(
            "この画面を表示できませんでした。ページを開き直しても直らないときは、"
            f"管理者に「{type(error).__name__}」と伝えてください。"
        )
    return True
