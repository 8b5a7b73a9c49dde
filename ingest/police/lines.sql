-- One row per line of the file's body, with its number in the file (the header is line 1);
-- null for an empty line.
create or replace temp table police_lines as
select
    row_number() over () + 1 as line,
    body.raw,
from read_csv(
    $path,
    auto_detect = false,
    header = false,
    columns = { 'raw': 'varchar' },
    delim = e'\x01',
    quote = '',
    escape = '',
    strict_mode = false
) as body
