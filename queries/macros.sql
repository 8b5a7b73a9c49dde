-- One row per accident that meets every condition; a null condition asks for nothing.
-- Age and type of a party are asked of the same party (当事者A or B), never of two different ones.
-- By year of occurrence, an accident without a possible date belongs to no year and is left out.
create temp macro selected_accidents(
    municipality,
    year_basis,
    years,
    ages,
    party_types,
    accident_types,
    severity,
    hours,
    weathers,
    road_widths,
    with_motorway
) as table
    select
        a.*,
        case when year_basis = 'file' then a.file_year else year(a.occurred_at) end as year,
    from accidents as a
    where
        (municipality is null or a.municipality_code = municipality)
        and (with_motorway or not a.on_motorway)
        and (year_basis = 'file' or a.occurred_at is not null)
        and (
            years is null
            or list_contains(
                years, case when year_basis = 'file' then a.file_year else year(a.occurred_at) end
            )
        )
        and (accident_types is null or list_contains(accident_types, a.accident_type_code))
        and (severity is null or a.fatal = (severity = 'fatal'))
        and (hours is null or list_contains(hours, hour(a.occurred_at)))
        and (weathers is null or list_contains(weathers, a.weather_code))
        and (road_widths is null or list_contains(road_widths, a.road_width_code))
        and (
            (ages is null and party_types is null)
            or exists (
                select 1
                from accident_people as p
                where
                    p.accident_id = a.accident_id
                    and p.party_order <= 2
                    and (ages is null or list_contains(ages, p.age_code))
                    and (party_types is null or list_contains(party_types, p.party_type_code))
            )
        );
