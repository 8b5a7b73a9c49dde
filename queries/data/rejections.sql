-- One row per file and reason for rows that were not loaded. Reasons of police files that differ in what
-- stands in the cell, or in a number, are one: the first is shown, with how many there are.
with told as (
    select
        r.*,
        if(
            f.reader in ('honhyo', 'hojuhyo', 'kosokuhyo'),
            regexp_replace(r.reason, '「[^」]*」|[0-9]+', '…', 'g'),
            r.reason
        ) as kind,
    from rejected_rows as r
    left join ingest_files as f on r.file_name = f.file_name
)

select
    t.file_name,
    arg_min(t.reason, t.line) || if(
        count(distinct t.reason) = 1,
        '',
        concat('（など', count(distinct t.reason), '通り）')
    ) as reason,
    count(*) as rows_rejected,
    min(t.line) as first_line,
from told as t
group by t.file_name, t.kind
order by rows_rejected desc, t.file_name, reason
