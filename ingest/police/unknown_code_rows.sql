-- One row per unknown code: how many of the loaded rows have it.
insert into ingest_findings by name
with texts as (
    select
        loaded.line,
        cast(columns('.*_code(_[ab])?') as varchar),
    from police_loaded as loaded
),

cells as (
    unpivot texts
    on columns('.*_code(_[ab])?')
    into name staged_name value code
)

select
    cast($file_name as varchar) as file_name,
    'unknown_code' as kind,
    concat(unknown.column_name, '=', unknown.code) as detail,
    count(distinct cells.line) as rows,
from cells
inner join police_unknown as unknown on cells.staged_name = unknown.staged_name and cells.code = unknown.code
group by unknown.column_name, unknown.code
