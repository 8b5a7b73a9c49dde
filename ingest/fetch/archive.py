"""A PMTiles file on a server, of which some tiles are read, and one on disk, which holds them.

Such a file has a header and a root directory in its first 16 KiB, leaf directories that say where tiles lie, and the
tiles in the order of a curve that keeps neighbours together: few requests have those of a city.
Source: PMTiles, version 3 (https://github.com/protomaps/PMTiles/blob/main/spec/v3/spec.md).
"""

import gzip
import itertools
import json
import math
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from pmtiles.tile import (
    Compression,
    Entry,
    HeaderDict,
    TileType,
    deserialize_directory,
    deserialize_header,
    find_tile,
    zxy_to_tileid,
)
from pmtiles.writer import Writer

from ingest.basemap.area import Bounds
from ingest.fetch.download import part_of
from ingest.fetch.ranges import RemoteFile
from ingest.fetch.web import Progress

BEGINNING, VERSION = b"PMTiles", 3

HEAD_BYTES = 16_384
"""In which the header and the root directory lie."""

DEEPEST = 3
"""Levels of directories, the root among them."""

GAP_BYTES = 1 << 18
"""Bytes between two parts that are rather read too than asked for apart."""

MOST_BYTES = 1 << 23
"""Of one request, so that little is asked for again where a connection is cut."""

PER_DEGREE = 10_000_000
"""Parts of a degree in which a header counts."""

Span = tuple[int, int]
"""Where bytes begin and how many they are."""


class ArchiveError(Exception):
    """The file is not what it should be; the message says why, in Japanese."""


@dataclass(frozen=True)
class Archive:
    """A PMTiles file of vector tiles on a server, of which the first bytes are read."""

    remote: RemoteFile
    header: HeaderDict
    root: bytes

    @classmethod
    def opened(cls, url: str) -> Self:
        """Return the file at an address.

        Raises
        ------
        ArchiveError
            When it is something else, or of a kind that cannot be read.
        DownloadError
            When it cannot be had.
        """
        remote = RemoteFile(url)
        head = remote.read(0, HEAD_BYTES)
        if not head.startswith(BEGINNING):
            raise ArchiveError("PMTilesのファイルではありません")
        if head[len(BEGINNING) :][:1] != bytes([VERSION]):
            raise ArchiveError(f"PMTilesの第{VERSION}版ではありません")
        with _reading():
            header = deserialize_header(head)
        if header["tile_type"] != TileType.MVT:
            raise ArchiveError("ベクトルタイルの地図ではありません")
        if header["internal_compression"] != Compression.GZIP:
            raise ArchiveError("目次の圧縮がgzipではありません")
        begin, length = header["root_offset"], header["root_length"]
        if begin + length > len(head):
            raise ArchiveError("壊れています")
        return cls(remote, header, head[begin : begin + length])

    def metadata(self) -> dict[str, Any]:
        """Return what the publisher says of the file.

        Raises
        ------
        ArchiveError, DownloadError
            When it cannot be read; when it cannot be had.
        """
        span = self.header["metadata_offset"], self.header["metadata_length"]
        with _reading():
            metadata = json.loads(gzip.decompress(self.read([span])[span]))
        if not isinstance(metadata, dict):
            raise ArchiveError("壊れています")
        return metadata

    def tiles(self, bounds: Bounds, zoom: int) -> dict[int, Span]:
        """Return where the tiles of some ground lie, by their numbers; those the file does not have are left out.

        Raises
        ------
        ArchiveError, DownloadError
            When there is none, or a directory cannot be read; when one cannot be had.
        """
        least, most = self.header["min_zoom"], self.header["max_zoom"]
        if not least <= zoom <= most:
            raise ArchiveError(f"ズームレベル{zoom}のタイルがありません（{least}から{most}までです）")
        west, south, east, north = bounds
        left, top = _tile_at(west, north, zoom)
        right, bottom = _tile_at(east, south, zoom)
        places = itertools.product(range(left, right + 1), range(top, bottom + 1))
        found = self._spans(sorted(zxy_to_tileid(zoom, column, row) for column, row in places))
        if not found:
            raise ArchiveError("市のまわりのタイルがありません")
        return found

    def read(self, spans: Iterable[Span], progress: Progress = lambda *_: None) -> dict[Span, bytes]:
        """Return the bytes of parts of the file, neighbours by one request; `progress` is told how far it is.

        Raises
        ------
        ArchiveError, DownloadError
            When a part lies outside the file; when one cannot be had.
        """
        parts = dict[Span, bytes]()
        requests = list(_joined(sorted(set(spans)), self.remote.size))
        total, before = sum(end - begin for begin, end, _ in requests), 0
        for begin, end, inside in requests:

            def told(have: int, before: int = before) -> None:
                progress(before + have, total)

            received = self.remote.read(begin, end - begin, told)
            before += len(received)
            parts |= {(at, length): received[at - begin :][:length] for at, length in inside}
        return parts

    def _spans(self, tiles: list[int]) -> dict[int, Span]:
        found = dict[int, Span]()
        wanted, directories = {(0, 0): tiles}, {(0, 0): self.root}
        for _ in range(DEEPEST):
            leaves: dict[Span, list[int]] = {}
            for span, numbers in wanted.items():
                for number, entry in _entries(directories[span], numbers):
                    if entry.run_length:
                        found[number] = self.header["tile_data_offset"] + entry.offset, entry.length
                    else:
                        leaf = self.header["leaf_directory_offset"] + entry.offset, entry.length
                        leaves.setdefault(leaf, []).append(number)
            if not leaves:
                return found
            wanted, directories = leaves, self.read(leaves)
        raise ArchiveError("壊れています")


def write(
    target: Path, tiles: dict[int, bytes], published: HeaderDict, bounds: Bounds, metadata: dict[str, Any]
) -> None:
    """Write an archive of some tiles, by their numbers, beside the target, and give it its name in one step.

    Raises
    ------
    OSError
        When it cannot be written; nothing is left behind.
    """
    west, south, east, north = (round(degrees * PER_DEGREE) for degrees in bounds)
    header = {
        "tile_type": published["tile_type"],
        "tile_compression": published["tile_compression"],
        "min_lon_e7": west,
        "min_lat_e7": south,
        "max_lon_e7": east,
        "max_lat_e7": north,
    }
    part = part_of(target)
    try:
        with part.open("wb") as file:
            writer = Writer(file)
            for number, tile in sorted(tiles.items()):
                writer.write_tile(number, tile)
            writer.finalize(header, metadata)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def _reading() -> Iterator[None]:
    """Turn what a damaged file makes the reading of it raise into `ArchiveError`."""
    try:
        yield
    except (EOFError, IndexError, OSError, OverflowError, ValueError, zlib.error) as error:
        raise ArchiveError("壊れています") from error


def _tile_at(longitude: float, latitude: float, zoom: int) -> tuple[int, int]:
    """Return column and row of the tile a place lies in (Web Mercator)."""
    across = (longitude + 180) / 360
    down = (1 - math.asinh(math.tan(math.radians(latitude))) / math.pi) / 2
    return int(across * 2**zoom), int(down * 2**zoom)


def _entries(directory: bytes, numbers: list[int]) -> Iterator[tuple[int, Entry]]:
    """Yield those of some tiles that a directory knows, with what it says of them."""
    with _reading():
        entries = deserialize_directory(directory)
    for number in numbers:
        entry = find_tile(entries, number)
        if entry:
            yield number, entry


def _joined(spans: list[Span], size: int | None) -> Iterator[tuple[int, int, list[Span]]]:
    """Yield what to ask for to have parts of a file: where it begins and ends, and which of the parts it holds."""
    inside: list[Span] = []
    last = 0
    for begin, length in spans:
        end = begin + length
        if size is not None and end > size:
            raise ArchiveError("壊れています")
        if inside and (begin - last > GAP_BYTES or end - inside[0][0] > MOST_BYTES):
            yield inside[0][0], last, inside
            inside = []
        last = max(last, end) if inside else end
        inside.append((begin, length))
    if inside:
        yield inside[0][0], last, inside
