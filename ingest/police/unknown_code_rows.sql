-- One row per unknown code: how many rows of the file have it.
insert into ingest_findings by name
with cells as (
    unpivot police_coded
    on columns('.*_code')
    into name column_name value code
)

select
    cast($file_name as varchar) as file_name,
    'unknown_code' as kind,
    concat(cells.column_name, '=', cells.code) as detail,
    count(distinct cells.row_key) as rows,
from cells
semi join police_unknown as unknown on cells.column_name = unknown.column_name and cells.code = unknown.code
group by cells.column_name, cells.code
