-- One row per annotation of a time axis of $topic (goals, divide or accidents), those of all topics included.
select
    e.starts_on,
    e.ends_on,
    e.label,
    e.source_id,
from events as e
where e.topic in ($topic, 'all')
order by e.starts_on
