"""What a command says of itself and of a slip, on whichever Python and in whichever language the machine speaks."""

import argparse
import ast
import gettext
import inspect
import re
from pathlib import Path

import pytest

from ingest.commandline import Parser

CATALOG = Path(__file__).parents[2] / "ingest" / "locale" / "ja" / "LC_MESSAGES" / "argparse.po"
FOR_PROGRAMMERS = {
    "'required' is an invalid argument for positionals",
    "%r is not callable",
    ".__call__() not defined",
    'argument "-" with mode %r',
    "cannot have multiple subparser arguments",
    "cannot merge actions - two groups are named %r",
    "conflicting option string: %s",
    "conflicting subparser alias: %s",
    "conflicting subparser: %s",
    "dest= is required for options like %r",
    "invalid conflict_resolution value: %r",
    "invalid option string %(option)r: must start with a character %(prefix_chars)r",
    "mutually exclusive arguments must be optional",
}
"""What argparse says to whoever writes a command; nobody who types one meets it."""


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the machine speak English."""
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.setenv(name, "en_US.UTF-8")


@pytest.fixture
def parser() -> Parser:
    """Return a parser with something of everything."""
    parser = Parser(prog="試し", description="試します。")
    option = parser.add_argument
    option("--scope", choices=("city", "nation"))
    option("--sample", action="store_true")
    option("--size", type=int)
    option("--pair", nargs=2)
    option("--some", nargs="+")
    option("--perhaps", nargs="?")
    option("--must", required=True)
    option("-a", "--add", type=argparse.FileType())
    either = parser.add_mutually_exclusive_group()
    either.add_argument("--left", action="store_true")
    either.add_argument("--right", action="store_true")
    command = parser.add_subparsers(title="命令", dest="command", metavar="命令").add_parser("作る")
    one_of = command.add_mutually_exclusive_group(required=True)
    one_of.add_argument("--new")
    one_of.add_argument("--old")
    command.add_argument("何を")
    return parser


def said(parser: argparse.ArgumentParser, arguments: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    """Return the sentence a refused command is answered with; some Pythons put choices in quotes, others do not."""
    with pytest.raises(SystemExit) as ended:
        parser.parse_args(arguments)
    printed = capsys.readouterr()
    assert (ended.value.code, printed.out) == (2, "")
    return printed.err.replace("'", "")


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        ([], "--mustがありません"),
        (["--must", "1", "--scope", "市"], "--scope：「市」は指定できません（city, nation のどれかです）"),
        (["--must", "1", "--sample=はい"], "--sample：値「はい」は付けられません"),
        (["--must", "1", "--size", "多い"], "--size：値「多い」を読めません"),
        (["--must"], "--must：値がありません"),
        (["--must", "1", "--some"], "--some：値が一つもありません"),
        (["--must", "1", "--pair", "1"], "--pair：値は2個です"),
        (["--must", "1", "--left", "--right"], "--right：--left と一緒には指定できません"),
        (["--must", "1", "--rep", "x"], "命令：「x」は指定できません（作る のどれかです）"),
        (["--must", "1", "作る", "版", "--new", "1", "--rep"], "「--rep」という指定はありません"),
        (["--must", "1", "-a", "無い.txt"], "-a/--add：「無い.txt」を開けません（[Errno 2] "),
    ],
)
def test_a_slip_is_answered_in_one_japanese_sentence(
    arguments: list[str], problem: str, parser: Parser, capsys: pytest.CaptureFixture[str]
) -> None:
    words = said(parser, arguments, capsys)
    assert words.startswith(problem)
    assert words.endswith("。書き方は 試し --help で確かめてください。\n")
    assert words.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (
            ["作る", "版"],
            "--new --old のどれか一つが必要です。書き方は 試し 作る --help で確かめてください。\n",
        ),
        (["作る", "--new", "1"], "何をがありません。書き方は 試し 作る --help で確かめてください。\n"),
    ],
)
def test_a_slip_in_a_command_of_it_names_that_command(
    arguments: list[str], words: str, parser: Parser, capsys: pytest.CaptureFixture[str]
) -> None:
    assert said(parser, ["--must", "1", *arguments], capsys) == words


def test_an_option_that_could_be_several_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    parser = Parser(prog="試し")
    parser.add_argument("-ab")
    parser.add_argument("-ac")
    parser.allow_abbrev = True
    assert said(parser, ["-a"], capsys).startswith("-a だけでは -ab, -ac のどれか分かりません。")


def test_help_holds_no_word_of_english(parser: Parser) -> None:
    words = parser.format_help()
    assert words.startswith("使い方: 試し [-h]")
    assert {"指定できるもの:", "命令:"} <= set(words.splitlines())
    assert "この説明を出して終わる" in words
    of_options = re.sub(r"--?[a-z]+|\{[a-z,]+\}|[A-Z]+", "", words)
    assert re.findall("[A-Za-z]{2,}", of_options) == []


def entries() -> dict[str, str]:
    """Return what the text of the catalog holds: the words by what they are said for."""
    found = re.findall(
        r'^msgid "(.+)"\n(?:msgid_plural ".+"\n)?msgstr(?:\[0\])? "(.+)"$',
        CATALOG.read_text(encoding="utf-8"),
        re.MULTILINE,
    )
    return {ast.literal_eval(f'"{english}"'): ast.literal_eval(f'"{words}"') for english, words in found}


def test_the_catalog_in_use_is_made_from_its_text() -> None:
    """After a change of argparse.po, `msgfmt -o argparse.mo argparse.po` beside it makes the other."""
    with CATALOG.with_suffix(".mo").open("rb") as file:
        catalog = gettext.GNUTranslations(file)
    texts = entries()
    assert {english: catalog.gettext(english) for english in texts} == texts
    assert len(texts) == CATALOG.read_text(encoding="utf-8").count("\nmsgid ") - 1  # the first is the heading


def test_every_word_that_argparse_of_this_python_can_show_has_its_japanese() -> None:
    english = {
        call.args[0].value
        for call in ast.walk(ast.parse(inspect.getsource(argparse)))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id in ("_", "ngettext")
        and isinstance(call.args[0], ast.Constant)
    }
    assert len(english) > 20
    assert english - FOR_PROGRAMMERS - set(entries()) == set()


def test_words_keep_the_fields_of_what_they_stand_for() -> None:
    def fields(text: str) -> set[str]:
        """Return the named fields, and how many there are without a name."""
        return set(re.findall(r"%\((\w+)\)", text)) | {str(len(re.findall(r"%[rs]", text)))}

    may_lack = {"type"}  # the name of a type of Python tells nobody anything
    for english, words in entries().items():
        assert fields(english) - fields(words) <= may_lack, english
        assert fields(words) <= fields(english), english
