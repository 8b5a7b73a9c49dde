"""The frame of every page: style, sample banner, what stands above it, and the footer."""

import html
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import Page

from findings.records import accident_records
from pages.frame import cookie, masthead, menu, refusals, session, slides
from queries import editions, opened
from queries.editions import UnreadableEditionError

_MEETING_STYLE, _PRINT_STYLE = (
    (Path(__file__).parent / name).read_text(encoding="utf-8") for name in ("meeting.css", "print.css")
)


def open_frame(current: Page) -> None:
    """Draw what stands above every page; stop with words where there is no edition to show."""
    meeting = _MEETING_STYLE if current.url_path == menu.MEETING.path else ""
    if style := meeting + (_PRINT_STYLE if session.is_print() else ""):
        st.html(f"<style>{style}</style>")
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
    slides.begin(current.url_path)
    if _is_stage(current):
        return
    about = session.about()
    if about["kind"] == "sample":
        st.html(
            '<div class="sample-banner" role="note"><b>サンプル版</b>'
            "計画の目標と公表された割合は実際の値、実績・回答・事故の記録は合成したものです。</div>"
        )
    if not session.is_print():
        masthead.draw(current.url_path)


def close_frame(current: Page) -> None:
    """Draw the footer: where the figures come from, and which edition they are."""
    if _is_stage(current):
        return
    about, edition = session.about(), session.current()
    lines = [
        f"計画：{about['plan']}（{about['city']}）",
        _records_credit(str(about["kind"])),
        f"版 {edition.edition_id}　内容 {about['content_hash'][:12]}",
    ]
    written = "".join(f"<div>{html.escape(line)}</div>" for line in lines)
    st.html(f'<footer class="footer">{written}</footer>')


def _is_stage(current: Page) -> bool:
    """Tell whether a page fills the screen alone, with nothing of the frame: the meeting, but for its handout."""
    return current.url_path == menu.MEETING.path and not session.is_print()


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
    session.turn_to(page.url_path)
    refusals.tell_unused(page.url_path)
    shown = slides.current()  # once a page has stopped, nothing of its session can be asked for
    try:
        refusals.refuse_misspelt("版", session.PARAMETER)
        refusals.refuse_misspelt("印刷", session.PRINT)
        page.run()
    except refusals.RefusedError as refused:
        refusals.draw(refused)
    finally:
        shown.is_whole.set()


def _welcome() -> None:
    with body():
        st.title("表示する版がまだありません")
        st.html(
            '<p class="answer">このダッシュボードを置いた担当者に、版を作るよう頼んでください。'
            "作り方は「職員の手引き」の「2. 版を作る」にあります。</p>"
            '<p class="note">版ができたら、この画面を開き直すと表示されます。</p>'
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
