-- One row: whether the file has codes that the code table does not have.
select exists (from police_unknown)
