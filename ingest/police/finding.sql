-- One row: something noticed that concerns every loaded row of a file (none where the file was not read).
insert into ingest_findings by name
select
    cast($file_name as varchar) as file_name,
    cast($kind as varchar) as kind,
    cast($detail as varchar) as detail,
    coalesce(sum(files.rows_loaded), 0) as rows,
from ingest_files as files
where files.file_name = $file_name
