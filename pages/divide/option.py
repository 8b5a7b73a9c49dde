"""The filters of one option of one question, and what they say."""

from collections.abc import Sequence

import streamlit as st

from charts import words
from charts.divide.conditions import FRAMINGS
from findings.divide.option import Answers, adverse, answers
from findings.divide.surveys import Option
from pages.frame import filters, session


def choose(options: Sequence[Option]) -> Option:
    """Draw the filters of question and option, and return the chosen one."""
    first = adverse(session.database(), options)
    wordings = list(dict.fromkeys(one.wording for one in options))
    wording = filters.one("設問", "question", wordings, default=first.wording, width=270)
    by_label = {one.label: one for one in options if one.wording == wording}
    return by_label[filters.one("選択肢", "option", list(by_label), default=first.label, width=200)]


def framed(option: Option) -> Answers:
    """Draw the filter of the framing, and return the answers to an option as it asks for them."""
    framing = filters.one("見方", "framing", FRAMINGS, width=160)
    return answers(session.database(), option, is_turned=framing == FRAMINGS[1])


def year_labels(years: Sequence[int]) -> dict[str, int]:
    """Return fiscal years by what they are called, in their order."""
    return {words.fiscal_year(year): year for year in years}


def unasked(seen: Answers, year_label: str) -> None:
    """Say that there is nothing to show for the choice, and how to get on."""
    st.info(
        f"「{seen.option.wording}」の「{seen.option.label}」は{year_label}に尋ねていないか、選んだ年齢の結果がありません。"
        "調査年か年齢の条件を変えてください。"
    )
