"""What data/basemap.toml may say, and what is said of a slip in it."""

from pathlib import Path

import pytest

from ingest.basemap import settings
from ingest.faults import InputError

DATA = Path(__file__).parents[3] / "data"
TEXT = (DATA / settings.FILE).read_text(encoding="utf-8")


def faults(folder: Path, old: str, new: str) -> list[str]:
    assert old in TEXT
    (folder / settings.FILE).write_text(TEXT.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(InputError) as refused:
        settings.read(folder)
    return [str(fault) for fault in refused.value.faults]


def line_of(text: str) -> int:
    return TEXT[: TEXT.index(text)].count("\n") + 1


def test_the_file_of_the_project_says_what_is_drawn_and_that_nobody_tried_it_yet() -> None:
    basemap = settings.read(DATA)
    assert basemap.tried_on is None
    assert {layer.kind for layer in basemap.layers} == set(settings.Kind.__args__)
    assert basemap.credit == "国土地理院最適化ベクトルタイル"


def test_a_feature_that_fits_twice_is_of_the_greater_road() -> None:
    kinds = [layer.kind for layer in settings.read(DATA).layers if layer.layer == "RdCL"]
    assert kinds == sorted(kinds, key=["motorway", "trunk", "major", "minor"].index)


@pytest.mark.parametrize(
    ("old", "new", "line", "fault"),
    [
        ("zoom = 14", 'zoom = "14"', "zoom = 14", "「zoom」：整数を書くところに「14」とあります"),
        ("zoom = 14", "", None, "「zoom」：「zoom」がありません。「zoom」の行を書き加えてください"),
        ("https://cyber", "cyber", "address =", "「address」：決まった形の文字を書くところに「cyberjapan"),
        ('kind = "rail"', 'kind = "train"', 'kind = "rail"', "「kind」：「train」は使えません。motorway、"),
        (
            "unless = { vt_sngl",
            "without = { vt_sngl",
            "unless = { vt_sngl",
            "「without」：「without」という項目は",
        ),
        (
            "[5301, 5302]",
            "[]",
            "where = { vt_code = [5301",
            "「where」：1つ以上の一覧を書くところに「空の一覧」",
        ),
    ],
)
def test_a_slip_is_told_by_line(old: str, new: str, line: str | None, fault: str, tmp_path: Path) -> None:
    (told,) = faults(tmp_path, old, new)
    place = f"の{line_of(line)}行目" if line else "の"
    assert told.startswith(f"basemap.toml{place}{fault}")


def test_a_name_must_say_which_attribute_it_is(tmp_path: Path) -> None:
    (told,) = faults(tmp_path, 'name = "{vt_text}"', 'name = "vt_text"')
    line = TEXT[: TEXT.index('kind = "station"')].count("\n")
    assert told == (
        f"basemap.tomlの{line}行目「layers」：「station」の名前がありません。"
        'name = "{vt_text}" のように、名前の入っている属性を波かっこで書いてください。'
    )
