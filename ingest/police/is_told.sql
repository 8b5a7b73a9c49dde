-- One row: whether any row of the file is rejected, so that its line is told.
select
    exists (from police_judged as judged where judged.reason is not null)
    or exists (from police_repeated)
