-- One row per unknown code: how many rows of police_coded have it.
insert into ingest_findings by name
with cells as (
    unpivot police_coded
    on columns('.*_code(_[ab])?')
    into name staged_name value code
)

select
    cast($file_name as varchar) as file_name,
    'unknown_code' as kind,
    concat(unknown.column_name, '=', unknown.code) as detail,
    count(distinct cells.row_key) as rows,
from cells
inner join police_unknown as unknown on cells.staged_name = unknown.staged_name and cells.code = unknown.code
group by unknown.column_name, unknown.code
