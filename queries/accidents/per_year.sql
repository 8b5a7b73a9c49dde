-- One row per year the municipality has records of and $selection['years'] asks for, zeros included.
-- $selection is that of the macro selected_accidents.
with
counted as (
    select
        a.year,
        count(*) as accidents,
        count(*) filter (where a.fatal) as fatal_accidents,
        sum(a.deaths)::integer as deaths,
        sum(a.injuries)::integer as injuries,
    from selected_accidents($selection) as a
    group by a.year
),

loaded as (
    select distinct accident_year($selection['year_basis'], file_year, occurred_at) as year,
    from accidents
    where
        ($selection['municipality'] is null or municipality_code = $selection['municipality'])
        and ($selection['year_basis'] = 'file' or occurred_at is not null)
)

select
    l.year,
    coalesce(c.accidents, 0) as accidents,
    coalesce(c.fatal_accidents, 0) as fatal_accidents,
    coalesce(c.deaths, 0) as deaths,
    coalesce(c.injuries, 0) as injuries,
from loaded as l
left join counted as c on l.year = c.year
where is_asked($selection['years'], l.year)
order by l.year
