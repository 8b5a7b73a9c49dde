-- No row: of a file in which nothing is rejected no line is told.
create or replace temp table police_lines (
    line bigint,
    raw varchar
)
