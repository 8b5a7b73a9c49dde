-- One row per usable row of the file with the key of an earlier one: its line, and the first with that key.
create or replace temp table police_repeated as
with first_rows as (
    select
        judged.row_key,
        min(judged.line) as line,
    from police_judged as judged
    where judged.reason is null
    group by judged.row_key
    having count(*) > 1
)

select
    judged.line,
    first_rows.line as first_line,
from police_judged as judged
inner join first_rows on judged.row_key = first_rows.row_key and judged.line > first_rows.line
where judged.reason is null
