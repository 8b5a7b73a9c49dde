-- One row per file and thing noticed in it that did not stop a row from being loaded.
select
    f.file_name,
    f.kind,
    f.detail,
    f.rows,
from ingest_findings as f
order by f.file_name, f.kind, f.detail
