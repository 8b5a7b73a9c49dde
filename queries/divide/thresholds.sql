-- One row per threshold of the protection of answers (秘匿).
select
    t.rule,
    t.threshold,
    t.meaning,
from suppression_thresholds as t
order by t.rowid
