-- One row per light (昼夜) and weather with a selected accident; $selection is that of the macro
-- selected_accidents.
select
    a.day_night_code,
    a.weather_code,
    named(any_value(d.label), a.day_night_code) as light,
    named(any_value(w.label), a.weather_code) as weather,
    count(*) as accidents,
from selected_accidents($selection) as a
left join labels('day_night_code') as d
    on
        a.day_night_code = d.code
        and a.file_year between d.from_year and d.to_year
left join labels('weather_code') as w
    on
        a.weather_code = w.code
        and a.file_year between w.from_year and w.to_year
group by a.day_night_code, a.weather_code
order by a.day_night_code, a.weather_code
