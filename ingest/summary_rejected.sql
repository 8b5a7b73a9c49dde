-- One row per file and reason for which rows of it were not loaded.
select
    r.file_name,
    r.reason,
    count(*) as rows,
    min(r.line) as first_line,
from rejected_rows as r
group by r.file_name, r.reason
order by r.file_name, r.reason
