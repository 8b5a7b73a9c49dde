-- One row per stage and method of ranking cells: how it did over all police prefectures, and in the city's.
-- Gains are in the logarithm of the share of the score that an accident's cell had, over the method count.
-- A gain of 0.69 means twice the share.
with
results as (
    select
        b.stage,
        b.method,
        b.accidents,
        b.outside,
        b.caught_1,
        b.caught_5,
        b.recorded,
        b.held,
        b.log_share - c.log_share as gain,
        b.log_share - s.log_share as gain_over_stated,
        coalesce(p.prefecture_code = city.prefecture_code, false) as is_own,
    from backtest as b
    inner join backtest as c
        on b.stage = c.stage and b.npa_prefecture_code = c.npa_prefecture_code and c.method = 'count'
    inner join backtest as s
        on b.stage = s.stage and b.npa_prefecture_code = s.npa_prefecture_code and s.method = 'local_500'
    left join prefectures as p on b.npa_prefecture_code = p.npa_prefecture_code
    cross join city
)

select
    stage,
    method,
    count(*) as prefectures,
    sum(accidents)::integer as accidents,
    sum(outside) / sum(accidents) as outside_share,
    sum(gain * (accidents - outside)) / sum(accidents - outside) as gain,
    avg(gain) as gain_by_prefecture,
    count(*) filter (where gain > 0) as better_than_count,
    count(*) filter (where gain_over_stated > 0) as better_than_stated,
    sum(caught_1) / sum(accidents) as caught_1,
    sum(caught_5) / sum(accidents) as caught_5,
    sum(recorded)::integer as recorded,
    sum(held) / sum(recorded) as held_share,
    avg(gain) filter (where is_own) as own_gain,
    sum(caught_5) filter (where is_own) / sum(accidents) filter (where is_own) as own_caught_5,
from results
group by stage, method
order by stage, gain_by_prefecture desc nulls last, method
