-- One row per person or motorway form whose accident is not in the edition.
select p.accident_id
from accident_people as p
anti join accidents as a on p.accident_id = a.accident_id
union all
select h.accident_id
from accident_highways as h
anti join accidents as a on h.accident_id = a.accident_id
