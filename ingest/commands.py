"""The command line: `python -m ingest build …` makes an edition, `python -m ingest check …` only tries.

`python -m ingest fetch-npa …` and `python -m ingest fetch-basemap …` download the police's files and the streets of a
published map first, where there is internet; `python -m ingest propose …` writes a first mapping for a survey's
answers; `python -m ingest learn …` writes what an edition of the whole nation teaches to data/definitions.
"""

import argparse
import signal
import sys
from pathlib import Path
from types import FrameType
from typing import NoReturn, get_args

import queries
from ingest import names, noticed, validation, workplace
from ingest.bar import growing
from ingest.build import PROJECT, Inputs, build
from ingest.commandline import REFUSED, Parser
from ingest.faults import Fault, InputError, told
from ingest.surveys import proposal
from ingest.surveys.rules import read_rules
from queries import editions

FINDINGS = {
    "unknown_header": "見出し「{detail}」は知らないので読みませんでした",
    "unknown_code": "コード表にない値があります（{detail}）",
    "no_coordinates": "緯度と経度のない事故が{rows:,}行あります（地図に出せません）",
    "impossible_coordinates": "緯度と経度がありえない事故が{rows:,}行あります（地図に出せません）",
    "rounded_coordinates": "緯度と経度が表計算ソフトで書き換わった事故が{rows:,}行あります"
    "（1.40221E+09 や末尾の .0 など。地図に出せません。警察庁のサイトの元のファイルを使ってください）",
    "far_coordinates": "市町村から遠く離れた位置の事故が{rows:,}行あります（件数に入れ、地図には出せません）",
    "decimal_degrees": "緯度と経度が度の小数で書かれた事故が{rows:,}行あります（度として読みました）",
    "impossible_time": "発生日時がありえない事故が{rows:,}行あります（時刻なしで読みました）",
    "severity_mismatch": "事故内容と死者数が食い違う事故が{rows:,}行あります（死者が1人以上なら死亡事故としました）",
    "quoted_cells": "セルが引用符で囲まれていました（外して読みました）",
    "tab_separated": "セルがタブで区切られていました（区切りとして読みました）",
    "unicode_text": "文字コードがUTF-8でした（UTF-8として読みました）",
    "misnamed_file": "「{detail}」は名前か置き場所が違うので読みませんでした"
    "（矢印の右の名前で、同じフォルダーに置いてください）",
    "skipped_file": "「{detail}」は読みませんでした"
    "（読む種類のファイルでないか、調査ならどのYAMLの「file」にも書かれていません）",
    "skipped_sheet": "シート「{detail}」は読みませんでした",
    "repeated_file": "「{detail}」と内容が同じなので、一度だけ読みました",
    "repaired_geometry": "「{detail}」の{rows:,}個の地物は、形が交わっていたので直しました",
    "repeated_layer": "{detail}は同じ内容のレイヤーなので、一度だけ読みました",
    "unnamed_layer": "{detail}は、名称の列が分からないので名称なしで読みました"
    "（同じフォルダーの layers.csv の「名称の列」に書くと、名称が付きます）",
    "wrong_encoding": "「{detail}」は.cpgの文字コードで読めないので、別の文字コードで読みました",
    "undrawn_class": "「{detail}」の{rows:,}個は、背景の地図に描く種類でないので読みませんでした",
    "unused_boundary": "市の境は「{detail}」のものを使い、このファイルのものは使いませんでした",
    "late_answers": "「{detail}」の追加の{rows:,}件は次の調査まで載せません（数字は前の版のままです）",
    "changed_answers": "「{detail}」の回答の直しや取り消しは次の調査まで載せません（数字は前の版のままです）",
    "other_department": "担当課が計画と違います：{detail}（{rows:,}行。値は読みました）",
    "no_highway_file": "{detail}がないため、高速道路の事故を見分けられません",
}
"""What is said about a thing noticed while reading, by its kind in `ingest_findings`."""

NOT_RECORDS = ("plan", "definition")
"""Readers whose files the terminal does not list: they come with the project, and a bad row of theirs is refused."""

REJECTED = (
    "読めないところは数えていません。元のファイルのその行（答えや区分の書き方が違うだけなら調査のYAML）を直して、もう一度"
    "作ってください。すべての行番号は、画面の「データ」から保存できます。"
)
"""What to do about rows that could not be read."""

REFUSALS = {
    "fetch-npa": "ダウンロードできなかったファイルがあります",
    "fetch-basemap": "背景の地図をダウンロードできません",
    "propose": "説明書きの下書きを作れません",
    "learn": "この版からは学べません",
}
INTERRUPTIONS = {
    "fetch-npa": "中断しました。同じ命令をもう一度実行すると、続きからダウンロードします。",
    "fetch-basemap": "中断しました。同じ命令をもう一度実行すると、はじめからダウンロードします。",
    "propose": "中断しました。",
    "learn": "中断しました。同じ命令をもう一度実行すると、はじめから計算します。",
}
"""What is said when a command is refused or stopped, where it is not about an edition."""


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit code: 0, 2 when an input is refused, 128 + n when stopped by signal n."""
    parsed = _parser().parse_args(arguments)
    stopped_by: list[int] = []

    def stop(number: int, frame: FrameType | None) -> NoReturn:
        """End by an exception when the process is asked to stop, so that nothing unfinished stays."""
        stopped_by.append(number)
        raise KeyboardInterrupt

    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)
    try:
        if parsed.command == "fetch-npa":
            print(_fetch(parsed))
        elif parsed.command == "fetch-basemap":
            print(_fetch_basemap(parsed))
        elif parsed.command == "propose":
            print(_propose(parsed))
        elif parsed.command == "learn":
            print(_learn(parsed))
        else:
            with workplace.own() as folder:
                out = folder / "check.duckdb" if parsed.command == "check" else parsed.out
                edition = build(_inputs(parsed), _say, out)
                _print_summary(edition)
            if parsed.command == "build":
                print(edition)
    except InputError as error:
        _say(f"{REFUSALS.get(parsed.command, '版を作れません')}。直すところが{len(error.faults)}件あります。")
        for sentence in told(error.faults):
            _say(f"・{sentence}")
        return REFUSED
    except (
        KeyboardInterrupt,
        RuntimeError,
    ):  # DuckDB turns what a signal raises during a query into the latter
        if not stopped_by:
            raise
        _say(INTERRUPTIONS.get(parsed.command, "中断しました。作りかけの版は残していません。"))
        return 128 + stopped_by[0]
    return 0


def _inputs(parsed: argparse.Namespace) -> Inputs:
    if refusal := validation.control_character(parsed.title or ""):
        raise InputError([Fault("--title", "", *refusal)])
    return Inputs(
        **{
            name: names.found(path)
            for name in ("npa", "reports", "survey", "population", "overlays", "basemap")
            if (path := getattr(parsed, name))
        },
        after=parsed.after,
        with_sample=parsed.sample,
        scope=parsed.scope,
        title=parsed.title,
    )


def _fetch(parsed: argparse.Namespace) -> Path:
    """Download the police's files and return their folder."""
    from ingest import fetch  # few commands need it

    try:
        years = fetch.years_of(parsed.years)
    except ValueError as error:
        remedy = "2019-2024 や 2019,2021 のように書いてください"
        raise InputError([Fault("--years", "", str(error), remedy)]) from error
    folder = fetch.fetch(years, parsed.to, _say, lambda name: growing(name, sys.stderr), parsed.address)
    _say(f"次は python -m ingest build --npa {folder} で版を作ります。")
    return folder


def _fetch_basemap(parsed: argparse.Namespace) -> Path:
    """Download the city's part of a background map and return its file."""
    from ingest.fetch import basemap  # few commands need it

    file = basemap.fetch(
        parsed.out, PROJECT / "data", _say, lambda name: growing(name, sys.stderr), parsed.address
    )
    _say(
        f"次は python -m ingest build --basemap {file.parent} で版を作ります（ファイルは別のPCに運んで使えます）。"
    )
    return file


def _propose(parsed: argparse.Namespace) -> Path:
    """Write a first mapping for a file of answers and return where."""
    written = proposal.write(parsed.file, parsed.sheet, read_rules(PROJECT / "data"))
    _say(
        f"空いているところと質問を直してから、python -m ingest check --survey {written.parent} で確かめてください。"
    )
    return written


def _learn(parsed: argparse.Namespace) -> Path:
    """Write what an edition teaches and return the folder of the files."""
    from ingest.learn import definitions  # scipy takes long to import, and other commands hardly need it

    folder: Path = parsed.to
    definitions.learn(parsed.edition, folder, _say)
    _say("次は python -m ingest build で版を作り直すと、新しい値が入ります。")
    return folder


def _parser() -> Parser:
    parser = Parser(prog="python -m ingest", description="資料から版を作ります。")
    commands = parser.add_subparsers(title="命令", dest="command", required=True, metavar="命令")
    for name, text in (
        ("build", "版を作り、最後の行に置き場所を出します"),
        ("check", "版を作らずに、資料が読めるかどうかだけを確かめます"),
    ):
        command = commands.add_parser(name, help=text, prog=f"{parser.prog} {name}", description=f"{text}。")
        option = command.add_argument
        option(
            "--npa", type=Path, metavar="DIR", help="警察庁の事故ファイル（フォルダーまたは1つのファイル）"
        )
        option("--reports", type=Path, metavar="DIR", help="担当課の報告（フォルダーまたは1つのファイル）")
        option("--survey", type=Path, metavar="DIR", help="市民調査の回答とYAMLを入れたフォルダー")
        option("--population", type=Path, metavar="FILE", help="年齢別の人口（1つのファイル）")
        option(
            "--overlays",
            type=Path,
            metavar="DIR",
            help="通学路・学校などの地図データ（フォルダーまたは1つのファイル）",
        )
        option("--basemap", type=Path, metavar="DIR", help="背景にする道路や川の地図データを入れたフォルダー")
        option(
            "--scope",
            choices=get_args(editions.Scope),
            default="prefecture",
            help="事故の記録の範囲：市・県（標準）・全国",
        )
        option("--sample", action="store_true", help="指定しない資料を合成した記録（サンプル）で補う")
        option("--title", metavar="TEXT", help="画面の題名")
        option(
            "--after",
            metavar="EDITION",
            help="前の版の名前かファイル。数人分の差から答えが分かる調査は、その版の数字のままにする"
            "（標準は、調査ごとに、それが入っている最も新しい版）",
        )
        if name == "build":
            option("--out", type=Path, metavar="FILE", help="版の置き場所（標準は data/editions の中）")
    text = "警察庁の事故ファイルをダウンロードします（インターネットが必要です）"
    command = commands.add_parser(
        "fetch-npa", help=text, prog=f"{parser.prog} fetch-npa", description=f"{text}。"
    )
    option = command.add_argument
    option("--years", required=True, metavar="YEARS", help="資料年次。2019-2024 や 2019,2021 のように書く")
    option(
        "--to",
        type=Path,
        default=PROJECT / "data" / "raw" / "npa",
        metavar="DIR",
        help="置き場所（標準は data/raw/npa）",
    )
    option(
        "--address",
        metavar="URL",
        help="ほかの場所から取るときのアドレス（{form} と {year} を含む。標準は data/downloads.toml）",
    )
    text = "公開されている地図から、市のまわりの道路や川をダウンロードします（インターネットが必要です）"
    command = commands.add_parser(
        "fetch-basemap", help=text, prog=f"{parser.prog} fetch-basemap", description=f"{text}。"
    )
    option = command.add_argument
    option(
        "--out",
        type=Path,
        default=PROJECT / "data" / "raw" / "basemap" / "basemap.pmtiles",
        metavar="FILE",
        help="置き場所（標準は data/raw/basemap/basemap.pmtiles）",
    )
    option(
        "--address",
        metavar="URL",
        help="ほかの場所にある地図（PMTiles）から取るときのアドレス（標準は data/basemap.toml）",
    )
    text = "調査の回答ファイルから、説明書き（YAML）の下書きを作ります"
    command = commands.add_parser(
        "propose", help=text, prog=f"{parser.prog} propose", description=f"{text}。"
    )
    option = command.add_argument
    option("file", type=Path, metavar="FILE", help="回答のCSVかXLSX。下書きは同じフォルダーに置く")
    option("--sheet", metavar="NAME", help="XLSXにシートが2枚以上あるとき、読むシートの名前")
    text = "全国の版の記録から、予測のばらつきや補正の値を計算し、data/definitions のファイルを書き換えます"
    command = commands.add_parser("learn", help=text, prog=f"{parser.prog} learn", description=f"{text}。")
    option = command.add_argument
    option("edition", type=Path, metavar="EDITION", help="全国（--scope nation）の版のファイル")
    option(
        "--to",
        type=Path,
        default=PROJECT / "data" / "definitions",
        metavar="DIR",
        help="ファイルの置き場所（標準は data/definitions）",
    )
    return parser


def _say(message: str) -> None:
    print(message, file=sys.stderr, flush=True)


def _print_summary(edition: Path) -> None:
    """Print what became of the rows of every file of records, why some were refused, and what was noticed."""
    with queries.connect(edition) as connection:
        for file in queries.rows(connection, "data/files").itertuples():
            if file.reader not in NOT_RECORDS:
                answers = f"、ほかに不可の答え{file.answers_rejected:,}" if file.answers_rejected else ""
                _say(
                    f"{file.file_name}：{file.rows_read:,}行＝読込{file.rows_loaded:,}"
                    f"＋範囲外{file.rows_out_of_scope:,}＋不可{file.rows_rejected:,}{answers}"
                )
        refused = queries.rows(connection, "data/rejections")
        for one in refused.itertuples():
            _say(
                f"{one.file_name}：{one.rows_rejected:,}行に読めないところがありました"
                f"（{one.reason}。最初は{one.first_line:,}行目）。"
            )
        if len(refused):
            _say(REJECTED)
        for sentence in noticed.sentences(queries.rows(connection, "data/findings"), FINDINGS):
            _say(sentence)
