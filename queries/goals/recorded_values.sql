-- One row per series that counts accidents and year since the plan began that the records of the police can
-- count, with the department's report of the same year.
select
    r.indicator_id,
    r.period_end,
    r.value,
    r.reported,
    r.is_sample,
from values_from_records() as r
order by r.indicator_id, r.period_end
