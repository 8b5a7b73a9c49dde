-- One row per file year of the edition: how many prefectures have records, whether its 高速票 was there.
select
    file_year,
    count(distinct prefecture_code) as prefectures,
    bool_and(on_motorway is not null) as tells_motorway,
from accidents
group by file_year
order by file_year
