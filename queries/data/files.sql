-- One row per file read.
select
    file_name,
    reader,
    rows_read,
    rows_loaded,
    rows_out_of_scope,
    rows_rejected,
    is_sample,
from ingest_files
order by reader, by_number(file_name)
