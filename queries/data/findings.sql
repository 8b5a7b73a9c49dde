-- One row per file and thing noticed in it that stopped no row; columns are named as the police name them.
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
    f.file_name,
    f.kind,
    coalesce(n.label || '　コード' || split_part(f.detail, '=', 2), f.detail) as detail,
    f.rows,
from ingest_findings as f
left join named as n
    on
        f.kind = 'unknown_code'
        and split_part(f.detail, '=', 1) = n.column_name
order by f.file_name, f.kind, f.detail
