-- One row per file read.
with
refused as (
    select
        file_name,
        count(*)::integer as told,
    from rejected_rows
    group by file_name
)

select
    f.file_name,
    f.reader,
    f.sha256,
    f.rows_read,
    f.rows_loaded,
    f.rows_out_of_scope,
    f.rows_rejected,
    case when f.reader = 'survey' then coalesce(r.told, 0) - f.rows_rejected else 0 end as answers_rejected,
    f.is_sample,
from ingest_files as f
left join refused as r on f.file_name = r.file_name
order by f.reader, by_number(f.file_name)
