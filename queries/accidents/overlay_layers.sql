-- One row per layer of a user, with how many features of which kinds it has.
select
    layer,
    count(*)::integer as features,
    list(distinct kind order by kind) as kinds,
    any_value(source_id) as source_id,
    bool_or(is_sample) as is_sample,
from overlays
group by layer
order by layer
