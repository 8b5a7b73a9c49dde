"""The city's part of a published background map, and what is said where it cannot be had."""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from ingest import edition, system, tables
from ingest.basemap import area, settings
from ingest.basemap.settings import ATTRIBUTE, Basemap, Layer
from ingest.definitions import Cell
from ingest.faults import Fault, InputError
from ingest.fetch import archive
from ingest.fetch.archive import Archive, ArchiveError
from ingest.fetch.ranges import ChangedError, NoRangesError
from ingest.fetch.web import DownloadError, NotPublishedError, Progress, UnreachableError

REMEDIES: dict[type[Exception], str] = {
    UnreachableError: "インターネットにつながるPCで実行し、できたファイルをこのPCに運んでください",
    NotPublishedError: f"公開元のお知らせを見て、{settings.FILE} のアドレスを直してください",
    ChangedError: "もう一度実行してください（はじめから取り直します）",
    NoRangesError: "プロキシを通しているときは管理者に聞いてください。ほかの置き場所は --address で指定できます",
    ArchiveError: f"公開元のお知らせを見て、{settings.FILE} のアドレスとズームレベルを確かめてください",
    DownloadError: "しばらくしてから、もう一度実行してください",
}
"""What to do about a map that cannot be had, by the cause."""

UNTRIED = f"{settings.FILE} にあるアドレスからは、まだ取り込んだことがありません。できた地図を画面で確かめてください。"


def fetch(
    target: Path,
    data: Path,
    say: Callable[[str], None],
    progress: Callable[[str], Progress],
    address: str | None = None,
) -> Path:
    """Write the city's part of the published background map to a PMTiles file that `--basemap` takes; return it.

    The file gets its name when it is whole; a map that is there stays until then.

    Parameters
    ----------
    target
        Where the file goes; its folder is made where it is not there.
    data
        The folder of definitions: `basemap.toml` says which map, `areas/cells.csv` where the city lies.
    say
        Is told in Japanese what happened.
    progress
        Returns what is told how far a file of this name is.
    address
        Address of the map; None: the publisher's, from `basemap.toml`.

    Raises
    ------
    InputError
        With what is wrong with the definitions, the connection, the server, the map or the place of the file.
    """
    basemap = settings.read(data)
    cells = tables.read_rows(data / "areas" / "cells.csv", Cell, shown="areas/cells.csv")
    bounds = area.bounds(cell.mesh_code for _, cell in cells)
    _refuse_other(target)
    if basemap.tried_on is None and address is None:
        say(UNTRIED)
    url = address or basemap.address
    try:
        published = Archive.opened(url)
        spans = published.tiles(bounds, basemap.zoom)
        metadata = published.metadata()
        for sentence in _not_listed(basemap, metadata):
            say(sentence)
        parts = published.read(spans.values(), progress(target.name))
    except (DownloadError, ArchiveError) as error:
        raise InputError(
            [Fault(url, "", f"ダウンロードできません。{error}", REMEDIES[type(error)])]
        ) from error
    tiles = {number: parts[span] for number, span in spans.items()}
    told = {**metadata, "vector_layers": _completed(basemap, metadata), **_credit(basemap, url)}
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        archive.write(target, tiles, published.header, bounds, told)
    except OSError as error:
        problem = f"書き込めません（{system.cause(error) or '理由は分かりません'}）"
        remedy = "空き容量と権限を確かめるか、--out で別の場所を指定してください"
        raise InputError([Fault(str(target), "", problem, remedy)]) from error
    content = target.read_bytes()
    say(
        f"{target.name}：タイル{len(tiles):,}枚、{len(content):,}バイト（サーバーへの要求{published.remote.requests}回）、"
        f"SHA-256 {hashlib.sha256(content).hexdigest()}"
    )
    return target


def _refuse_other(target: Path) -> None:
    """Refuse to write over what is no map.

    Raises
    ------
    InputError
        When there is something else, or it cannot be looked at.
    """
    system.refuse_endless(target, str(target))
    try:
        if not target.exists():
            return
        with target.open("rb") as file:
            is_map = file.read(len(archive.BEGINNING)) == archive.BEGINNING
    except OSError as error:
        raise InputError([system.not_opened(str(target), error)]) from error
    if not is_map:
        problem, remedy = "地図（PMTiles）でないファイルがもうあります", "--out で別の名前を指定してください"
        raise InputError([Fault(str(target), "", problem, remedy)])


def _not_listed(basemap: Basemap, metadata: dict[str, Any]) -> Iterator[str]:
    """Yield a sentence for each layer and attribute of basemap.toml that a map does not list, if it has a list."""
    listed = {layer.get("id"): _fields(layer) for layer in _layers(metadata)}
    missing = dict[str, None]()
    for rule in basemap.layers:
        words = f"レイヤー「{rule.layer}」"
        if rule.layer not in listed:
            missing[words] = None
            continue
        attributes = _attributes(rule)
        missing |= dict.fromkeys(
            f"{words}の属性「{name}」" for name in attributes if name not in listed[rule.layer]
        )
    for words in missing:
        yield (
            f"{words}が、届いた地図の一覧にありません。描けないものがあるので、公開元の説明を見て {settings.FILE} を"
            "直してください。"
        )


def _completed(basemap: Basemap, metadata: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the map's list of layers with what basemap.toml names: what stands in no list is not read later."""
    needed: dict[str, dict[str, str]] = {}
    for rule in basemap.layers:
        needed.setdefault(rule.layer, {}).update(dict.fromkeys(_attributes(rule), ""))
    listed = [
        {**layer, "fields": {**needed.pop(str(layer.get("id")), {}), **_fields(layer)}}
        for layer in _layers(metadata)
    ]
    return [*listed, *({"id": name, "fields": fields} for name, fields in needed.items())]


def _layers(metadata: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the layers that a map lists."""
    return [layer for layer in metadata.get("vector_layers") or () if isinstance(layer, dict)]


def _fields(layer: dict[str, Any]) -> dict[str, Any]:
    """Return the attributes a map lists of a layer."""
    fields = layer.get("fields")
    return fields if isinstance(fields, dict) else {}


def _attributes(rule: Layer) -> list[str]:
    """Return the attributes a rule needs."""
    return [*rule.where, *rule.unless, *ATTRIBUTE.findall(rule.name or "")]


def _credit(basemap: Basemap, url: str) -> dict[str, Any]:
    """Return what the file says of where it is from, beside the publisher's own words."""
    return {
        "attribution": basemap.credit,
        "source": {
            "publisher": basemap.publisher,
            "title": basemap.title,
            "licence": basemap.licence,
            "address": url,
            "retrieved_on": edition.now().date().isoformat(),
        },
    }
