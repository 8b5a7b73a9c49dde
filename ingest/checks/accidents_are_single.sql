-- One row per accident that is there more than once. Numbers are grouped, which takes half the time of texts;
-- that two texts have the same number is rare, and decided by the texts.
with repeated as (
    select hash(accidents.accident_id) as number
    from accidents
    group by number
    having count(*) > 1
)

select a.accident_id
from accidents as a
where hash(a.accident_id) in (select repeated.number from repeated)
group by a.accident_id
having count(*) > 1
