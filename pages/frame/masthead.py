"""What stands above every page: the name, the menu, how the page is saved and printed, and which edition it shows."""

import html
from urllib.parse import urlencode

import streamlit as st

from charts import scopes, words
from pages.frame import session, slides
from pages.frame.menu import MEETING, MENU, RECORD, Entry
from publish.slides import NAMES


def draw(path: str) -> None:
    """Draw what stands above the page at this address."""
    topic = next((name for name, pages in MENU.items() if any(page.path == path for page in pages)), "")
    with st.container(key="masthead", horizontal=True, vertical_alignment="center"):
        st.html(_menu(topic, path), width="content")
        with st.container(
            key="tools",
            horizontal=True,
            width="stretch",
            horizontal_alignment="right",
            vertical_alignment="center",
        ):
            st.html(_meeting(), width="content")
            _saving(path)
            _badge()
    pages = MENU.get(topic, [])
    if len(pages) > 1:
        links = "".join(f"<li>{_link(page, page.title, page.path == path)}</li>" for page in pages)
        st.html(f'<nav class="submenu" aria-label="{topic}の画面"><ul>{links}</ul></nav>')


def _menu(topic: str, path: str) -> str:
    """Return the name and the menu, on a wide screen a row of topics, on a phone a list of all pages."""
    name = html.escape(str(session.about()["title"]).removesuffix("ダッシュボード"))
    row = "".join(f"<li>{_link(pages[0], name, name == topic)}</li>" for name, pages in MENU.items())
    everything = "".join(
        f"<li>{html.escape(name) if len(pages) > 1 else ''}<ul>"
        + "".join(f"<li>{_link(page, page.title, page.path == path)}</li>" for page in pages)
        + "</ul></li>"
        for name, pages in MENU.items()
    )
    return (
        f'<div class="menu"><p class="brand">{name}</p><nav aria-label="分野"><ul class="row">{row}</ul></nav>'
        '<nav aria-label="すべての画面"><details><summary>メニュー</summary>'
        f"<ul>{everything}</ul></details></nav></div>"
    )


def _meeting() -> str:
    """Return the way into the meeting and, for a window that comes from one (meeting.js), the way back."""
    to = html.escape(address(MEETING))
    return (
        f'<a class="meet" href="{to}" target="_self">▶ 会議</a>'
        f'<a class="meet back" href="{to}" target="_self" data-meet="back">会議に戻る<span>（Esc）</span></a>'
    )


def address(page: Entry) -> str:
    """Return the address of a page; it keeps the edition where that is pinned."""
    pinned = session.with_edition()
    return (page.path or "./") + (f"?{urlencode(pinned)}" if pinned else "")


def _link(page: Entry, text: str, is_here: bool) -> str:
    """Return a link of the menu."""
    here = ' aria-current="page"' if is_here else ""
    return f'<a href="{html.escape(address(page))}" target="_self"{here}>{html.escape(text)}</a>'


def _saving(path: str) -> None:
    """Draw the button behind which the page is saved as slides and pictures, and printed; the first page offers all."""
    here = path.split("-")[0]
    decks = []
    if path != RECORD.path:
        to = slides.address("page")
        decks.append(slides.link("この画面のスライドを保存する", to) + "（図と表は直せます）")
    for name, title in NAMES.items():
        if here in ("", name):
            to = slides.address("topic", name)
            decks.append(slides.link(f"{title}のスライドを保存する", to) + "（一つのファイルに）")
            if name == MEETING.path:
                decks.append(_handout())
    with st.popover("スライド・画像・印刷"):
        st.html(
            '<ul class="ways">'
            + "".join(f"<li>{one}</li>" for one in decks)
            + f'<li><a href="?{html.escape(session.print_address())}" target="_blank">A4で印刷できる形で開く</a>'
            "（新しいタブ）</li>"
            '<li><button type="button" data-ask="print">この画面のまま印刷する</button>（Ctrl+P）</li>'
            '<li><button type="button" data-ask="pictures">図をすべてPNGで保存する</button>'
            "（1枚ずつは、図の右上のカメラの印）</li></ul>"
        )


def _handout() -> str:
    """Return the link to the screens of the meeting on paper, of the edition that is shown."""
    asked = urlencode({session.PARAMETER: session.current().edition_id, session.PRINT: "1"})
    address = html.escape(f"{MEETING.path}?{asked}")
    return f'<a href="{address}" target="_blank">会議の配布資料を開く</a>（A4に2画面ずつ、新しいタブ）'


def _badge() -> None:
    """Draw which edition is shown, how it is kept, and whether there is a newer one."""
    edition = session.current()
    newer = session.newer()
    kind = "サンプル" if edition.kind == "sample" else "実データ"
    said = "新しい版あり" if newer.edition else "読めない版あり" if newer.unreadable else ""
    mark = f"　:gray[●{said}]" if said else ""
    extent = scopes.records(session.extent(), str(session.about()["city"]))
    with st.popover(f"{edition.built_at:%Y-%m-%d} の版{mark}", key="badge"):
        st.html(
            '<dl class="facts">'
            f"<dt>版の名前</dt><dd>{edition.edition_id}</dd>"
            f"<dt>作成</dt><dd>{words.minute(edition.built_at)}</dd>"
            f"<dt>種類</dt><dd>{kind}</dd>"
            f"<dt>事故の範囲</dt><dd>{html.escape(extent)}</dd>"
            "</dl>"
        )
        if session.is_pinned():
            st.html('<p class="note">このアドレスは、いつ開いても同じ数字を出します。</p>')
        else:
            st.html(
                f'<p class="note">いつ開いても同じ数字を出すには、<a href="?{session.PARAMETER}='
                f'{edition.edition_id}" target="_self">版を固定したアドレス</a>を使います。</p>'
            )
        if newer.unreadable:
            reasons = "".join(f"<li>{html.escape(reason)}</li>" for reason in newer.unreadable.values())
            st.html(
                f'<p class="note">次の版は読めないため、表示していません。</p><ul class="note">{reasons}</ul>'
            )
        if newer.edition:
            st.button(
                "新しい版に切り替える",
                on_click=session.switch,
                args=[newer.edition],
                type="primary",
                key="switch",
            )
