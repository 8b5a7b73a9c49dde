-- One row per file of records read: how many of its rows went where.
-- In order of name, numbers by their size: 令和元年度 before 令和2年度.
select
    f.file_name,
    f.rows_read,
    f.rows_loaded,
    f.rows_out_of_scope,
    f.rows_rejected,
from ingest_files as f
where f.reader in ('honhyo', 'hojuhyo', 'kosokuhyo', 'report', 'survey', 'population', 'overlay')
order by
    regexp_replace(
        regexp_replace(replace(f.file_name, '元年', '1年'), '(\d+)', '00000\1', 'g'), '0*(\d{6})', '\1', 'g'
    )
