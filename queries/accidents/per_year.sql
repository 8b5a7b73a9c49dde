-- One row per year the municipality has records of and $years asks for, zeros included.
-- Parameters are those of the macro selected_accidents.
with
counted as (
    select
        a.year,
        count(*) as accidents,
        count(*) filter (where a.fatal) as fatal_accidents,
        sum(a.deaths)::integer as deaths,
        sum(a.injuries)::integer as injuries,
    from
        selected_accidents(
            $municipality,
            $year_basis,
            $years,
            $ages,
            $party_types,
            $accident_types,
            $severity,
            $hours,
            $weathers,
            $road_widths,
            $with_motorway
        ) as a
    group by a.year
),

loaded as (
    select distinct case when $year_basis = 'file' then file_year else year(occurred_at) end as year,
    from accidents
    where
        ($municipality is null or municipality_code = $municipality)
        and ($year_basis = 'file' or occurred_at is not null)
)

select
    l.year,
    coalesce(c.accidents, 0) as accidents,
    coalesce(c.fatal_accidents, 0) as fatal_accidents,
    coalesce(c.deaths, 0) as deaths,
    coalesce(c.injuries, 0) as injuries,
from loaded as l
left join counted as c on l.year = c.year
where $years is null or list_contains($years, l.year)
order by l.year
