"""Read a plan: the folder of text files that says what the city promised.

A plan is a folder with `plan.yaml` (the plan itself), `measures/<measure_id>.yaml` (one file a measure with
its indicators) and `links.yaml` (which goal, recommendation or pillar a measure belongs to). `read_plan`
checks every file and reports all faults at once; `rows` turns the plan into rows of the edition's tables.
"""

from pathlib import Path

import duckdb

from ingest import tables, yamlfiles
from ingest.faults import Fault, InputError
from ingest.plan import checks
from ingest.plan.rows import rows
from ingest.plan.texts import Header, Links, Measure, Plan


def read_plan(folder: Path) -> Plan:
    """Read and check the plan in `folder`; its name is the plan's id.

    Measures come in the plan's order (9-2 before 9-12). Raises InputError with every fault of every file.
    """
    shown = f"{folder.resolve().parent.name}/{folder.resolve().name}"
    faults: list[Fault] = []
    header = yamlfiles.load(folder / "plan.yaml", f"{shown}/plan.yaml", Header, faults)
    paths = sorted(folder.glob("measures/*.yaml"), key=lambda path: checks.in_plan_order(path.stem))
    measures = {
        path.stem: yamlfiles.load(path, f"{shown}/measures/{path.name}", Measure, faults) for path in paths
    }
    links = yamlfiles.load(folder / "links.yaml", f"{shown}/links.yaml", Links, faults)
    if not measures:
        remedy = "施策ごとに「施策の番号.yaml」というファイルを置いてください"
        faults.append(Fault(f"{shown}/measures", "", "施策のファイルが1つもありません", remedy))
    if header:
        faults.extend(checks.header_faults(header, folder.resolve().name))
    for file_id, measure in measures.items():
        if measure:
            faults.extend(checks.measure_faults(measure, file_id, header.record if header else None))
    if links:
        faults.extend(checks.link_faults(links, measures, header.record if header else None))
    if faults or not header or not links:
        raise InputError(faults)
    return Plan(header.record, [measure.record for measure in measures.values() if measure], links.record)


def load(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Load every plan below `folder` into the edition.

    Raises
    ------
    InputError
        With every fault of every plan, or when there is no plan at all.
    """
    faults: list[Fault] = []
    plans = sorted(path for path in folder.glob("*") if path.is_dir())
    if not plans:
        faults.append(Fault(folder.name, "", "計画のフォルダーがありません", "計画を1つ以上置いてください"))
    for path in plans:
        try:
            plan = read_plan(path)
        except InputError as error:
            faults.extend(error.faults)
            continue
        for table, listed in rows(plan).items():
            tables.insert(connection, table, listed)
        for file in sorted(path.rglob("*.yaml")):
            name = f"plans/{file.relative_to(folder).as_posix()}"
            tables.record_file(connection, file, name, "plan", 1, is_sample=False)
    if faults:
        raise InputError(faults)
