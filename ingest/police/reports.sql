-- One row per accident named in the 本票 file of the year: whether it was accepted and is in scope.
create or replace temp table police_reports as
select
    outcomes.accident_id,
    bool_or(outcomes.state <> 'rejected') as accepted,
    bool_or(outcomes.state = 'loaded') as in_scope,
from police_outcomes as outcomes
group by outcomes.accident_id
