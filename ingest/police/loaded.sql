-- One row per loaded row of the file, with its cells.
create or replace temp view police_loaded as
select staged.*
from police_staged as staged
anti join police_outcomes as outcomes on staged.line = outcomes.line and outcomes.state <> 'loaded'
