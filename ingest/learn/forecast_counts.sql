-- One row per municipality and file year with accidents off motorways.
-- None at all unless every year holds all prefectures and its 高速票.
with
held as (
    select
        file_year,
        count(distinct prefecture_code) as prefectures,
        bool_and(on_motorway is not null) as tells_motorway,
    from accidents
    group by file_year
)

select
    municipality_code,
    file_year,
    count(*)::integer as accidents,
from accidents
where
    not on_motorway
    and (select bool_and(prefectures = 47 and tells_motorway) from held)
group by municipality_code, file_year
order by municipality_code, file_year
