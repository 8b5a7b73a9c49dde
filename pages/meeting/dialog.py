"""What a meeting decides: the dialog in which it is written."""

from dataclasses import dataclass
from typing import Literal, cast, get_args

import streamlit as st

from charts import plain
from charts.meeting import decisions
from findings.meeting.decisions import Decisions, Standing, of_meeting
from pages.frame import code, cookie, session
from queries import meetings, meetings_file
from queries.meetings import Decision, Meeting, Outcome, OutcomeState
from queries.meetings_file import MeetingsError

LONGEST, LONGEST_NAME = 200, 40
"""Signs of a decision, of a name or a time: what a screen has room for."""

_FORM = "decision_form"


@dataclass(frozen=True)
class Place:
    """Where something is decided: at which screen of which meeting, and which 課 may be chosen, the nearest first."""

    meeting: Meeting
    screen_id: str
    title: str
    departments: tuple[str, ...]


@dataclass(frozen=True)
class Form:
    """What is being written: a new decision, a correction, a withdrawal, or what became of one.

    `row` is the name of the row it becomes, known beforehand: sent twice, it is one row. `of` is the row of the
    decision it is about.
    """

    kind: Literal["new", "correct", "withdraw", "tell"]
    row: str
    of: str | None = None


def found(meeting: Meeting) -> Decisions:
    """Return what a meeting decided until now, beside the last one.

    Raises
    ------
    MeetingsError
        When it cannot be read.
    """
    return of_meeting(meetings.rows(), meeting)


def open_dialog(place: Place) -> None:
    """Open the dialog for a screen, with an empty form."""
    _turn_to("new")
    _dialog(place)


@st.dialog(decisions.TITLE, width="large")
def _dialog(place: Place) -> None:
    st.html(f'<p class="note">{decisions.written(place.title)}</p>')
    asking = st.container()
    if not _may_write() and not _given(asking):
        return
    form = cast(Form, st.session_state[_FORM])
    try:
        known = found(place.meeting)
    except MeetingsError as error:
        st.error(plain.markdown(str(error)))
        known = Decisions()
    about = known.find(form.of) if form.of else None
    if about is None and form.kind != "new":
        st.warning("ほかの人が先に直すか取り消しました。いまの内容は下にあります。")
    match form.kind:
        case "withdraw" if about:
            _withdraw(form, about)
        case "tell" if about:
            _tell(place, form, about)
        case _:
            _write(place, form, about)
    if form.kind == "new":
        _list(known, place)


def _may_write() -> bool:
    """Tell whether this browser has given the code of this server."""
    return code.current().admits(cookie.meeting_token())


def _given(asking: st.delta_generator.DeltaGenerator) -> bool:
    """Ask for the code; return whether the right one was given, which the browser then keeps."""
    emptied = asking.empty()
    with emptied.form("meeting_code", border=False):
        typed = st.text_input(
            f"会議のコード（{code.LENGTH}文字）", key="typed_code", autocomplete="off", max_chars=20
        )
        is_sent = st.form_submit_button("進む", type="primary")
        st.html(f'<p class="note">{decisions.WHERE_THE_CODE_IS}</p>')
    if not is_sent or not typed:
        return False
    answer = code.current().answer(typed)
    if answer.is_right:
        emptied.empty()
        cookie.keep_meeting_token(code.current().token)
    else:
        asking.error(decisions.wait(answer.seconds_to_wait) if answer.seconds_to_wait else decisions.WRONG)
    return answer.is_right


def _write(place: Place, form: Form, about: Standing | None) -> None:
    """Draw the form of a decision, as it was worded where it is corrected; what is typed stays until it is stored."""
    said = about.said if about else None
    options = [*place.departments, decisions.OTHER]
    is_other = said is not None and said.department not in place.departments
    chosen = None if said is None else options.index(decisions.OTHER if is_other else said.department)
    with st.form(f"decision_{form.row}", border=False):
        text = st.text_area(
            f"{decisions.TITLE}（{LONGEST}字まで）", said.text if said else "", max_chars=LONGEST, height=110
        )
        with st.container(horizontal=True, vertical_alignment="bottom"):
            department = st.selectbox("課", options, index=chosen, placeholder="選ぶ")
            other = st.text_input(
                "その他の名前", said.department if said and is_other else "", max_chars=LONGEST_NAME
            )
            due = st.text_input(
                "期限（なくてもよい）",
                said.due if said else "",
                max_chars=LONGEST_NAME,
                placeholder="例：令和9年6月",
            )
        with st.container(horizontal=True):
            is_sent = st.form_submit_button("書く" if said is None else "直して書く", type="primary")
            is_left = said is not None and st.form_submit_button("やめる")
    if is_left:
        _turn_to("new")
        st.rerun(scope="fragment")
    if not is_sent:
        return
    who = (other if department == decisions.OTHER else department or "").strip()
    if not text.strip() or not who:
        st.error(decisions.LACKING)
        return
    _store(
        Decision(
            decision_id=form.row,
            meeting=place.meeting,
            screen_id=said.screen_id if said else place.screen_id,
            edition_id=session.current().edition_id,
            text=text.strip(),
            department=who,
            due=due.strip(),
            decided_at=meetings_file.now(),
            replaces=said.decision_id if said else None,
        )
    )


def _withdraw(form: Form, about: Standing) -> None:
    """Ask whether a decision is meant to hold no more."""
    st.html(decisions.in_full(about))
    st.html(f'<p class="answer">{decisions.SURE}</p>')
    with st.container(horizontal=True):
        if st.button("取り消す", type="primary", key=f"sure_{form.row}"):
            _store(about.withdrawn(form.row, session.current().edition_id, meetings_file.now()))
        st.button("やめる", on_click=_turn_to, args=["new"], key=f"leave_{form.row}")


def _tell(place: Place, form: Form, about: Standing) -> None:
    """Draw the form of what became of a decision."""
    st.html(decisions.in_full(about, told=True))
    with st.form(f"outcome_{form.row}", border=False):
        state = st.segmented_control(
            "その後", get_args(OutcomeState), default=about.outcome and about.outcome.state
        )
        text = st.text_input(f"ひとこと（{LONGEST}字まで。なくてもよい）", max_chars=LONGEST)
        with st.container(horizontal=True):
            is_sent = st.form_submit_button("書く", type="primary")
            is_left = st.form_submit_button("やめる")
    if is_left:
        _turn_to("new")
        st.rerun(scope="fragment")
    if is_sent and not state:
        st.error("その後がどうなったかを選んでください。")
    elif is_sent and state:
        _store(
            Outcome(form.row, about.said.decision_id, place.meeting, state, text.strip(), meetings_file.now())
        )


def _store(row: Decision | Outcome) -> None:
    """Store what was written and close the dialog; where that fails say why, and leave the form as it is."""
    try:
        meetings.decide(row) if isinstance(row, Decision) else meetings.tell(row)
    except MeetingsError as error:
        st.error(plain.markdown(str(error)))
    else:
        st.rerun()


def _list(known: Decisions, place: Place) -> None:
    """List what was decided at a screen, and the last time, with the ways to change it."""
    if here := known.at(place.screen_id):
        st.html(f'<p class="field">{decisions.HERE}</p>')
    for one in here:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.html(decisions.in_full(one))
            _way("correct", "直す", one)
            _way("withdraw", "取り消す", one)
    if before := known.before_at(place.screen_id):
        st.html(f'<p class="field">{decisions.last_time(known)}</p>')
    for one in before:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.html(decisions.in_full(one, told=True))
            _way("tell", "その後を書く", one)


def _way(kind: Literal["correct", "withdraw", "tell"], label: str, about: Standing) -> None:
    name = about.said.decision_id
    st.button(label, on_click=_turn_to, args=[kind, name], key=f"{kind}_{name}")


def _turn_to(kind: Literal["new", "correct", "withdraw", "tell"], of: str | None = None) -> None:
    st.session_state[_FORM] = Form(kind, meetings.new_id(), of)
