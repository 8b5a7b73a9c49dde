-- One row per code or range of codes of the police: its first and last code, and whether a file year has it.
select
    codes.column_name,
    codes.code as first_code,
    coalesce(codes.code_to, codes.code) as last_code,
    $year between coalesce(codes.valid_from_year, $year) and coalesce(codes.valid_to_year, $year) as is_valid,
from codes
