-- One row per file of records read: how many of its rows went where.
select
    f.file_name,
    f.rows_read,
    f.rows_loaded,
    f.rows_out_of_scope,
    f.rows_rejected,
from ingest_files as f
where f.reader in ('honhyo', 'hojuhyo', 'kosokuhyo', 'report', 'survey', 'population', 'overlay')
order by f.file_name
