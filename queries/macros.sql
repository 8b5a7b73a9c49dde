-- One row per accident that meets every condition of a selection (queries.accidents.Selection as a struct).
-- Age and type of a party are asked of the same party (当事者A or B), never of two different ones.
-- By year of occurrence, an accident without a possible date belongs to no year and is left out.
-- Without motorways, all accidents count of a file year whose 高速票 is missing: none of them can be told apart.
create temp macro selected_accidents(selection) as table
    select
        a.*,
        accident_year(selection['year_basis'], a.file_year, a.occurred_at) as year,
    from accidents as a
    where
        (selection['municipality'] is null or a.municipality_code = selection['municipality'])
        and (selection['prefecture'] is null or a.prefecture_code = selection['prefecture'])
        and (selection['with_motorway'] or a.on_motorway is distinct from true)
        and (selection['year_basis'] = 'file' or a.occurred_at is not null)
        and is_asked(
            selection['years'], accident_year(selection['year_basis'], a.file_year, a.occurred_at)
        )
        and is_asked(selection['accident_types'], a.accident_type_code)
        and (selection['severity'] is null or a.fatal = (selection['severity'] = 'fatal'))
        and is_asked(selection['hours'], hour(a.occurred_at))
        and is_asked(selection['weathers'], a.weather_code)
        and is_asked(selection['road_shapes'], a.road_shape_code)
        and is_asked(selection['road_widths'], a.road_width_code)
        and is_asked(selection['cells'], a.mesh_250m)
        and (
            (selection['ages'] is null and selection['party_types'] is null)
            or exists (
                select 1
                from accident_people as p
                where
                    p.accident_id = a.accident_id
                    and p.party_order <= 2
                    and is_asked(selection['ages'], p.age_code)
                    and is_asked(selection['party_types'], p.party_type_code)
            )
        );

-- One row per choice of the accidents' filters that counts nothing an earlier choice of its kind counts: of
-- two definitions of one thing (they share codes) the first, and no age class again in 65歳以上.
create temp macro separate_groups() as table
    select g.*
    from code_groups as g
    where
        not exists (
            select 1
            from code_groups as f
            where
                f.group_kind = g.group_kind
                and f.group_no < g.group_no
                and list_has_any(f.codes, g.codes)
        );

-- 資料年次 ('file') or 発生年 ('occurrence') of an accident.
create temp macro accident_year(year_basis, file_year, occurred_at) as
case when year_basis = 'file' then file_year else year(occurred_at) end;

-- One row per series that counts accidents and file year since the plan began whose records hold 本票 and
-- 高速票: the city's accidents without motorways, the way that meets the published totals best. A series
-- counts accidents when chance moves it (uncertainty poisson) and it counts calendar years. is_reported is
-- true where a department reported the whole year: its report is judged then.
create temp macro values_from_records() as table
    with
    counted as (
        select
            a.file_year,
            make_date(a.file_year, 12, 31) as period_end,
            count(*) filter (where not a.on_motorway)::double as accidents,
            bool_or(a.is_sample) as is_sample,
        from accidents as a
        inner join city as k on a.municipality_code = k.municipality_code
        group by a.file_year
        having bool_and(a.on_motorway is not null)
    ),

    whole_years as (
        select
            plan_id,
            indicator_id,
            year(period_end) as file_year,
            arg_max(value, period_end) as reported,
        from indicator_values
        where not is_part_year
        group by plan_id, indicator_id, year(period_end)
    )

    select
        i.plan_id,
        i.indicator_id,
        n.period_end,
        n.accidents as value,
        n.is_sample,
        if(n.is_sample, 'sample', 'npa') as source_id,
        w.indicator_id is not null as is_reported,
        w.reported,
    from counted as n
    cross join city as c
    inner join plans as p on c.plan_id = p.plan_id
    inner join indicators as i on p.plan_id = i.plan_id
    left join whole_years as w
        on
            i.plan_id = w.plan_id
            and i.indicator_id = w.indicator_id
            and n.file_year = w.file_year
    where
        i.uncertainty = 'poisson'
        and i.calendar = 'calendar'
        and n.period_end > greatest(p.starts_on, i.baseline_on);

-- Whether a value is among those asked for; null asks for nothing.
create temp macro is_asked(asked, value) as (asked is null or list_contains(asked, value));

-- One row per code of a coded column and time of validity, to be joined on the code and on the file year
-- between from_year and to_year: a code means what it meant in the accident's file year.
create temp macro labels(coded_column) as table
    select
        code,
        label,
        coalesce(valid_from_year, 0) as from_year,
        coalesce(valid_to_year, 9999) as to_year,
    from codes
    where column_name = coded_column;

-- A label, or the words for a code that the code table does not have; null where the column is blank.
create temp macro named(label, code) as coalesce(label, '不明（コード' || code || '）');

-- A municipality's name, or words for one whose name the edition does not hold.
create temp macro municipality_name(name, code) as coalesce(name, 'コード' || code || 'の市区町村');

-- Row (from the south) and column (from the west) of a 1 km cell of JIS X 0410, counted in such cells.
create temp macro cell_row(mesh) as
substr(mesh, 1, 2)::integer * 80 + substr(mesh, 5, 1)::integer * 10 + substr(mesh, 7, 1)::integer;

create temp macro cell_column(mesh) as
substr(mesh, 3, 2)::integer * 80 + substr(mesh, 6, 1)::integer * 10 + substr(mesh, 8, 1)::integer;

-- A name of a file so that names sort by the size of their numbers: 令和元年度, 令和2年度, 令和10年度.
create temp macro by_number(file_name) as
regexp_replace(
    regexp_replace(replace(file_name, '元年', '1年'), '(\d+)', '00000\1', 'g'), '0*(\d{6})', '\1', 'g'
);
