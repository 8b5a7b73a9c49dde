-- One row where 事故内容 and 死者数 of loaded rows of a 本票 file contradict each other (none where none do).
insert into ingest_findings by name
select
    cast($file_name as varchar) as file_name,
    'severity_mismatch' as kind,
    'accident_kind, deaths' as detail,
    count(*) as rows,
from police_loaded as loaded
where (loaded.accident_kind = '1') <> (try_cast(loaded.deaths as integer) > 0)
having count(*) > 0
