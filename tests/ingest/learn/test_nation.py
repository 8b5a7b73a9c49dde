"""Which editions can teach, and what is said of the others."""

from pathlib import Path

import pytest

from ingest.faults import InputError
from ingest.learn import nation
from queries.editions import SCHEMA_VERSION
from tests.ingest.learn.conftest import MakeNation

ASKED = {2019, 2020, 2021}


def refused(path: Path) -> list[str]:
    with pytest.raises(InputError) as error, nation.opened(path, ASKED):
        pass
    return [str(fault) for fault in error.value.faults]


def test_the_whole_nations_records_can_teach(make_nation: MakeNation) -> None:
    with nation.opened(make_nation(years=(2019, 2020, 2021, 2022)), ASKED) as connection:
        assert nation.years(connection) == [2019, 2020, 2021, 2022]
        assert len(nation.prefectures(connection)) == 47
        records = nation.records(connection, "07")
    assert len(records.years) == 160
    assert set(records.municipalities.tolist()) == {7201, 7202}
    assert records.on_motorway.sum() == 8
    assert records.where(records.years == 2022).places().rows.shape == (40,)


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"kind": "sample"}, "サンプル版です。合成した記録からは何も学べません"),
        ({"scope": "city"}, "事故の記録が市の範囲だけの版です"),
        ({"scope": "prefecture"}, "事故の記録が県の範囲だけの版です"),
        ({"schema_version": 1}, f"形式1の版です（いまは形式{SCHEMA_VERSION}）"),
        ({"years": (2020, 2022)}, "2019年・2021年の記録がありません"),
        ({"years": ()}, "2019年・2020年・2021年の記録がありません"),
        (
            {"without_highways": 2020},
            "2020年の高速票（kosokuhyo_2020）がなく、高速道路の事故を見分けられません",
        ),
    ],
)
def test_what_cannot_teach_is_refused_with_its_cause_and_the_way_out(
    changes: dict[str, object], problem: str, make_nation: MakeNation
) -> None:
    remedy = "python -m ingest build --npa フォルダー --scope nation で作った版を指定してください"
    assert refused(make_nation(**changes)) == [f"nation.duckdb：{problem}。{remedy}。"]


def test_all_reasons_are_told_at_once(make_nation: MakeNation) -> None:
    found = refused(make_nation(years=(2019, 2020), prefectures=46, without_highways=2020))
    assert len(found) == 4
    assert "2019年の記録が46都道府県分しかありません（全国は47）" in found[0]


def test_what_is_no_edition_is_said(tmp_path: Path) -> None:
    text = tmp_path / "版.duckdb"
    text.write_text("版", encoding="utf-8")
    assert "版のファイルではありません" in refused(text)[0]
    assert "開けません（見つかりません）" in refused(tmp_path / "どこにも.duckdb")[0]
    assert "開けません（フォルダーです）" in refused(tmp_path)[0]
