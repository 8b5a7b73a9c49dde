-- One row per source.
select
    s.source_id,
    s.publisher,
    s.title,
    s.url,
    s.licence,
    s.retrieved_on,
from sources as s
order by s.publisher, s.title
