-- One row per source named in $ids (a list of source_id), in that order.
select
    s.source_id,
    s.publisher,
    s.title,
    s.url,
    s.licence,
from sources as s
where list_contains($ids::varchar[], s.source_id)
order by list_position($ids::varchar[], s.source_id)
