-- One row per coded column, party (a, b or none) and code in police_seen that the code table does not have
-- for this file year.
create or replace temp table police_unknown as
with lists as (
    select list(distinct columns('.*_code'))
    from police_seen
),

seen as (
    select
        columns_of_file.column_name,
        unnest(columns_of_file.codes) as code,
    from (
        unpivot lists
        on columns(*)
        into name column_name value codes
    ) as columns_of_file
)

select
    seen.*,
    seen.column_name || parties.suffix as staged_name,
from seen
cross join (values (''), ('_a'), ('_b')) as parties (suffix)
semi join codes on seen.column_name = codes.column_name
anti join codes as valid_codes
    on
        seen.column_name = valid_codes.column_name
        and seen.code between valid_codes.code and coalesce(valid_codes.code_to, valid_codes.code)
        and length(seen.code) = length(valid_codes.code)
        and $year >= coalesce(valid_codes.valid_from_year, $year)
        and $year <= coalesce(valid_codes.valid_to_year, $year)
where seen.code <> ''
