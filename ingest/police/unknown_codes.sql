-- One row per coded column and code of the loaded rows that the code table does not have for this file year.
insert into ingest_findings by name
with loaded as (
    select staged.*
    from police_staged as staged
    semi join police_outcomes as outcomes on staged.line = outcomes.line and outcomes.state = 'loaded'
),

histograms as (
    select histogram(columns('(.*_code(_[ab])?)')) as '\1' -- noqa: RF05
    from loaded
),

seen as (
    select
        columns_of_file.staged_name,
        regexp_replace(columns_of_file.staged_name, '_[ab]$', '') as column_name,
        unnest(map_keys(columns_of_file.counts)) as code,
    from (
        unpivot histograms
        on columns(*)
        into name staged_name value counts
    ) as columns_of_file
),

unknown as (
    select seen.*
    from seen
    semi join codes on seen.column_name = codes.column_name
    anti join codes as valid_codes
        on
            seen.column_name = valid_codes.column_name
            and seen.code between valid_codes.code and coalesce(valid_codes.code_to, valid_codes.code)
            and length(seen.code) = length(valid_codes.code)
            and $year >= coalesce(valid_codes.valid_from_year, $year)
            and $year <= coalesce(valid_codes.valid_to_year, $year)
    where seen.code <> ''
),

cells as (
    unpivot loaded
    on columns('.*_code(_[ab])?')
    into name staged_name value code
)

select
    cast($file_name as varchar) as file_name,
    'unknown_code' as kind,
    concat(unknown.column_name, '=', unknown.code) as detail,
    count(distinct cells.line) as rows,
from cells
inner join unknown on cells.staged_name = unknown.staged_name and cells.code = unknown.code
group by unknown.column_name, unknown.code
