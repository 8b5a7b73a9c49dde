-- One row per column of the accidents and people that is of the enumerated type.
select distinct columns_of_edition.column_name
from duckdb_columns() as columns_of_edition
where
    columns_of_edition.table_name in ('accidents', 'accident_people')
    and columns_of_edition.data_type like 'ENUM%'
