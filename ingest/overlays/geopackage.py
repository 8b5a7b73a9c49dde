"""A GeoPackage is a database: only its ordinary tables are read, never what would compute something when it is read."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from ingest.faults import Fault, InputError
from ingest.overlays.files import IN_QGIS

_LISTS = ("gpkg_contents", "gpkg_geometry_columns", "gpkg_spatial_ref_sys")
_COMPUTED = (2, 3)  # what table_xinfo calls columns that are computed
_REMEDY = f"ファイルが壊れていないか確かめ、{IN_QGIS}"


def keep_tables(shown: str, path: Path) -> None:
    """Take everything but ordinary tables out of a copy of a GeoPackage, which messages call `shown`.

    Views, triggers and virtual tables (such as the index QGIS makes) go: all but tables of stored values.

    Raises
    ------
    InputError
        When it is no GeoPackage, or a layer of it is no ordinary table.
    """
    try:
        with closing(sqlite3.connect(path)) as package:
            package.execute("pragma trusted_schema = off")
            faults = list(_faults(shown, package))
            if not faults:
                package.execute("pragma writable_schema = on")
                package.execute(
                    "delete from sqlite_master where type in ('view', 'trigger')"
                    " or type = 'table' and rootpage = 0"
                )
                package.commit()
    except (sqlite3.Error, UnicodeError) as error:
        raise InputError([Fault(shown, "", "GeoPackageとして読めません", _REMEDY)]) from error
    if faults:
        raise InputError(faults)


def _faults(shown: str, package: sqlite3.Connection) -> Iterator[Fault]:
    """Yield what keeps a GeoPackage from being read as tables of stored values."""
    ordinary = {
        name
        for (name,) in package.execute("select name from sqlite_master where type = 'table' and rootpage > 0")
    }
    if not ordinary.issuperset(_LISTS):
        yield Fault(shown, "", "GeoPackageの一覧の表がありません", _REMEDY)
        return
    remedy = "QGISで、このレイヤーを新しいGeoPackageに保存し直してください"
    for (name,) in package.execute("select table_name from gpkg_contents where data_type = 'features'"):
        if name not in ordinary:
            yield Fault(shown, f"レイヤー「{name}」", "計算で作られる表（ビューなど）か、ない表です", remedy)
    for name in sorted(ordinary):
        columns = package.execute("select hidden from pragma_table_xinfo($name)", {"name": name})
        if any(hidden in _COMPUTED for (hidden,) in columns):
            yield Fault(shown, f"表「{name}」", "計算で作られる列があります", remedy)
