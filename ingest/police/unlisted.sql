-- One row per column of the edition whose type lacks a code in police_seen.
select distinct
    columns_of_edition.table_name,
    columns_of_edition.column_name,
from duckdb_columns() as columns_of_edition
inner join police_seen as seen on columns_of_edition.column_name = seen.column_name
where
    columns_of_edition.table_name in ('accidents', 'accident_people')
    and columns_of_edition.data_type like 'ENUM%'
    and try_cast(seen.code as code) is null
