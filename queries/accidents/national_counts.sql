-- One row per file year whose 本票 and 高速票 hold the nation, with all their accidents off motorways.
-- A prefecture has at most about 40,000 accidents a year, the nation about 300,000.
with
files as (
    select
        reader,
        rows_read,
        regexp_extract(file_name, '_([0-9]{4})', 1)::integer as year,
    from ingest_files
    where reader in ('honhyo', 'kosokuhyo')
)

select
    h.year,
    h.rows_read - k.rows_read as accidents,
from files as h
inner join files as k
    on
        h.year = k.year
        and k.reader = 'kosokuhyo'
where h.reader = 'honhyo' and h.rows_read >= 100000
order by h.year
