-- One row: the widest extent of which the edition has records: none, city, prefecture or nation.
select
    case
        when bool_or(a.prefecture_code <> c.prefecture_code) then 'nation'
        when bool_or(a.municipality_code <> c.municipality_code) then 'prefecture'
        when count(*) > 0 then 'city'
        else 'none'
    end as extent,
from accidents as a
cross join city as c
