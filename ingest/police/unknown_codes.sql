-- One row per coded column and code in police_coded that the code table does not have for this file year.
create or replace temp table police_unknown as
with lists as (
    select list(distinct columns('(.*_code(_[ab])?)')) as '\1' -- noqa: RF05
    from police_coded
),

seen as (
    select
        columns_of_file.staged_name,
        regexp_replace(columns_of_file.staged_name, '_[ab]$', '') as column_name,
        unnest(columns_of_file.codes) as code,
    from (
        unpivot lists
        on columns(*)
        into name staged_name value codes
    ) as columns_of_file
)

select seen.*
from seen
semi join codes on seen.column_name = codes.column_name
anti join codes as valid_codes
    on
        seen.column_name = valid_codes.column_name
        and seen.code between valid_codes.code and coalesce(valid_codes.code_to, valid_codes.code)
        and length(seen.code) = length(valid_codes.code)
        and $year >= coalesce(valid_codes.valid_from_year, $year)
        and $year <= coalesce(valid_codes.valid_to_year, $year)
where seen.code <> ''
