"""Random damage to the content of files: their bytes, cells, headings, fields and parts of workbooks."""

import io
import random
import re
import zipfile

CELLS = (
    *(
        "",
        " ",
        "0",
        "-1",
        "１２",
        "９．５",
        "1e309",
        "NaN",
        "inf",
        "999999999999",
        "130",
        "令和60年度",
        "2023-02-30",
    ),
    *(
        "45230",
        "1904-01-01",
        "九",
        "=1+1",
        "#REF!",
        '"',
        "'",
        ",",
        "\0",
        "\x1a",
        "\ufeff",
        "髙﨑",
        "🗾",
        "18歳以上",
    ),
    *("true", "x" * 70000),
)
VALUES = (
    *(
        "[]",
        "{}",
        "[1, 2",
        "{a: b",
        "null",
        "true",
        "3",
        "-1",
        "1.5",
        "1e309",
        "9" * 5000,
        "2023-02-30",
        "2024-12-31",
    ),
    *(
        "'",
        '"',
        "|",
        ">",
        "- a",
        "&a [*a]",
        "*a",
        "!!python/object:os.system a",
        "!!int x",
        "!!timestamp 2024",
    ),
    *("%", "@", "a: b", "長い" * 500, "\t", "１２", "\u2028", "\x07", "---", "...", "#"),
)
SCRAPS = (
    b"\0",
    b"\xff\xfe",
    b"\x1a",
    b'"',
    b"\r",
    b"\n\n",
    b",",
    b"\x81",
    b"PK\x03\x04",
    b"<",
    b"{",
    b"]",
    b": ",
    b"\t",
)


def mutated(content: bytes, name: str, chance: random.Random) -> bytes:
    """Return the content of a file with a few of its bytes, cells or headings changed."""
    if name.endswith(".xlsx") and chance.random() < 0.7:
        return mutated_member(content, chance)
    changes = (with_bytes, with_cell, with_cell, with_heading)
    if name.endswith(".yaml"):
        changes = (with_bytes, with_field, with_field, with_field, with_line)
    for _ in range(chance.randint(1, 3)):
        content = chance.choice(changes)(content, chance)
    return content


def with_field(content: bytes, chance: random.Random) -> bytes:
    """Give a key of a YAML file another value, or a value another key."""
    fields = list(re.finditer(rb"([\w\"-]+):[ \n]+([^\n]*)", content))
    if not fields:
        return content
    found = chance.choice(fields)
    if chance.random() < 0.2:
        key = chance.choice((chance.choice(fields)[1], chance.choice(VALUES).encode()))
        return content[: found.start(1)] + key + content[found.end(1) :]
    value = chance.choice((chance.choice(fields)[2], *(value.encode() for value in (*VALUES, *CELLS))))
    return content[: found.start(2)] + value + content[found.end(2) :]


def with_line(content: bytes, chance: random.Random) -> bytes:
    """Leave out, repeat, move or indent a line."""
    lines = content.split(b"\n")
    place = chance.randrange(len(lines))
    line = lines.pop(place)
    kept = chance.choice(([], [line, line], [b"  " + line], [line.removeprefix(b"  ")]))
    lines[place:place] = kept
    if not kept:
        lines.insert(chance.randrange(len(lines) + 1), chance.choice((line, b"")))
    return b"\n".join(lines)


def with_bytes(content: bytes, chance: random.Random) -> bytes:
    """Truncate, cut, repeat or overwrite a piece."""
    first, last = sorted(chance.randint(0, len(content)) for _ in range(2))
    last = min(last, first + 200)
    piece = chance.choice((b"", content[first:last] * 2, chance.choice(SCRAPS), chance.randbytes(4)))
    return content[:first] + piece + (b"" if chance.random() < 0.2 else content[last:])


def with_cell(content: bytes, chance: random.Random) -> bytes:
    """Put something else between two delimiters of a line."""
    lines = content.split(b"\n")
    line = chance.randrange(len(lines))
    cells = re.split(b"([,:])", lines[line])
    encoding = chance.choice(("utf-8", "cp932"))
    cells[chance.randrange(len(cells))] = chance.choice(CELLS).encode(encoding, "replace")
    lines[line] = b"".join(cells)
    return b"\n".join(lines)


def with_heading(content: bytes, chance: random.Random) -> bytes:
    """Leave out, repeat, move or rename a heading, or leave out the line."""
    head, end, rest = content.partition(b"\n")
    cells = head.split(b",")
    place, other = chance.randrange(len(cells)), chance.randrange(len(cells))
    match chance.randrange(3):
        case 0:
            cells.pop(place)
        case 1:
            cells.insert(other, cells[place])
        case 2:
            cells[place], cells[other] = cells[other], cells[place]
        case 3:
            cells[place] = chance.choice(CELLS).encode()
        case _:
            return rest
    return b",".join(cells) + end + rest


def mutated_member(content: bytes, chance: random.Random) -> bytes:
    """Change a part of a workbook inside an archive that stays whole."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    name = chance.choice(("xl/worksheets/sheet1.xml", "xl/worksheets/sheet1.xml", *members))
    if chance.random() < 0.5:
        members[name] = with_bytes(members[name], chance)
    else:
        values = list(re.finditer(rb'>[^<]+<|"[^"]*"', members[name]))
        found = chance.choice(values)
        quote = members[name][found.start() : found.start() + 1], members[name][found.end() - 1 : found.end()]
        cell = chance.choice(CELLS).encode().replace(b"<", b"").replace(b'"', b"")
        members[name] = (quote[0] + cell + quote[1]).join(
            (members[name][: found.start()], members[name][found.end() :])
        )
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, text in members.items():
            archive.writestr(member, text)
    return made.getvalue()
