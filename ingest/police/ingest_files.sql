-- One row per file read: how many of its rows went where.
insert into ingest_files by name
select
    cast($file_name as varchar) as file_name,
    cast($sha256 as varchar) as sha256,
    cast($form as varchar) as reader,
    count(*) as rows_read,
    count(*) filter (where outcomes.state = 'loaded') as rows_loaded,
    count(*) filter (where outcomes.state = 'out_of_scope') as rows_out_of_scope,
    count(*) filter (where outcomes.state = 'rejected') as rows_rejected,
    cast($is_sample as boolean) as is_sample,
from police_outcomes as outcomes
