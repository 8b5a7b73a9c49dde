-- One row per coded column of the file (with the party, where both have it) and code any of its rows has.
create or replace temp table police_seen as
select
    columns_of_file.staged_name,
    regexp_replace(columns_of_file.staged_name, '_[ab]$', '') as column_name,
    columns_of_file.code,
from (
    select
        unnest($staged_names) as staged_name,
        unnest($codes) as code,
) as columns_of_file
