-- One row per party of a 補充票 with an age; the form has none.
select
    p.accident_id,
    p.party_order,
from accident_people as p
where p.source_form = 'hojuhyo' and p.age_code is not null
