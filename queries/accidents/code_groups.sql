-- One row per choice of the filter $group_kind.
select
    g.label,
    g.codes,
    g.definition,
from code_groups as g
where g.group_kind = $group_kind
order by g.group_no
