-- One row per row of the file (blank lines are none): its line, counting the header as 1, text and cells.
create or replace temp view police_rows as
select
    lines.rowid + 2 as line,
    lines.raw,
    string_split(lines.raw, ',') as cells,
from police_lines as lines
where trim(lines.raw) <> ''
