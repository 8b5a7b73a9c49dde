"""What pydantic refuses, in the words of every reader: one field of every kind, once as YAML and once as a table."""

from typing import Annotated, Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ingest import validation
from ingest.validation import Day, People, Percent, Text, Year, describe


class Part(BaseModel):
    name: str


class Entry(BaseModel):
    """A field of every kind, all of which may be left out but the first."""

    model_config = ConfigDict(extra="forbid", strict=True)

    name: Text
    page: Annotated[int, Field(ge=1)] | None = None
    year: Year = 2025
    people: People = 0
    share: Percent = 0.0
    pace: Annotated[float, Field(gt=0, lt=1)] = 0.5
    is_new: bool = False
    on: Day | None = None
    kind: Literal["increase", "decrease"] = "increase"
    code: Annotated[str, Field(pattern="^[0-9]{5}$")] = "07207"
    departments: Annotated[list[Text], Field(min_length=1)] = ["課"]
    outputs: dict[str, Text] = {}
    part: Part | None = None


NUMBER = "引用符、コンマ、単位を付けずに数字だけを書いてください"
FIGURE = "コンマや単位を付けずに数字だけを書いてください"
QUOTED = '"5" のように引用符で囲んでください'
PLACE = "数を確かめてください"
WRITTEN = [
    ({"name": 1.5}, "文字を書くところに「1.5」とあります", QUOTED),
    ({"name": {"講座": "開催"}}, "文字を書くところに「項目の集まり」とあります", QUOTED),
    ({"name": ["講座"]}, "文字を書くところに「一覧」とあります", QUOTED),
    ({"name": ""}, "文字を書くところに「」とあります", "言葉を書いてください"),
    ({"name": None}, "値が書かれていません", "値を書いてください"),
    ({}, "「name」がありません", "「name」の行を書き加えてください"),
    (
        {"pages": 6},
        "「pages」という項目はありません",
        "つづりを確かめるか、この項目を消してください",
    ),
    ({"page": 6.5}, "整数を書くところに「6.5」とあります", NUMBER),
    ({"page": True}, "整数を書くところに「true」とあります", NUMBER),
    ({"page": "令和7"}, "整数を書くところに「令和7」とあります", NUMBER),
    ({"page": 0}, "1以上の整数を書くところに「0」とあります", PLACE),
    ({"year": 23}, "1900以上の整数を書くところに「23」とあります", PLACE),
    ({"people": 3_000_000_000}, "999999999以下の整数を書くところに「3000000000」とあります", PLACE),
    ({"share": "0.9"}, "数を書くところに「0.9」とあります", NUMBER),
    ({"share": "1,000件"}, "数を書くところに「1,000件」とあります", NUMBER),
    ({"share": "9" * 41}, f"数を書くところに「{'9' * 40}…」とあります", NUMBER),
    ({"share": 100.1}, "100以下の数を書くところに「100.1」とあります", "数を確かめてください"),
    ({"pace": 0.0}, "0より大きい数を書くところに「0.0」とあります", "数を確かめてください"),
    ({"pace": 1.0}, "1より小さい数を書くところに「1.0」とあります", "数を確かめてください"),
    (
        {"is_new": "yes"},
        "true か falseを書くところに「yes」とあります",
        "引用符を付けずに true か false を書いてください",
    ),
    (
        {"on": "2032-02-30"},
        "「2032-02-30」は日付として読めません",
        "2025-03-31 のように、実在する日付を書いてください",
    ),
    ({"on": 20320331.0}, "日付を書くところに「20320331.0」とあります", "2025-03-31 のように書いてください"),
    ({"kind": "up"}, "「up」は使えません", "increase、decrease のどれかを書いてください"),
    ({"code": "720"}, "決まった形の文字を書くところに「720」とあります", "桁数と文字を確かめてください"),
    ({"departments": "課"}, "一覧を書くところに「課」とあります", "「- 」で始まる行を並べてください"),
    ({"departments": []}, "1つ以上の一覧を書くところに「空の一覧」とあります", "1つ以上書いてください"),
    (
        {"outputs": []},
        "項目の集まりを書くところに「空の一覧」とあります",
        "「項目: 値」の形の行を並べてください",
    ),
    (
        {"part": "部分"},
        "項目の集まりを書くところに「部分」とあります",
        "「項目: 値」の形の行を並べてください",
    ),
    (
        {1: "番号"},
        "決まった形の値を書くところに「1」とあります",
        "項目の名前と値の書き方を確かめてください",
    ),
]
IN_A_TABLE = [
    ({"page": "一"}, "整数を書くところに「一」とあります", FIGURE),
    ({"share": "半分"}, "数を書くところに「半分」とあります", FIGURE),
    (
        {"is_new": "たぶん"},
        "true か falseを書くところに「たぶん」とあります",
        "true か false を書いてください",
    ),
]


def test_every_kind_of_slip_has_its_words_and_a_remedy() -> None:
    said, kinds = [], set()
    for validate, cases in ((Entry.model_validate, WRITTEN), (Entry.model_validate_strings, IN_A_TABLE)):
        for slip, *words in cases:
            whole = slip if "name" in slip or not slip else {"name": "講座", **slip}
            with pytest.raises(ValidationError) as refused:
                validate(whole)
            (error,) = refused.value.errors()
            kinds.add(error["type"])
            said.append((slip, *describe(error)) if list(describe(error)) != words else None)
    assert [line for line in said if line] == []
    assert set(validation._EXPECTED) - kinds == set()
