-- One row per accident whose motorway mark contradicts its form, or the other accidents of its file year:
-- where the year has no 高速票, none of its accidents can be told apart.
with
years as (
    select
        file_year,
        bool_or(on_motorway is not null) as is_told,
    from accidents
    group by file_year
)

select a.accident_id
from accidents as a
inner join years as y on a.file_year = y.file_year
left join accident_highways as h on a.accident_id = h.accident_id
where
    (a.on_motorway is null) = y.is_told
    or coalesce(a.on_motorway, false) <> (h.accident_id is not null)
