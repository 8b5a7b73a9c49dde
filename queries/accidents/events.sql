-- One row per annotation of the accidents' time axis.
select
    starts_on,
    ends_on,
    label,
    source_id,
from events
where topic in ('accidents', 'all')
order by starts_on
