-- One row per accident whose motorway mark and motorway form contradict each other.
select a.accident_id
from accidents as a
left join accident_highways as h on a.accident_id = h.accident_id
where a.on_motorway <> (h.accident_id is not null)
