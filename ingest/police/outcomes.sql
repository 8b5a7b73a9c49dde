-- One row per row of the file: what becomes of it, and why. Of rows with the same key the first counts.
create or replace temp table police_outcomes as
with first_rows as (
    select
        judged.row_key,
        min(judged.line) as line,
    from police_judged as judged
    where judged.reason is null
    group by judged.row_key
    having count(*) > 1
),

repeated as (
    select
        judged.line,
        concat(
            first_rows.line,
            '行目と番号が同じです（内容は',
            if(this_row.raw = first_row.raw, '同じ', '異なります'),
            '）。先の行だけを取り込みます'
        ) as reason,
    from police_judged as judged
    inner join first_rows on judged.row_key = first_rows.row_key and judged.line > first_rows.line
    inner join police_staged as this_row on judged.line = this_row.line
    inner join police_staged as first_row on first_rows.line = first_row.line
    where judged.reason is null
),

reasoned as (
    select
        judged.line,
        judged.accident_id,
        judged.in_scope,
        coalesce(judged.reason, repeated.reason) as reason,
    from police_judged as judged
    left join repeated on judged.line = repeated.line
)

select
    reasoned.line,
    reasoned.accident_id,
    reasoned.reason,
    case
        when reasoned.reason is not null then 'rejected'
        when reasoned.in_scope then 'loaded'
        else 'out_of_scope'
    end as state,
from reasoned
