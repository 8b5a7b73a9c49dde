"""What a map file is, by its first bytes and its size, before a library that reads maps sees it."""

from pathlib import Path

from ingest import system
from ingest.faults import Fault, InputError
from ingest.overlays.files import IN_QGIS

MOST_BYTES = 100_000_000
"""The largest map file, unpacked: reading it takes several times as much memory."""

_MARK = b"\xef\xbb\xbf"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_KINDS = {
    b"{": "GeoJSON",
    b"SQLite format 3\0": "GeoPackage",
    b"\0\0\x27\x0a": "Shapefile",
    b"PK\x03\x04": "zip",
    b"PK\x05\x06": "zip",
    b"PMTiles\x03": "PMTiles",
}
_OTHERS = {
    b"<": "XMLかHTMLの文書",
    b"[": "JSONの並び",
    b"%PDF": "PDF",
    b"\x89PNG": "画像",
    b"\xff\xd8\xff": "画像",
    b"\x1f\x8b": "gzipで圧縮したもの",
}
_KIND_OF = {
    ".geojson": "GeoJSON",
    ".json": "GeoJSON",
    ".gpkg": "GeoPackage",
    ".shp": "Shapefile",
    ".shx": "Shapefile",
    ".zip": "zip",
    ".pmtiles": "PMTiles",
}
_LOOKED_AT = 4096


def check(shown: str, path: Path, ending: str) -> None:
    """Refuse a file, which messages call `shown`, whose first bytes are not of the kind its ending names.

    Raises
    ------
    InputError
        When it is something else, or cannot be opened.
    """
    try:
        with path.open("rb") as opened:
            first = opened.read(_LOOKED_AT)
    except OSError as error:
        raise InputError([system.not_opened(shown, error)]) from error
    kind = _KIND_OF[ending]
    if kind == "GeoJSON" and first.startswith(_UTF_16):
        raise InputError([Fault(shown, "", "文字コードがUTF-16です", "UTF-8で保存し直してください")])
    text = first.removeprefix(_MARK).lstrip()
    if not any(
        name == kind and (text if kind == "GeoJSON" else first).startswith(begin)
        for begin, name in _KINDS.items()
    ):
        is_what = next((name for begin, name in (_KINDS | _OTHERS).items() if text.startswith(begin)), None)
        inside = "（空です）" if not first else f"（中身は{is_what}です）" if is_what else ""
        problem = f"名前の終わりは「{ending}」ですが、{kind}ではありません{inside}"
        raise InputError([Fault(shown, "", problem, f"元のデータを確かめ、{IN_QGIS}")])


def check_size(shown: str, size: int, most: int = MOST_BYTES) -> None:
    """Refuse a file, or what is packed in it, that is too large.

    Raises
    ------
    InputError
        When it has more than `most` bytes.
    """
    if size > most:
        problem = f"大きすぎます（展開して{most // 1_000_000}MBまで）"
        raise InputError(
            [Fault(shown, "", problem, "QGISで、市のまわりだけを切り出して保存し直してください")]
        )
