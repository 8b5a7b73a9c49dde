-- One row per coded column of the loaded rows (with the party, where both have it) and code it has.
create or replace temp table police_seen as
with lists as (
    select list(distinct columns('.*_code(_[ab])?'))
    from police_loaded
),

texts as (
    select cast(columns(*) as varchar[]) from lists
)

select
    columns_of_file.staged_name,
    regexp_replace(columns_of_file.staged_name, '_[ab]$', '') as column_name,
    unnest(columns_of_file.codes) as code,
from (
    unpivot texts
    on columns(*)
    into name staged_name value codes
) as columns_of_file
