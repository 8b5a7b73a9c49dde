"""Ages as people write them: in years, and as classes of other names."""

import pytest

from ingest.surveys import ages
from ingest.surveys.rules import Rules


@pytest.mark.parametrize("text", ["35", "35歳", "35才", "満35歳", "満３５才", "３５", "35.0", " 35 歳 "])
def test_an_age_is_read_however_it_is_written(text: str) -> None:
    assert ages.years(text) == 35


@pytest.mark.parametrize(
    "text",
    [
        "035",
        "0",
        "-35",
        "35.5",
        "35代",
        "35～39",
        "35歳以上",
        "35?",
        "三十五",
        "昭和60年",
        "S60",
        "1990",
        "-",
        "",
    ],
)
def test_what_is_no_age_is_none(text: str) -> None:
    assert ages.years(text) is None


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("20代", "18～29歳"),
        ("３０歳代", "30～39歳"),
        ("18-29", "18～29歳"),
        ("18歳〜29歳", "18～29歳"),
        ("29歳以下", "18～29歳"),
        ("30歳未満", "18～29歳"),
        ("～29歳", "18～29歳"),
        ("50才から59才", "50～59歳"),
        ("65～69", "60～69歳"),
        ("70歳～", "70歳以上"),
        ("70代", "70歳以上"),
        ("80歳以上", "70歳以上"),
        ("満70歳以上", "70歳以上"),
    ],
)
def test_a_written_class_is_proposed_for_the_class_that_holds_it(text: str, label: str, rules: Rules) -> None:
    assert ages.class_of(text, rules) == label


@pytest.mark.parametrize(
    "text", ["10代", "15～29歳", "25～34歳", "60代以上", "39歳以下", "35", "若者", "～", ""]
)
def test_what_lies_in_no_one_class_is_left_to_a_person(text: str, rules: Rules) -> None:
    assert ages.class_of(text, rules) is None
