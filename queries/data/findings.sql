-- One row per kind of finding and detail, added up over the files; columns are named as the police name them.
with
named as (
    select
        d.column_name,
        any_value(split_part(d.comment, ',', 1)) as label,
    from duckdb_columns() as d
    where d.table_name in ('accidents', 'accident_people', 'accident_highways')
    group by d.column_name
)

select
    f.kind,
    coalesce(n.label || '　コード' || split_part(f.detail, '=', 2), f.detail) as detail,
    count(*) as files,
    sum(f.rows)::integer as rows_concerned,
from ingest_findings as f
left join named as n
    on
        f.kind = 'unknown_code'
        and split_part(f.detail, '=', 1) = n.column_name
group by f.kind, f.detail, n.label
order by f.kind, rows_concerned desc, f.detail
