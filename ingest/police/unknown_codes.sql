-- One row per coded column (with its party) and code in police_seen that the code table does not have for
-- this file year.
create or replace temp table police_unknown as
select seen.*
from police_seen as seen
semi join codes on seen.column_name = codes.column_name
anti join codes as valid_codes
    on
        seen.column_name = valid_codes.column_name
        and seen.code between valid_codes.code and coalesce(valid_codes.code_to, valid_codes.code)
        and length(seen.code) = length(valid_codes.code)
        and $year >= coalesce(valid_codes.valid_from_year, $year)
        and $year <= coalesce(valid_codes.valid_to_year, $year)
where seen.code <> ''
