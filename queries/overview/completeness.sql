-- One row: how far the reports, the police records and the surveys of the edition reach.
with
reports as (
    select
        count(distinct v.indicator_id) as series_reported,
        max(v.period_end) as last_period_end,
        max(v.reported_on) as last_reported_on,
    from indicator_values as v
    inner join city as c on v.plan_id = c.plan_id
),

series as (
    select count(*) as series_total
    from indicators as i
    inner join city as c on i.plan_id = c.plan_id
),

records as (
    select
        min(a.file_year) as first_file_year,
        max(a.file_year) as last_file_year,
        count(*) as city_accidents,
        count(*) filter (where a.latitude is null) as city_accidents_without_place,
    from accidents as a
    inner join city as c on a.municipality_code = c.municipality_code
),

rejected as (
    select
        coalesce(sum(rows_rejected), 0)::integer as rows_rejected,
        coalesce(sum(rows_read), 0)::integer as rows_read,
        coalesce(sum(rows_rejected) filter (where reader = 'survey'), 0) as survey_rows_rejected,
    from ingest_files
),

told_of_surveys as (
    select count(*) as rows_and_answers
    from rejected_rows as r
    inner join ingest_files as f on r.file_name = f.file_name
    where f.reader = 'survey'
),

asked as (
    select
        count(*) filter (where year is not null) as surveys_with_year,
        count(*) filter (where year is null) as surveys_without_year,
        max(year) as last_survey_year,
    from surveys
)

select
    series.series_total,
    reports.series_reported,
    reports.last_period_end,
    reports.last_reported_on,
    records.first_file_year,
    records.last_file_year,
    records.city_accidents,
    records.city_accidents_without_place,
    rejected.rows_rejected,
    rejected.rows_read,
    (told_of_surveys.rows_and_answers - rejected.survey_rows_rejected)::integer as answers_rejected,
    asked.surveys_with_year,
    asked.surveys_without_year,
    asked.last_survey_year,
from series
cross join reports
cross join records
cross join rejected
cross join told_of_surveys
cross join asked
