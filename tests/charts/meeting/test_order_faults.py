"""What is wrong in the file of the meeting, as the page says it."""

import pytest

from charts.meeting.order_faults import sentences
from findings.meeting.order import Fault


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (Fault("absent"), "data/meeting.toml：ファイルがないか、読めません。"),
        (Fault("syntax", 3), "data/meeting.toml の3行目：TOMLとして読めません。"),
        (Fault("missing", 3, "theme"), "3行目：「theme」がありません。「theme」の行を書き加えてください。"),
        (Fault("unknown", 4, "thema", "4"), "「thema」という項目はありません。"),
        (
            Fault("choice", 4, "kind", "提言", ["opening", "theme"]),
            "「kind」に「提言」は使えません。opening、theme のどれかを書いてください。",
        ),
        (Fault("long", 5, "title", "長" * 60, ["28"]), "28字までで書いてください。"),
        (Fault("type", 5, "theme", "4"), "引用符を付けずに、番号だけを書いてください。"),
        (
            Fault("theme", 5, "theme", "6", ["1", "2"]),
            "「6」番の提言（提言がない計画では分野）はありません。1、2 のどれかを書いてください。",
        ),
        (Fault("needless", 5, "texts", "opening"), "「opening」の画面に「texts」は使えません。"),
    ],
)
def test_a_fault_names_file_line_and_the_way_out(fault: Fault, said: str) -> None:
    (sentence,) = sentences([fault])
    assert said in sentence
    assert sentence.startswith("data/meeting.toml")
    assert sentence.count("。") == 2
