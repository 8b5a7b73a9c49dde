-- One row per row that was not loaded.
select
    r.file_name,
    r.line,
    r.reason,
    r.raw,
from rejected_rows as r
order by r.file_name, r.line
