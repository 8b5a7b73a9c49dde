-- One row per line of the file's body, in the file's order; null for an empty line.
create or replace temp table police_lines as
select body.raw
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
