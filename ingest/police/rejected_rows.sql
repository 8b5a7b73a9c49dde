-- One row per row of the file that is not loaded.
insert into rejected_rows by name
select
    cast($file_name as varchar) as file_name,
    outcomes.line,
    outcomes.reason,
    lines.raw,
from police_outcomes as outcomes
inner join police_lines as lines on outcomes.line = lines.line
where outcomes.state = 'rejected'
order by outcomes.line
