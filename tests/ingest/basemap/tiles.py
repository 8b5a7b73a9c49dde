"""Vector tiles taken apart: layers, attributes and number of features, by the wire format of protocol buffers.

Source: Mapbox Vector Tile Specification 2.1, section 4.
"""

import gzip
from collections.abc import Iterator


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        value |= (data[at] & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if data[at - 1] < 0x80:
            return value, at


def _fields(data: bytes) -> Iterator[tuple[int, bytes | int]]:
    at = 0
    while at < len(data):
        key, at = _varint(data, at)
        if key & 7 == 0:
            value, at = _varint(data, at)
            yield key >> 3, value
        else:
            length, at = {1: (8, at), 5: (4, at)}.get(key & 7) or _varint(data, at)
            yield key >> 3, data[at : at + length]
            at += length


def layers(tile: bytes) -> dict[str, list[dict[str, str]]]:
    """Return the attributes of the features of each layer of a packed tile."""
    found = {}
    for number, layer in _fields(gzip.decompress(tile)):
        assert number == 3
        fields = list(_fields(layer))
        (name,) = (value.decode() for field, value in fields if field == 1)
        keys = [value.decode() for field, value in fields if field == 3]
        values = [dict(_fields(value)).get(1, b"").decode() for field, value in fields if field == 4]
        found[name] = []
        for field, feature in fields:
            if field == 2:
                packed, tags, at = dict(_fields(feature)).get(2, b""), [], 0
                while at < len(packed):
                    tag, at = _varint(packed, at)
                    tags.append(tag)
                found[name].append(
                    {keys[key]: values[value] for key, value in zip(tags[::2], tags[1::2], strict=True)}
                )
    return found
