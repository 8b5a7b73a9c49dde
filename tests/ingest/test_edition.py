"""Editions come into being whole or not at all, are never changed, and say what they were made from."""

import os
import re
import tomllib
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from ingest import edition
from ingest.build import Inputs, build
from ingest.faults import InputError
from queries import editions
from tests.holding import held_by_another_process

PROJECT = Path(__file__).parents[2]
NAME = re.compile(r"\d{8}-\d{6}-[0-9a-f]{6}-(real|sample)\.duckdb")

BuildEdition = Callable[[Inputs], Path]


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def value(path: Path, query: str) -> object:
    with editions.opened(path) as connection:
        return connection.execute(query).fetchall()[0][0]


def refusal(target: Path) -> str:
    with pytest.raises(InputError) as error, edition.building(target):
        pass
    return str(error.value)


# Names ------------------------------------------------------------------------------------------------------


def test_names_say_when_and_what_kind(empty_edition: Path, sample_edition: Path) -> None:
    assert NAME.fullmatch(empty_edition.name)[1] == "real"
    assert NAME.fullmatch(sample_edition.name)[1] == "sample"
    for path in (empty_edition, sample_edition):
        assert value(path, "select edition_id from edition") == path.stem
        assert value(path, "select kind from edition") == path.stem.rpartition("-")[2]
        assert value(path, "select strftime(built_at, '%Y%m%d-%H%M%S') from edition") == path.stem[:15]


def test_pages_find_what_is_built(sample_edition: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DASHBOARD_EDITION", raising=False)
    monkeypatch.setenv("DASHBOARD_EDITIONS", str(sample_edition.parent))
    assert [found.path for found in editions.available()] == [sample_edition]
    with editions.opened(sample_edition) as connection:
        editions.check(connection, editions.available()[0])


def test_two_names_of_one_second_differ() -> None:
    now = datetime(2025, 5, 30, 9, 5, 7)
    one, other = editions.new_id("real", now), editions.new_id("real", now)
    assert one != other
    assert one.startswith("20250530-090507-")


def test_an_edition_is_called_as_its_file_is_if_that_is_named_like_one() -> None:
    now = datetime(2025, 5, 30, 9, 5, 7)
    assert (
        edition.id_for(Path("a/20240101-000000-abcdef-real.duckdb"), "real", now)
        == "20240101-000000-abcdef-real"
    )
    assert edition.id_for(Path("a/meeting.duckdb"), "real", now).startswith("20250530-090507-")
    assert edition.id_for(None, "sample", now).endswith("-sample")


def test_synthetic_records_cannot_be_called_real() -> None:
    out = Path("20240101-000000-abcdef-real.duckdb")
    with pytest.raises(InputError) as error:
        edition.id_for(out, "sample", datetime(2025, 5, 30))
    assert str(error.value) == (
        "20240101-000000-abcdef-real.duckdb：名前の終わりがrealですが、作る版はsampleです。"
        "名前の終わりをsampleにするか、--outを付けずに作ってください。"
    )


def test_the_kind_is_sample_as_soon_as_a_record_may_be_synthetic() -> None:
    assert Inputs().kind == "real"
    assert Inputs(with_sample=True, npa=Path("npa"), reports=Path("reports")).kind == "sample"


def test_versions_are_the_same_everywhere() -> None:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == editions.APP_VERSION


# Whole or not at all ----------------------------------------------------------------------------------------


def test_a_finished_edition_stands_alone(tmp_path: Path) -> None:
    target = tmp_path / "deep" / "folder" / "a.duckdb"
    with edition.building(target) as connection:
        connection.execute("create table t as select 1 as a")
        assert names(target.parent) >= {"a.duckdb.building"}
        assert not target.exists()
    assert names(target.parent) == {"a.duckdb"}
    assert value(target, "select a from t") == 1


@pytest.mark.parametrize("problem", [InputError([]), RuntimeError(), KeyboardInterrupt(), SystemExit(1)])
def test_nothing_stays_of_a_build_that_fails(problem: BaseException, tmp_path: Path) -> None:
    def build_and_fail() -> None:
        with edition.building(tmp_path / "a.duckdb") as connection:
            connection.execute("create table t as select 1 as a")
            (tmp_path / "a.duckdb.building.tmp").mkdir()
            (tmp_path / "a.duckdb.building.tmp" / "spilled").touch()
            raise problem

    with pytest.raises(type(problem)):
        build_and_fail()
    assert names(tmp_path) == set()


def test_nothing_stays_of_a_build_with_a_bad_definition(data: Path, tmp_path: Path) -> None:
    (data / "events.csv").write_text("starts_on\n", encoding="utf-8")
    (tmp_path / "editions").mkdir()
    with pytest.raises(InputError):
        build(Inputs(data=data), lambda _: None, tmp_path / "editions" / "a.duckdb")
    assert names(tmp_path / "editions") == set()


def test_nothing_stays_of_a_build_with_a_bad_report(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("指標番号,期間,実績値\n9-12,令和5年度,多い\n", encoding="utf-8")
    (tmp_path / "editions").mkdir()
    with pytest.raises(InputError, match=r"a\.csvの2行目「実績値」"):
        build(Inputs(reports=tmp_path / "a.csv"), lambda _: None, tmp_path / "editions" / "a.duckdb")
    assert names(tmp_path / "editions") == set()


def test_what_killed_builds_left_is_removed_by_the_next(tmp_path: Path) -> None:
    (tmp_path / "old.duckdb.building").write_bytes(b"half a database")
    (tmp_path / "old.duckdb.building.wal").touch()
    (tmp_path / "old.duckdb.building.tmp").mkdir()
    (tmp_path / "old.duckdb.building.tmp" / "spilled").touch()
    duckdb.connect(str(tmp_path / "older.duckdb.building")).close()
    with edition.building(tmp_path / "a.duckdb"):
        pass
    assert names(tmp_path) == {"a.duckdb"}


def test_a_build_that_fails_removes_what_others_left_too(tmp_path: Path) -> None:
    (tmp_path / "old.duckdb.building").touch()
    with pytest.raises(RuntimeError), edition.building(tmp_path / "a.duckdb"):
        raise RuntimeError
    assert names(tmp_path) == set()


def test_what_a_killed_build_of_the_same_name_left_is_no_obstacle(tmp_path: Path) -> None:
    with duckdb.connect(str(tmp_path / "a.duckdb.building")) as left:
        left.execute("create table t (a integer)")
    with edition.building(tmp_path / "a.duckdb") as connection:
        connection.execute("create table t (a integer)")
    assert names(tmp_path) == {"a.duckdb"}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
@pytest.mark.parametrize("make", [os.mkdir, getattr(os, "mkfifo", None)], ids=["folder", "pipe"])
def test_what_no_build_leaves_is_neither_opened_nor_removed(
    make: Callable[[Path], None], tmp_path: Path
) -> None:
    make(tmp_path / "old.duckdb.building")
    with edition.building(tmp_path / "new.duckdb"):
        pass
    assert names(tmp_path) == {"old.duckdb.building", "new.duckdb"}
    refused = refusal(tmp_path / "old.duckdb")
    assert "old.duckdb.building：版を作るときの名前に、ふつうのファイルでないもの" in refused
    assert names(tmp_path) == {"old.duckdb.building", "new.duckdb"}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
def test_pipes_beside_the_editions_are_not_waited_for(tmp_path: Path) -> None:
    pipe, survey = tmp_path / "20250101-000000-000000-real.duckdb", tmp_path / "survey"
    survey.mkdir()
    os.mkfifo(pipe)
    assert "同じ名前の版がすでにあります" in refusal(pipe)
    for given in (str(pipe), pipe.stem):
        with pytest.raises(InputError, match="版が見つかりません"):
            build(Inputs(after=given), lambda _: None, tmp_path / "new.duckdb")
    os.mkfifo(tmp_path / "surveys-published.csv")
    with pytest.raises(InputError, match=r"surveys-published\.csv：ふつうのファイルではありません"):
        build(Inputs(survey=survey), lambda _: None, tmp_path / "new.duckdb")


def test_other_files_of_the_folder_are_left_alone(tmp_path: Path) -> None:
    others = {"house.building", "b.duckdb", "building", "notes.txt"}
    for name in others:
        (tmp_path / name).touch()
    with edition.building(tmp_path / "a.duckdb"):
        pass
    assert names(tmp_path) == others | {"a.duckdb"}


def test_a_build_running_in_another_process_is_left_alone(tmp_path: Path) -> None:
    with held_by_another_process(tmp_path / "other.duckdb.building"):
        with edition.building(tmp_path / "a.duckdb"):
            pass
        assert names(tmp_path) >= {"a.duckdb", "other.duckdb.building"}


def test_a_build_running_in_the_same_process_is_left_alone(tmp_path: Path) -> None:
    with edition.building(tmp_path / "a.duckdb") as connection:
        with edition.building(tmp_path / "b.duckdb"):
            pass
        connection.execute("create table t as select 1 as a")
    assert names(tmp_path) == {"a.duckdb", "b.duckdb"}
    assert value(tmp_path / "a.duckdb", "select a from t") == 1


def test_a_build_about_to_begin_or_to_end_is_left_alone(tmp_path: Path) -> None:
    """Nobody holds the file for a moment after it is made and before it is renamed."""
    ending = tmp_path / "ending.duckdb.building"
    ending.touch()
    os.utime(ending, (0, 0))
    with edition.building(tmp_path / "a.duckdb"):
        ending.touch()
        (tmp_path / "beginning.duckdb.building").touch()
    assert names(tmp_path) == {"a.duckdb", "ending.duckdb.building", "beginning.duckdb.building"}


# Never changed ----------------------------------------------------------------------------------------------


def test_an_edition_is_never_written_over(tmp_path: Path) -> None:
    target = tmp_path / "a.duckdb"
    target.write_bytes(b"an edition")
    assert refusal(target) == (
        f"{target}：同じ名前の版がすでにあります。版は書き換えないので、別の名前を指定してください。"
    )
    assert target.read_bytes() == b"an edition"
    assert names(tmp_path) == {"a.duckdb"}


def test_an_edition_that_appears_meanwhile_is_not_written_over_either(tmp_path: Path) -> None:
    target = tmp_path / "a.duckdb"
    with pytest.raises(InputError, match="同じ名前の版がすでにあります"), edition.building(target):
        target.write_bytes(b"an edition")
    assert target.read_bytes() == b"an edition"
    assert names(tmp_path) == {"a.duckdb"}


def test_two_builds_of_one_name_do_not_meet(tmp_path: Path) -> None:
    target = tmp_path / "a.duckdb"
    words = (
        f"{target}：同じ名前の版をほかの処理が作っています。終わるまで待つか、別の名前を指定してください。"
    )
    with held_by_another_process(tmp_path / "a.duckdb.building"):
        assert refusal(target) == words
        assert "a.duckdb.building" in names(tmp_path)
    with edition.building(tmp_path / "b.duckdb"), edition.building(target):
        assert refusal(target) == words
    assert names(tmp_path) == {"a.duckdb", "b.duckdb"}


# Where nothing can be written -------------------------------------------------------------------------------


def test_a_folder_is_no_name_for_an_edition(tmp_path: Path) -> None:
    assert refusal(tmp_path) == f"{tmp_path}：フォルダーです。版のファイル名まで指定してください。"


def test_a_file_is_no_folder_for_an_edition(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert refusal(tmp_path / "file" / "a.duckdb") == (
        f"{tmp_path / 'file'}：読み書きができません（フォルダーではありません）。"
        "場所、権限、空き容量を確かめてください。"
    )


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="there is no /proc, where nobody can write")
def test_a_folder_nobody_can_write_to() -> None:
    assert refusal(Path("/proc/a.duckdb")) == (
        "/proc/a.duckdb：読み書きができません（見つかりません）。場所、権限、空き容量を確かめてください。"
    )


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the administrator may write everywhere"
)
def test_a_folder_this_user_cannot_write_to(tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    try:
        assert "読み書きができません（権限がありません）" in refusal(tmp_path / "a.duckdb")
    finally:
        tmp_path.chmod(0o755)


@pytest.mark.parametrize(
    "error",
    [
        OSError(28, "No space left on device"),
        duckdb.IOException('IO Error: Could not write file "x": No space left on device'),
        duckdb.TransactionException(
            'Failed to commit: Could not write file "x.wal": No space left on device'
        ),
        duckdb.FatalException('FATAL Error: Failed to create checkpoint: "x": No space left on device'),
    ],
)
def test_a_full_disk_is_told_in_japanese(error: Exception, tmp_path: Path) -> None:
    target = tmp_path / "a.duckdb"
    with pytest.raises(InputError) as refused, edition.building(target):
        raise error
    assert str(refused.value) == (
        f"{target}：読み書きができません（空き容量がありません）。場所、権限、空き容量を確かめてください。"
    )
    assert names(tmp_path) == set()


def test_a_fault_of_the_program_stays_one(tmp_path: Path) -> None:
    with pytest.raises(duckdb.ConstraintException), edition.building(tmp_path / "a.duckdb") as connection:
        connection.execute("create table t (a integer primary key); insert into t values (1), (1)")


# Hashes -----------------------------------------------------------------------------------------------------

Hash = Callable[..., str]


@pytest.fixture
def hash_of() -> Hash:
    """Return a function that gives the content hash of a database made by statements."""

    def content_hash(*statements: str) -> str:
        with duckdb.connect() as connection:
            for statement in statements:
                connection.execute(statement)
            return edition.content_hash(connection)

    return content_hash


def test_the_content_hash_does_not_depend_on_the_order_of_rows_and_tables(hash_of: Hash) -> None:
    one, other = "create table a as select unnest([{}]) as x", "create table b as select 1 as y"
    assert hash_of(one.format("1, 2, 2"), other) == hash_of(other, one.format("2, 1, 2"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1", "2"),
        ("unnest([1, 1])", "1"),
        ("null", "'NULL'"),
        ("''", "null"),
        ("'a, b'", "'a'', ''b'"),
        ("1.0::double", "1.0000000000000002::double"),
        ("date '2024-03-31'", "date '2024-04-01'"),
        ("['a', 'b']", "['a, b']"),
    ],
)
def test_the_content_hash_sees_every_difference(one: str, other: str, hash_of: Hash) -> None:
    assert hash_of(f"create table a as select {one} as x") != hash_of(
        f"create table a as select {other} as x"
    )


def test_the_content_hash_of_a_text_does_not_depend_on_how_it_is_written(hash_of: Hash) -> None:
    table = "create table a as select 1 as x, unnest(['02', '', null])::{} as y, 2 as z"
    assert hash_of(table.format("enum('', '01', '02')")) == hash_of(table.format("varchar"))


def test_the_content_hash_leaves_the_edition_itself_out(hash_of: Hash) -> None:
    table = "create table a as select 1 as x"
    assert hash_of(table, "create table edition as select 1 as x") == hash_of(
        table, "create table edition as select 2 as x"
    )


def test_the_content_hash_of_the_same_rows_stays_as_it_is(hash_of: Hash) -> None:
    """Fails when a new DuckDB hashes rows otherwise: then give the application another version."""
    table = "create table a as select 1 as x, 'あ' as y, 1.5 as z, null::date as d, ['a', null] as l"
    assert hash_of(table) == "ca7444248f51c151d482c07b19bf2375cf7e090b16ec8976062be8bae0e7eeb4"


def identity(path: Path) -> tuple[str, str, str]:
    with editions.opened(path) as connection:
        return connection.execute("select source_hash, content_hash, edition_id from edition").fetchall()[0]


@pytest.mark.parametrize("with_sample", [False, True])
def test_the_same_inputs_give_the_same_edition(
    with_sample: bool, request: pytest.FixtureRequest, build_edition: BuildEdition
) -> None:
    first = request.getfixturevalue("sample_edition" if with_sample else "empty_edition")
    source, content, edition_id = identity(first)
    again = identity(build_edition(Inputs(with_sample=with_sample, title="同じ内容の別の版")))
    assert again[:2] == (source, content)
    assert again[2] != edition_id


def test_another_input_gives_another_edition(
    empty_edition: Path, build_edition: BuildEdition, data: Path, tmp_path: Path
) -> None:
    source, content, _ = identity(empty_edition)
    report = tmp_path / "報告.csv"
    report.write_text("指標番号,期間,実績値\n9-12,令和5年度,7000\n", encoding="utf-8")
    with_report = identity(build_edition(Inputs(reports=report)))
    report.write_text("指標番号,期間,実績値\n9-12,令和5年度,7001\n", encoding="utf-8")
    with_other_value = identity(build_edition(Inputs(reports=report)))
    codes = data / "codes" / "police.csv"
    codes.write_text(codes.read_text(encoding="utf-8").replace("一般国道", "国道", 1), encoding="utf-8")
    with_other_label = identity(build_edition(Inputs(data=data)))
    others = [with_report, with_other_value, with_other_label]
    assert len({source, *(other[0] for other in others)}) == 4
    assert len({content, *(other[1] for other in others)}) == 4


def test_another_scope_gives_another_source_hash(empty_edition: Path, build_edition: BuildEdition) -> None:
    nation = build_edition(Inputs(scope="nation"))
    assert identity(nation)[0] != identity(empty_edition)[0]
    assert value(nation, "select scope from edition") == "nation"


# What went in -----------------------------------------------------------------------------------------------


def test_files_of_the_project_are_recorded_and_synthetic_ones_are_marked(sample_edition: Path) -> None:
    """All definitions below data are inputs; the generator's parameters go into the files it writes."""
    data = PROJECT / "data"
    not_read = (
        "sample/",
        "editions/",
        "raw/",
        "surveys/example/",
        "downloads.toml",
        "basemap.toml",
        "meeting.toml",
        "glossary.csv",
    )
    texts = {
        path.relative_to(data).as_posix()
        for path in data.rglob("*")
        if path.suffix in {".csv", ".yaml", ".toml"}
        and not path.relative_to(data).as_posix().startswith(not_read)
    }
    with editions.opened(sample_edition) as connection:
        files = connection.execute("select file_name, reader, is_sample from ingest_files").fetchall()
    assert {name for name, _, is_sample in files if not is_sample} == texts
    assert {reader for _, reader, is_sample in files if is_sample} >= {
        "honhyo",
        "hojuhyo",
        "kosokuhyo",
        "report",
    }


def test_nothing_of_an_edition_without_records_is_synthetic(empty_edition: Path) -> None:
    assert value(empty_edition, "select count(*) from ingest_files where is_sample") == 0


@pytest.mark.parametrize("name", ["empty_edition", "sample_edition", "real_edition"])
def test_every_row_read_is_accounted_for(name: str, request: pytest.FixtureRequest) -> None:
    with editions.opened(request.getfixturevalue(name)) as connection:
        files = connection.execute(
            "select file_name, rows_read, rows_loaded + rows_out_of_scope + rows_rejected, rows_rejected,"
            " (select count(*) from rejected_rows as r where r.file_name = f.file_name) from ingest_files as f"
        ).fetchall()
    assert len(files) >= 60
    assert [file for file in files if file[1] != file[2] or file[3] != file[4]] == []
    assert [file for file, *_ in files if Path(file).is_absolute() or ".." in file or "\\" in file] == []


def test_real_files_beside_a_sample_are_not_marked_and_not_doubled(
    build_edition: BuildEdition, tmp_path: Path
) -> None:
    report = tmp_path / "報告.csv"
    report.write_text("指標番号,期間,実績値\n9-12,令和5年度,7000\n", encoding="utf-8")
    path = build_edition(Inputs(with_sample=True, reports=report))
    assert path.stem.endswith("-sample")
    with editions.opened(path) as connection:
        assert connection.execute(
            "select file_name, is_sample from ingest_files where reader = 'report' order by all"
        ).fetchall() == [("reports/published.csv", False), ("reports/報告.csv", False)]
        assert connection.execute("select bool_and(is_sample) from accidents").fetchall() == [(True,)]
        assert connection.execute("select count(*) from indicator_values where is_sample").fetchall() == [
            (0,)
        ]


def test_the_shipped_folder_of_published_values_is_no_report(tmp_path: Path) -> None:
    with pytest.raises(InputError) as error:
        build(Inputs(reports=PROJECT / "data" / "reports"), lambda _: None, tmp_path / "a.duckdb")
    assert "published.csv：同じ名前のファイルがすでに読まれています。ファイルの名前を変えてください。" in [
        str(fault) for fault in error.value.faults
    ]


def test_reports_and_police_files_may_share_a_folder_name(
    build_edition: BuildEdition, tmp_path: Path
) -> None:
    """What was skipped is noted for both."""
    folder = tmp_path / "raw"
    folder.mkdir()
    (folder / "a.csv").write_text("指標番号,期間,実績値\n9-12,令和5年度,7000\n", encoding="utf-8")
    (folder / "メモ.txt").touch()
    path = build_edition(Inputs(reports=folder))
    assert (
        value(path, "select file_name || kind || detail from ingest_findings")
        == "reports/rawskipped_fileメモ.txt"
    )
