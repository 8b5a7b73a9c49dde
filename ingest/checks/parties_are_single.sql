-- One row per party of an accident that is there more than once; numbers first, as for accidents.
with repeated as (
    select hash(accident_people.accident_id, accident_people.party_order) as number
    from accident_people
    group by number
    having count(*) > 1
)

select
    p.accident_id,
    p.party_order,
from accident_people as p
where hash(p.accident_id, p.party_order) in (select repeated.number from repeated)
group by p.accident_id, p.party_order
having count(*) > 1
