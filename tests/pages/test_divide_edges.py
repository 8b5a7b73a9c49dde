"""The pages of the digital divide where nobody or everybody chose an option, and where nobody of a class answered."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
import yaml

from ingest.build import Inputs
from tests.pages.opening import at_rest
from tests.serving import served
from tests.viewing import Seen, viewer

CLASSES = ["18～29歳", "30～39歳", "40～49歳", "50～59歳", "60～69歳", "70歳以上"]
YEARS = (2022, 2023, 2024)
SERVICES = "使ったサービス"
# Wording, and by option (whether more is better) who chose it by class.
QUESTIONS: dict[str, tuple[list[int], dict[str, tuple[bool | None, list[int]]]]] = {
    SERVICES: (
        [50] * 6,
        {
            "みんな": (True, [50] * 6),
            "だれも": (True, [0] * 6),
            "困っただれも": (False, [0] * 6),
            "困ったみんな": (False, [50] * 6),
            "若い人が零": (False, [0, 5, 10, 20, 30, 50]),
            "高齢が零": (True, [50, 40, 30, 20, 10, 0]),
            "理由のだれも": (None, [0] * 6),
        },
    ),
    "若い人の回答なし": (
        [0, 50, 50, 60, 60, 70],
        {"使う": (True, [0, 40, 35, 30, 30, 20]), "使わない": (False, [0, 10, 15, 30, 30, 50])},
    ),
    "途中の回答なし": (
        [50, 50, 0, 60, 60, 70],
        {"使う": (True, [45, 40, 0, 30, 30, 20]), "使わない": (False, [5, 10, 0, 30, 30, 50])},
    ),
    "高齢の回答なし": (
        [50, 50, 50, 60, 60, 0],
        {"使う": (True, [45, 40, 35, 30, 30, 0]), "使わない": (False, [5, 10, 15, 30, 30, 0])},
    ),
    "回答なし": ([0] * 6, {"使う": (True, [0] * 6), "使わない": (False, [0] * 6)}),
    "一人": ([1, 0, 0, 0, 0, 0], {"使う": (True, [1, 0, 0, 0, 0, 0]), "使わない": (False, [0] * 6)}),
    "二区分": (
        [0, 0, 60, 0, 0, 60],
        {"使う": (True, [0, 0, 60, 0, 0, 0]), "使わない": (False, [0, 0, 0, 0, 0, 60])},
    ),
}  # fmt: skip


def by_class(counts: list[int]) -> dict[str, int]:
    return dict(zip(CLASSES, counts, strict=True))


def survey(year: int) -> dict[str, object]:
    return {
        "survey_id": f"edges-{year}",
        "year": year,
        "title": f"端の調査{year}",
        "distributed": 1000,
        "questions": [
            {
                "question_id": f"q{number}",
                "wording": wording,
                "kind": "multiple" if wording == SERVICES else "single",
                "respondents": by_class(respondents),
                "counts": {label: by_class(counts) for label, (_, counts) in options.items()},
                "options": [
                    {"option_no": place, "label": label, "favourable": favourable}
                    for place, (label, (favourable, _)) in enumerate(options.items(), 1)
                ],
            }
            for number, (wording, (respondents, options)) in enumerate(QUESTIONS.items(), 1)
        ],
    }


@pytest.fixture(scope="module")
def visit(
    build_edition: Callable[[Inputs], Path], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[..., Seen]]:
    """Return a function that opens a page of an edition of three equal surveys with such answers."""
    folder = tmp_path_factory.mktemp("surveys")
    for year in YEARS:
        text = yaml.safe_dump(survey(year), allow_unicode=True, sort_keys=False)
        (folder / f"{year}.yaml").write_text(text, encoding="utf-8")
    edition = build_edition(Inputs(survey=folder))
    with served(edition.parent) as server:

        def opened(page: str, **address: str) -> Seen:
            with viewer(server) as visitor:
                return visitor.open(page, urlencode(address))

        yield opened


def text_of(seen: Seen) -> str:
    return "\n".join(map(at_rest, seen.texts.values()))


def labels_of(seen: Seen) -> str:
    """Return every text written into the charts of a page."""
    layouts = [json.loads(spec)["layout"] for spec in seen.charts.values()]
    return "\n".join(note["text"] for layout in layouts for note in layout.get("annotations", ()))


CASES = [(wording, label) for wording, (_, options) in QUESTIONS.items() for label in options]


@pytest.mark.parametrize(("wording", "label"), CASES)
@pytest.mark.parametrize("framing", ["選んだ人", "選ばなかった人"])
def test_no_option_breaks_a_page_or_writes_what_is_no_number(
    wording: str, label: str, framing: str, visit: Callable[..., Seen]
) -> None:
    for view in ("いまの差", "差の変化", "六つの見方"):
        seen = visit("divide", view=view, question=wording, option=label, framing=framing)
        assert all(not error.isascii() for error in seen.errors.values()), seen.errors
        for written in (text_of(seen), labels_of(seen)):
            assert "nan" not in written
            assert "inf" not in written


def test_classes_that_are_all_alike_stand_neither_above_nor_below_their_average(
    visit: Callable[..., Seen],
) -> None:
    for wording in (SERVICES, "二区分"):
        seen = visit("divide-questions", question=wording)
        assert not seen.errors
        (heat,) = [text for text in seen.texts.values() if 'class="heat"' in text]
        for label in ("みんな", "だれも", "困っただれも", "困ったみんな"):
            (row,) = (
                [row for row in heat.split("<tr>") if f">{label}<" in row] if wording == SERVICES else [""]
            )
            assert "▲" not in row
            assert "▼" not in row


def test_everybody_and_nobody_have_a_gap_of_nothing_with_newcombes_interval(
    visit: Callable[..., Seen],
) -> None:
    for label in ("みんな", "だれも"):
        text = text_of(visit("divide", question=SERVICES, option=label))
        assert "差の95%区間は−7.1～7.1ポイントで、偶然の範囲で、差があるとはいえません" in text
        assert "18～29歳と70歳以上で、差があるとはいえません。" in text


def test_a_class_without_answers_keeps_its_name_and_says_so(visit: Callable[..., Seen]) -> None:
    seen = visit("divide", question="途中の回答なし", option="使う")
    assert "回答なし" in labels_of(seen)
    assert "18～29歳で90.0%です" in text_of(seen)
    assert "70歳以上では28.6%です" in text_of(seen)
    for wording in ("若い人の回答なし", "高齢の回答なし"):
        assert "回答した人のいない年代があるため年代の差を示せません" in text_of(
            visit("divide", question=wording, option="使う")
        )
    heat = text_of(visit("divide-questions", question="途中の回答なし"))
    assert 'title="40～49歳：回答なし"' in heat


@pytest.mark.parametrize(
    ("page", "address"),
    [("", {}), ("divide-questions", {}), ("divide-questions", {"view": "なぜ"})],
)
def test_the_pages_beside_them_open(page: str, address: dict[str, str], visit: Callable[..., Seen]) -> None:
    seen = visit(page, **address)
    assert all(not error.isascii() for error in seen.errors.values()), seen.errors
    assert "nan" not in text_of(seen) + labels_of(seen)
