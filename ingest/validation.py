"""What pydantic refuses, in words for the person who edits the file; and types the files share."""

import re
import unicodedata
from datetime import date, datetime, timedelta
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import ErrorDetails, PydanticCustomError

from stats import calendars, characters


def _as_date(given: object) -> object:
    """Turn the text 2025-03-31 into a date; leave anything else for the type check to refuse."""
    if not isinstance(given, str):
        return given
    try:
        return datetime.strptime(given, "%Y-%m-%d").date()
    except ValueError:
        problem = "「{given}」は日付として読めません"
        raise PydanticCustomError(
            "rule", problem, {"given": given, "remedy": "2025-03-31 のように、実在する日付を書いてください"}
        ) from None


def control_character(text: str) -> tuple[str, str] | None:
    """Return problem and remedy, in Japanese, of a text that holds a control character; None where it holds none."""
    found = characters.CONTROL.search(text)
    if found is None:
        return None
    problem = f"使えない制御文字（U+{ord(found[0]):04X}）が入っています"
    return problem, "ほかの画面から貼り付けた文字を消して、書き直してください"


def _without_control(text: str) -> str:
    if refusal := control_character(text):
        problem, remedy = refusal
        raise PydanticCustomError("rule", "{problem}", {"problem": problem, "remedy": remedy})
    return text


Day = Annotated[date, BeforeValidator(_as_date)]

Text = Annotated[str, Field(min_length=1), AfterValidator(_without_control)]
Year = Annotated[int, Field(ge=1900, le=2199)]
People = Annotated[int, Field(ge=0, le=999_999_999)]
Percent = Annotated[float, Field(ge=0, le=100)]

LONGEST_SHOWN = 40

_DAY_ZERO = date(1899, 12, 30)  # so that 1 March 1900 is day 61, as it is in Excel
_SERIAL_DAYS = range((date(2000, 1, 1) - _DAY_ZERO).days, (date(2100, 1, 1) - _DAY_ZERO).days)

ERAS = {written: era for era in calendars.ERAS for written in (era.name, era.letter)}
"""The eras by what people write for them: 令和 or R."""

_DAY = re.compile(
    rf"(?:({'|'.join(ERAS)})(0?[1-9]|[1-9][0-9])|([0-9]{{4}}))(?:年|[-/.])([0-9]{{1,2}})(?:月|[-/.])([0-9]{{1,2}})日?(?:\([日月火水木金土]\))?"
)
_TIME = re.compile(r"[T ]+[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?$")

_FULL_WIDTH = {code + 0xFEE0: code for code in range(ord("!"), ord("~") + 1)}
_TO_HALF_WIDTH = _FULL_WIDTH | {ord("\u3000"): " ", ord("\u2212"): "-"}


def half_width(text: str) -> str:
    """Return a text with full-width letters, digits, signs and spaces as their half-width forms."""
    return text.translate(_TO_HALF_WIDTH)


def parse_day(text: str) -> date:
    """Return the day written as 2025-03-31, 2025/3/31, 2025.3.31, 2025年3月31日, 令和7年3月31日 or R7.3.31.

    Full-width characters and spaces are accepted, and a time after it is left out. A number of five digits is the
    day Excel keeps as this number, where it falls into this century.

    Raises
    ------
    ValueError
        When the text is no such day.
    """
    written = unicodedata.normalize("NFKC", text).replace("\u2212", "-").strip()
    if re.fullmatch("[0-9]{5}", written) and int(written) in _SERIAL_DAYS:
        return _DAY_ZERO + timedelta(days=int(written))
    found = _DAY.fullmatch(re.sub(r"\s", "", _TIME.sub("", written)).replace("元年", "1年").upper())
    if found is None:
        raise ValueError(f"no day: {text}")
    era, count, year, month, day = found.groups()
    if era:
        year = ERAS[era].year(int(count))
    return date(int(year), int(month), int(day))


_EXPECTED = {
    "string_type": ("文字", '"5" のように引用符で囲んでください'),
    "string_too_short": ("文字", "言葉を書いてください"),
    "int_type": ("整数", "引用符、コンマ、単位を付けずに数字だけを書いてください"),
    "float_type": ("数", "引用符、コンマ、単位を付けずに数字だけを書いてください"),
    "bool_type": ("true か false", "引用符を付けずに true か false を書いてください"),
    "date_type": ("日付", "2025-03-31 のように書いてください"),
    "list_type": ("一覧", "「- 」で始まる行を並べてください"),
    "too_short": ("1つ以上の一覧", "1つ以上書いてください"),
    "dict_type": ("項目の集まり", "「項目: 値」の形の行を並べてください"),
    "bool_parsing": ("true か false", "true か false を書いてください"),
    "int_parsing": ("整数", "コンマや単位を付けずに数字だけを書いてください"),
    "float_parsing": ("数", "コンマや単位を付けずに数字だけを書いてください"),
    "string_pattern_mismatch": ("決まった形の文字", "桁数と文字を確かめてください"),
    "model_type": ("項目の集まり", "「項目: 値」の形の行を並べてください"),
}


def shown(given: object) -> str:
    """Return a value as it stands in the file, short enough for a sentence."""
    if isinstance(given, bool):
        return str(given).lower()
    if isinstance(given, dict):
        return "項目の集まり"
    if isinstance(given, list):
        return "一覧" if given else "空の一覧"
    text = str(given)
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"


def describe(error: ErrorDetails) -> tuple[str, str]:
    """Return problem and remedy, in Japanese, for one of pydantic's errors."""
    kind, given, context = error["type"], error["input"], error.get("ctx", {})
    name = error["loc"][-1] if error["loc"] else ""
    if kind == "missing":
        return f"「{name}」がありません", f"「{name}」の行を書き加えてください"
    if kind == "extra_forbidden":
        return f"「{name}」という項目はありません", "つづりを確かめるか、この項目を消してください"
    if kind == "rule":
        return error["msg"], context["remedy"]
    if given is None:
        return "値が書かれていません", "値を書いてください"
    if kind == "literal_error":
        choices = "、".join(re.findall(r"'(\w+)'", context["expected"]))
        return f"「{shown(given)}」は使えません", f"{choices} のどれかを書いてください"
    for limit, words in (("ge", "以上の"), ("le", "以下の"), ("gt", "より大きい"), ("lt", "より小さい")):
        if limit in context:
            number = "整数" if isinstance(context[limit], int) else "数"
            wanted = f"{context[limit]:.15g}{words}{number}"
            return f"{wanted}を書くところに「{shown(given)}」とあります", "数を確かめてください"
    wanted, remedy = _EXPECTED.get(kind, ("決まった形の値", "項目の名前と値の書き方を確かめてください"))
    return f"{wanted}を書くところに「{shown(given)}」とあります", remedy


def unknown_source(source_id: str) -> tuple[str, str]:
    """Return problem and remedy, in Japanese, for a source no row of sources.csv describes."""
    return (
        f"出典「{source_id}」がsources.csvにありません",
        "sources.csvに出典を加えるか、綴りを直してください",
    )
