"""Streamlit's own files as they leave the running server: packed, kept by browsers as long as they may, and whole."""

import errno
import gzip
import http.client
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from pages.frame import static
from pages.frame.menu import MENU
from tests.serving import served

SCRIPT = max(
    (path for path in static.FILES if path.endswith(".js")),
    key=lambda path: static.FILES[path].stat().st_size,
)
STYLE = next(path for path in static.FILES if path.endswith(".css"))
FONT = next(path for path in static.FILES if path.endswith(".woff2"))
FOREVER = "public, max-age=31536000, immutable"
PAGE = MENU["目標"][0].path


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    edition = tmp_path_factory.mktemp("edition") / "any.duckdb"
    edition.touch()  # what is asked here reads no edition
    with served(Path(), environment={"DASHBOARD_EDITION": str(edition)}) as address:
        yield int(address.rsplit(":", 1)[1])


class Answer:
    def __init__(self, port: int, path: str, method: str = "GET", **headers: str) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, f"/{path}", headers={"Accept-Encoding": "gzip, deflate"} | named)
        answer = connection.getresponse()
        self.status, self.headers, self.body = answer.status, answer.headers, answer.read()
        connection.close()

    def __getitem__(self, header: str) -> str | None:
        return self.headers[header]


@pytest.mark.parametrize("path", [SCRIPT, STYLE, "manifest.json"])
def test_text_comes_packed_and_is_the_file(port: int, path: str) -> None:
    packed, plain = Answer(port, path), Answer(port, path, Accept_Encoding="identity")
    assert (packed["content-encoding"], plain["content-encoding"]) == ("gzip", None)
    assert gzip.decompress(packed.body) == plain.body == static.FILES[path].read_bytes()
    assert len(packed.body) < len(plain.body) / 2
    assert packed["content-length"] == str(len(packed.body))
    assert packed["content-type"] == plain["content-type"]
    assert packed["vary"] == plain["vary"] == "Accept-Encoding"
    assert packed["etag"] != plain["etag"]
    assert packed["cache-control"] == plain["cache-control"]
    assert packed["content-security-policy"] == plain["content-security-policy"] == "default-src 'self'"


def test_what_is_packed_already_comes_as_it_is(port: int) -> None:
    answer = Answer(port, FONT)
    assert (answer["content-encoding"], answer["vary"]) == (None, None)
    assert answer.body == static.FILES[FONT].read_bytes()


@pytest.mark.parametrize("accepted", ["", "identity", "br", "gzip;q=0", "gzip; q=0.000, *", "xgzip"])
def test_whoever_reads_no_gzip_gets_the_file_as_it_is(port: int, accepted: str) -> None:
    answer = Answer(port, STYLE, Accept_Encoding=accepted)
    assert answer["content-encoding"] is None
    assert answer.body == static.FILES[STYLE].read_bytes()


@pytest.mark.parametrize("accepted", ["gzip", "br, GZIP", "deflate,gzip;q=0.5"])
def test_whoever_reads_gzip_is_understood(port: int, accepted: str) -> None:
    assert Answer(port, STYLE, Accept_Encoding=accepted)["content-encoding"] == "gzip"


def test_a_page_asked_for_as_one_is_no_reason_to_unpack_a_file(port: int) -> None:
    """Browsers fetch for later what they say could be a page."""
    assert Answer(port, SCRIPT, Accept="text/html,*/*")["content-encoding"] == "gzip"


def test_only_names_that_hold_their_content_are_kept_for_ever(port: int) -> None:
    kept = {path: Answer(port, path, "HEAD")["cache-control"] for path in (SCRIPT, STYLE, FONT)}
    assert kept == dict.fromkeys(kept, FOREVER)
    for path in ("manifest.json", "favicon.png"):
        answer = Answer(port, path)
        assert answer["cache-control"] == "no-cache"
        assert Answer(port, path, If_None_Match=answer["etag"]).status == 304


def test_no_page_is_kept_and_none_is_old(port: int) -> None:
    page = Answer(port, PAGE, Accept="text/html")
    assert page["cache-control"] == "no-store"
    assert (page["etag"], page["last-modified"], page["vary"]) == (None, None, "Accept-Encoding")
    assert '<html lang="ja">' in gzip.decompress(page.body).decode()
    # What a browser may have kept of an earlier version, asked about as it was told then.
    plain = Answer(port, "index.html", Accept_Encoding="identity")
    asked = {"If_None_Match": plain["etag"] or "*", "If_Modified_Since": "Fri, 01 Jan 2100 00:00:00 GMT"}
    again = Answer(port, PAGE, Accept="text/html", Range="bytes=0-9", **asked)
    assert (again.status, again.body) == (200, page.body)


@pytest.mark.parametrize("path", [SCRIPT, PAGE])
def test_head_says_what_get_sends(port: int, path: str) -> None:
    asked = {"Accept": "text/html" if path == PAGE else "*/*"}
    got, told = Answer(port, path, **asked), Answer(port, path, "HEAD", **asked)
    assert told.body == b""
    assert told.status == got.status == 200
    assert {**told.headers, "date": ""} == {**got.headers, "date": ""}


def test_a_part_is_a_part_of_the_file_itself(port: int) -> None:
    answer = Answer(port, SCRIPT, Range="bytes=100-199")
    content = static.FILES[SCRIPT].read_bytes()
    assert (answer.status, answer["content-encoding"]) == (206, None)
    assert answer["content-range"] == f"bytes 100-199/{len(content)}"
    assert answer.body == content[100:200]
    # A part of what was packed cannot be had, so the whole comes.
    packed = Answer(port, SCRIPT)["etag"] or ""
    assert Answer(port, SCRIPT, Range="bytes=100-199", If_Range=packed).body == content
    assert Answer(port, SCRIPT, Range=f"bytes={len(content)}-").status == 416


def test_what_a_browser_has_is_not_sent_again(port: int) -> None:
    tag = Answer(port, SCRIPT)["etag"] or ""
    for known in (tag, f"W/{tag}", f'"another", {tag}'):
        answer = Answer(port, SCRIPT, If_None_Match=known)
        assert (answer.status, answer.body, answer["etag"]) == (304, b"", tag)
        assert (answer["cache-control"], answer["vary"]) == (FOREVER, "Accept-Encoding")
    assert Answer(port, SCRIPT, If_None_Match='"another"').status == 200


def test_foreign_names_and_sites_get_no_file(port: int) -> None:
    assert Answer(port, SCRIPT, Host="evil.example").status == 421
    assert Answer(port, SCRIPT, Origin="http://evil.example").status == 403
    assert Answer(port, SCRIPT, "POST").status == 405
    assert Answer(port, "static/js/none.js").status == 404


def test_a_server_without_a_cache_folder_serves_all_the_same() -> None:
    with served(Path("/none"), environment={"XDG_CACHE_HOME": "/dev/null/cache"}) as address:
        answer = Answer(int(address.rsplit(":", 1)[1]), SCRIPT)
    assert gzip.decompress(answer.body) == static.FILES[SCRIPT].read_bytes()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    written = tmp_path / "file.js"
    written.write_bytes(b"const words = 1;\n" * 5000)
    return written


def test_a_file_is_packed_once(file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = static.packed(file, tmp_path / "cache")
    monkeypatch.delattr(gzip, "compress")
    assert static.packed(file, tmp_path / "cache") == first
    assert gzip.decompress(first.content) == file.read_bytes()


def test_another_content_under_the_same_name_is_another_entry(file: Path, tmp_path: Path) -> None:
    first = static.packed(file, tmp_path / "cache")
    file.write_bytes(b"const words = 2;\n" * 5000)
    second = static.packed(file, tmp_path / "cache")
    assert first.tag != second.tag
    assert gzip.decompress(second.content) == file.read_bytes()


DAMAGES = {
    "empty": lambda whole: b"",
    "cut off": lambda whole: whole[:-3],
    "cut off in the middle": lambda whole: whole[: len(whole) // 2],
    "longer": lambda whole: whole + b"x",
    "a bit": lambda whole: whole[:40] + bytes([whole[40] ^ 1]) + whole[41:],
    "another": lambda whole: gzip.compress(b"alert(1)"),
    "a bomb": lambda whole: gzip.compress(bytes(10**7)),
    "no gzip": lambda whole: b"<html>",
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_entry_is_made_again(file: Path, tmp_path: Path, damage: str) -> None:
    whole = static.packed(file, tmp_path / "cache")
    (entry,) = (tmp_path / "cache").iterdir()
    entry.write_bytes(DAMAGES[damage](whole.content))
    assert static.packed(file, tmp_path / "cache") == whole
    assert entry.read_bytes() == whole.content


def test_a_folder_in_an_entrys_place_is_worked_around(file: Path, tmp_path: Path) -> None:
    whole = static.packed(file, tmp_path / "cache")
    (entry,) = (tmp_path / "cache").iterdir()
    entry.unlink()
    entry.mkdir()
    assert static.packed(file, tmp_path / "cache") == whole
    assert list((tmp_path / "cache").iterdir()) == [entry]


def test_many_at_once_make_one_whole_entry(file: Path, tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        made = set(pool.map(lambda _: static.packed(file, tmp_path / "cache"), range(40)))
    (entry,) = (tmp_path / "cache").iterdir()
    assert made == {static.packed(file, tmp_path / "cache")}
    assert gzip.decompress(entry.read_bytes()) == file.read_bytes()


def test_a_full_disk_is_told_once_and_leaves_nothing(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(self: Path, target: Path) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    for _ in range(3):
        assert gzip.decompress(static.packed(file, tmp_path / "cache").content) == file.read_bytes()
    assert list((tmp_path / "cache").iterdir()) == []
    assert len(caplog.records) == 1
    assert "残せません" in caplog.text


def test_what_is_loaded_for_later_is_there_and_named_by_its_content() -> None:
    parts = static.of_elements()
    assert any("PlotlyChart" in part for part in parts)
    assert [part for part in parts if not static.FILES[part].is_file()] == []
    index = (static.FOLDER / "index.html").read_text()
    assert [part for part in parts if part in index] == []
