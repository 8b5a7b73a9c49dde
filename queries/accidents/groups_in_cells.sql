-- One row per group of codes: how many of the selected accidents meet it, and how many of those lie in the
-- 250 m cells of $place; with the number of accidents of both. $selection is that of the macro
-- selected_accidents. An accident meets a group of ages, types of party or stop signs when its party A or B
-- does. Of groups that count one thing by two definitions (they share codes), only the first is asked.
with
chosen as (
    select
        a.accident_id,
        coalesce(list_contains($place, a.mesh_250m), false) as is_here,
        [
            { kind: 'accident_type', code: a.accident_type_code },
            { kind: 'weather', code: a.weather_code },
            { kind: 'road_shape', code: a.road_shape_code },
            { kind: 'road_width', code: a.road_width_code },
            { kind: 'hours', code: hour(a.occurred_at)::varchar },
            { kind: 'signal', code: a.signal_code },
            { kind: 'surface', code: a.surface_code }
        ] as traits,
    from selected_accidents($selection) as a
),

traits as (
    select
        c.accident_id,
        c.is_here,
        t.trait['kind'] as kind,
        t.trait['code'] as code,
    from chosen as c
    cross join unnest(c.traits) as t (trait)
    union all
    select
        c.accident_id,
        c.is_here,
        t.trait['kind'] as kind,
        t.trait['code'] as code,
    from chosen as c
    inner join accident_people as p
        on
            c.accident_id = p.accident_id
            and p.party_order <= 2
    cross join unnest([
        { kind: 'age', code: p.age_code },
        { kind: 'party_type', code: p.party_type_code },
        { kind: 'stop_sign', code: p.stop_sign_code }
    ]) as t (trait)
),

counted as (
    select
        g.group_kind,
        g.group_no,
        count(distinct t.accident_id) as everywhere,
        count(distinct t.accident_id) filter (where t.is_here) as here,
    from code_groups as g
    inner join traits as t
        on
            g.group_kind = t.kind
            and list_contains(g.codes, t.code)
    group by g.group_kind, g.group_no
)

select
    g.group_kind,
    g.label,
    g.definition,
    coalesce(n.here, 0) as here,
    coalesce(n.everywhere, 0) as everywhere,
    (select count(*) filter (where c.is_here) from chosen as c) as accidents_here,
    (select count(*) from chosen) as accidents_everywhere,
from separate_groups() as g
left join counted as n
    on
        g.group_kind = n.group_kind
        and g.group_no = n.group_no
where g.label <> '不明'
order by g.group_kind, g.group_no
