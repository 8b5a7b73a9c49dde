"""Downloading the police's files from a server of this machine that behaves as servers do."""

import hashlib
import re
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from ingest.commands import main
from ingest.faults import InputError
from ingest.fetch import npa, web, years_of
from ingest.police import folder
from ingest.police.columns import read_columns


def police_file(form: str, year: int, rows: int = 400) -> bytes:
    """Return a file with the header of a form and rows of its shape."""
    headings = [column.header for column in read_columns() if column.form == form and column.printed_in(year)]
    code = npa.FORM_CODES[form]
    lines = [",".join([code, f"{number:05d}", *[" "] * (len(headings) - 2)]) for number in range(rows)]
    return "".join(f"{line}\r\n" for line in [",".join(headings), *lines]).encode("cp932")


@dataclass
class Site:
    """A server with pages by path, and what it does wrong."""

    pages: dict[str, bytes]
    port: int = 0
    tag: str | None = '"first"'
    with_range: bool = True
    with_length: bool = True
    cut_after: int | None = None  # bytes of one answer, then the connection ends
    status: list[int] = field(default_factory=list)  # answers instead, one a request
    asked: list[tuple[str, str | None]] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/{{year}}/{{form}}_{{year}}.csv"


class Handler(BaseHTTPRequestHandler):
    site: Site

    def do_GET(self) -> None:
        site = self.site
        asked = self.headers.get("Range")
        site.asked.append((self.path, asked))
        body = site.pages.get(self.path)
        if site.status or body is None:
            self.send_error(site.status.pop(0) if site.status else 404)
            return
        begin = 0
        if site.with_range and asked and self.headers.get("If-Range") == site.tag:
            begin = int(re.fullmatch(r"bytes=(\d+)-", asked)[1])
            if begin >= len(body):
                self.send_response(416)
                self.send_header("Content-Range", f"bytes */{len(body)}")
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
        self.send_response(206 if begin else 200)
        if begin:
            self.send_header("Content-Range", f"bytes {begin}-{len(body) - 1}/{len(body)}")
        if site.tag:
            self.send_header("ETag", site.tag)
        if site.with_length:
            self.send_header("Content-Length", str(len(body) - begin))
        self.end_headers()
        rest = body[begin:]
        self.wfile.write(rest if site.cut_after is None else rest[: site.cut_after])
        self.close_connection = True

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """Serve the three files of 2021."""
    monkeypatch.setattr(web, "PAUSE_SECONDS", 0.0)
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    pages = {f"/2021/{form}_2021.csv": police_file(form, 2021) for form in npa.FORM_CODES}
    served = Site(pages)
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Served", (Handler,), {"site": served}))
    served.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield served
    server.shutdown()
    server.server_close()


Fetch = Callable[..., list[str]]


@pytest.fixture
def fetch(site: Site, tmp_path: Path) -> Fetch:
    """Return a function that downloads 2021 into a folder and returns what was said."""

    def fetched(years: str = "2021") -> list[str]:
        said: list[str] = []
        npa.fetch(years_of(years), tmp_path, said.append, lambda _: lambda *_: None, site.address)
        return said

    return fetched


def refusal(fetch: Fetch, years: str = "2021") -> str:
    with pytest.raises(InputError) as refused:
        fetch(years)
    return str(refused.value)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


WHOLE = ["hojuhyo_2021.csv", "honhyo_2021.csv", "kosokuhyo_2021.csv"]
HONHYO = "/2021/honhyo_2021.csv"


def test_all_forms_arrive_byte_for_byte_with_rows_size_and_hash(
    fetch: Fetch, site: Site, tmp_path: Path
) -> None:
    said = fetch()
    assert names(tmp_path) == WHOLE
    content = (tmp_path / "honhyo_2021.csv").read_bytes()
    assert content == site.pages[HONHYO]
    assert said[0] == (
        f"honhyo_2021.csv：400行、{len(content):,}バイト、SHA-256 {hashlib.sha256(content).hexdigest()}"
    )
    assert [file.title for file in folder.choose(tmp_path).files] == [
        "本票 2021年",
        "高速票 2021年",
        "補充票 2021年",
    ]


def test_what_is_there_is_checked_and_not_downloaded_again(fetch: Fetch, site: Site) -> None:
    fetch()
    site.asked.clear()
    said = fetch()
    assert site.asked == []
    assert len(said) == 3
    assert all("すでにあるので、ダウンロードしません" in line for line in said)


def test_a_file_that_is_there_and_damaged_is_named_and_kept(fetch: Fetch, tmp_path: Path) -> None:
    fetch()
    damaged = tmp_path / "honhyo_2021.csv"
    content = damaged.read_bytes()[:-40]
    damaged.write_bytes(content)
    assert refusal(fetch) == (
        "honhyo_2021.csvの401行目：最後の行が途中で切れています。このファイルを消してから、もう一度実行してください。"
    )
    assert damaged.read_bytes() == content


def test_a_cut_connection_is_continued_where_it_ended(fetch: Fetch, site: Site, tmp_path: Path) -> None:
    size = len(site.pages[HONHYO])
    site.cut_after = size // 2 + 1
    fetch()
    assert [asked for path, asked in site.asked if path == HONHYO] == [None, f"bytes={size // 2 + 1}-"]
    assert (tmp_path / "honhyo_2021.csv").read_bytes() == site.pages[HONHYO]
    assert names(tmp_path) == WHOLE


def test_what_stayed_unfinished_is_continued_by_the_next_command(
    fetch: Fetch, site: Site, tmp_path: Path
) -> None:
    site.cut_after = 1000
    text = refusal(fetch)
    assert (
        "honhyo_2021.csv：ダウンロードできません。途中で切れました（3回試しました）。もう一度実行してください"
        in text
    )
    assert (tmp_path / "honhyo_2021.csv.part").stat().st_size == 3000
    site.cut_after = None
    site.asked.clear()
    fetch()
    assert site.asked[0] == (HONHYO, "bytes=3000-")
    assert names(tmp_path) == WHOLE
    assert (tmp_path / "honhyo_2021.csv").read_bytes() == site.pages[HONHYO]


@pytest.mark.parametrize("change", ["no range", "another version", "no mark"])
def test_the_file_begins_anew_where_it_cannot_be_continued(
    change: str, fetch: Fetch, site: Site, tmp_path: Path
) -> None:
    site.cut_after = 1000
    site.tag = None if change == "no mark" else site.tag
    refusal(fetch)
    site.cut_after = None
    if change == "no range":
        site.with_range = False
    if change == "another version":
        site.tag, site.pages[HONHYO] = '"second"', police_file("honhyo", 2021, rows=500)
    fetch()
    assert (tmp_path / "honhyo_2021.csv").read_bytes() == site.pages[HONHYO]
    assert names(tmp_path) == WHOLE


def test_a_part_that_is_whole_already_only_gets_its_name(fetch: Fetch, site: Site, tmp_path: Path) -> None:
    (tmp_path / "honhyo_2021.csv.part").write_bytes(site.pages[HONHYO])
    (tmp_path / "honhyo_2021.csv.part.mark").write_text(site.tag)
    fetch()
    assert names(tmp_path) == WHOLE


def test_a_year_that_is_not_published_is_named_and_the_others_arrive(fetch: Fetch, tmp_path: Path) -> None:
    text = refusal(fetch, "2021,2022")
    assert text.splitlines()[0] == (
        "honhyo_2022.csv：この年のファイルは公表されていません（404）。"
        "年を確かめてください。新しい年の分は、翌年の夏ごろに公表されます。"
    )
    assert len(text.splitlines()) == 3
    assert names(tmp_path) == WHOLE


def test_a_server_in_trouble_is_asked_again_and_not_for_ever(
    fetch: Fetch, site: Site, tmp_path: Path
) -> None:
    site.status = [503, 503]
    fetch()
    assert [path for path, _ in site.asked].count(HONHYO) == 3
    for name in WHOLE:
        (tmp_path / name).unlink()
    site.status = [500] * 9
    assert "honhyo_2021.csv：ダウンロードできません。サーバーが応じません（500）（3回試しました）" in refusal(
        fetch
    )


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (
            b"<!DOCTYPE html>\n<html><body>moved</body></html>\n",
            "CSVではなく、ウェブページ（HTML）が届きました",
        ),
        ("\ufeff  <html>,\n".encode(), "CSVではなく、ウェブページ（HTML）が届きました"),
        (b"a,b,c\n1,2,3\n", "見出しが警察庁のものではありません"),
        (police_file("hojuhyo", 2021), "見出しが本票ではなく補充票のものです"),
        (police_file("honhyo", 2021)[:-30], "401行目：最後の行が途中で切れています"),
        (police_file("honhyo", 2021, rows=0), "見出しだけで、記録がありません"),
        (
            police_file("honhyo", 2021).replace(b"\r\n1,", b"\r\n2,"),
            "本票の58列の行ではない行が400行あります",
        ),
        (b"", "見出し行がありません"),
    ],
)
def test_what_is_not_the_file_is_refused_and_not_kept(
    content: bytes, problem: str, fetch: Fetch, site: Site, tmp_path: Path
) -> None:
    site.pages[HONHYO] = content
    text = refusal(fetch)
    assert text.startswith("honhyo_2021.csv")
    assert problem in text
    assert "しばらくしてから、もう一度実行してください" in text
    assert names(tmp_path) == ["hojuhyo_2021.csv", "kosokuhyo_2021.csv"]


def test_a_row_the_publisher_got_wrong_is_left_to_the_build(fetch: Fetch, site: Site, tmp_path: Path) -> None:
    site.pages[HONHYO] = site.pages[HONHYO].replace(b"1,00007,", b"1,00007,,", 1)
    fetch()
    assert names(tmp_path) == WHOLE


def test_without_a_length_the_last_line_tells_that_a_file_is_whole(
    fetch: Fetch, site: Site, tmp_path: Path
) -> None:
    site.with_length = False
    fetch()
    assert names(tmp_path) == WHOLE
    (tmp_path / "honhyo_2021.csv").unlink()
    site.pages[HONHYO] = site.pages[HONHYO][:-2]
    assert "最後の行が途中で切れています" in refusal(fetch)


def test_without_a_connection_it_says_what_to_do_by_hand_and_stops(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, site: Site
) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    site.port = port
    said: list[str] = []
    with pytest.raises(InputError) as refused:
        npa.fetch([2019, 2020], tmp_path, said.append, lambda _: lambda *_: None, site.address)
    (fault,) = refused.value.faults
    text = str(fault)
    assert "ダウンロードできません。サーバーに接続を断られました" in text
    assert f"http://127.0.0.1:{port}/index_opendata.html を開き" in text
    assert f"名前を変えずに「{tmp_path}」に置いてください" in text


def test_a_folder_that_cannot_be_made_is_a_fault(tmp_path: Path, site: Site) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(InputError, match="開けません"):
        npa.fetch([2021], tmp_path / "file" / "npa", str, lambda _: lambda *_: None, site.address)


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2021", [2021]),
        ("2019-2021", [2019, 2020, 2021]),
        ("2021, 2019～2020", [2019, 2020, 2021]),
        ("2020,2020", [2020]),
    ],
)
def test_years(text: str, years: list[int]) -> None:
    assert years_of(text) == years


@pytest.mark.parametrize("text", ["", "21", "2018", "2021-2019", "2019-2100", "二〇二一", "2019-"])
def test_what_is_no_year_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="「"):
        years_of(text)


def test_the_address_of_the_publisher_is_data() -> None:
    assert "/opendata/{year}/{form}_{year}.csv" in npa.ADDRESSES.read_text(encoding="utf-8")


@pytest.mark.usefixtures("_handlers")
def test_the_command_prints_the_folder_last(
    site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["fetch-npa", "--years", "2021", "--to", str(tmp_path / "npa"), "--address", site.address]
    assert main(arguments) == 0
    printed = capsys.readouterr()
    assert printed.out == f"{tmp_path / 'npa'}\n"
    assert "■■■■■ 0/0MB" in printed.err
    assert "SHA-256" in printed.err
    assert f"build --npa {tmp_path / 'npa'}" in printed.err


@pytest.mark.usefixtures("_handlers")
@pytest.mark.parametrize("wrong", [["--years", "2018"], ["--years", "2022"]])
def test_the_command_refuses_with_exit_code_2(
    wrong: list[str], site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["fetch-npa", *wrong, "--to", str(tmp_path), "--address", site.address]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "ダウンロードできなかったファイルがあります" in printed.err
