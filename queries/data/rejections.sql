-- One row per file and reason for rows that were not loaded.
select
    r.file_name,
    r.reason,
    count(*) as rows_rejected,
    min(r.line) as first_line,
from rejected_rows as r
group by r.file_name, r.reason
order by rows_rejected desc, r.file_name, r.reason
