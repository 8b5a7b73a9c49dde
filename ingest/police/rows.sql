-- One row per row of the file (blank lines are none): its line, cells, and
-- whether all of it is ASCII that can be printed.
create or replace temp view police_rows as
select
    lines.line,
    string_split(lines.raw, ',') as cells,
    regexp_full_match(lines.raw, '[ -~]*') as is_readable,
from police_lines as lines
where trim(lines.raw) <> ''
