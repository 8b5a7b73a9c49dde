-- One row per row of the file that is not loaded.
insert into rejected_rows by name
select
    cast($file_name as varchar) as file_name,
    outcomes.line,
    outcomes.reason,
    staged.raw,
from police_outcomes as outcomes
inner join police_staged as staged on outcomes.line = staged.line
where outcomes.state = 'rejected'
order by outcomes.line
