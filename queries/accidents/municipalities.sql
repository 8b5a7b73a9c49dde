-- One row per municipality of a prefecture ($prefecture, JIS X 0401) with an accident that has a place: the
-- middle of its accidents, the city first and then those with most accidents.
select
    m.name,
    round(median(a.latitude), 4) as latitude,
    round(median(a.longitude), 4) as longitude,
from accidents as a
inner join municipalities as m on a.municipality_code = m.municipality_code
cross join city as c
where a.prefecture_code = $prefecture and a.latitude is not null
group by m.municipality_code, m.name, c.municipality_code
order by m.municipality_code = c.municipality_code desc, count(*) desc, m.municipality_code asc
