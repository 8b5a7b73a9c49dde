-- noqa: disable=LT05
-- The tables of an edition. Every table says what one row is; every column says what it holds.
-- Units are base units, percentages are 0-100, dates of fiscal years are their last day (31 March).

create table edition (
    edition_id varchar primary key,
    kind varchar not null check (kind in ('real', 'sample')),
    title varchar not null,
    built_at timestamp not null,
    source_hash varchar not null,
    content_hash varchar not null,
    schema_version integer not null,
    app_version varchar not null,
    scope varchar not null check (scope in ('city', 'prefecture', 'nation')),
    after varchar[] not null
);
comment on table edition is 'one row per edition (there is exactly one)';
comment on column edition.edition_id is 'name of the edition, also its file name without suffix';
comment on column edition.kind is 'real, or sample as soon as one record is synthetic';
comment on column edition.title is 'title shown on screen';
comment on column edition.built_at is 'time of building, Asia/Tokyo';
comment on column edition.source_hash is 'SHA-256 over names and contents of all inputs';
comment on column edition.content_hash is 'SHA-256 over the rows of all tables but this one, in whatever order they stand';
comment on column edition.schema_version is 'version of this schema; pages refuse another one';
comment on column edition.app_version is 'version of the application that built the edition';
comment on column edition.scope is 'which police records were asked for: city, prefecture or nation; the files may hold less';
comment on column edition.after is
'the editions before: those its surveys were compared with, so that no difference tells single answers; none where none held them';

create table city (
    municipality_code varchar primary key,
    name varchar not null,
    prefecture_code varchar not null,
    prefecture varchar not null,
    plan_id varchar not null,
    contact varchar not null
);
comment on table city is 'one row per city the edition is made for (there is exactly one)';
comment on column city.municipality_code is 'JIS X 0402 code, five digits';
comment on column city.name is 'name of the city';
comment on column city.prefecture_code is 'JIS X 0401 code, two digits';
comment on column city.prefecture is 'name of the prefecture';
comment on column city.plan_id is 'the plan pages open with';
comment on column city.contact is 'whom readers ask: department, telephone or address';

create table sources (
    source_id varchar primary key,
    publisher varchar not null,
    title varchar not null,
    url varchar,
    licence varchar,
    retrieved_on varchar
);
comment on table sources is 'one row per source';
comment on column sources.source_id is 'short name used by other tables';
comment on column sources.publisher is 'who published it';
comment on column sources.title is 'title as published';
comment on column sources.url is 'address; null for papers and files of the city';
comment on column sources.licence is 'terms of use, or the credit line they ask for; null where not read';
comment on column sources.retrieved_on is 'day or month it was read, as YYYY-MM-DD or YYYY-MM; null where unknown';

create table ingest_files (
    file_name varchar primary key,
    sha256 varchar not null,
    reader varchar not null,
    rows_read integer not null,
    rows_loaded integer not null,
    rows_out_of_scope integer not null,
    rows_rejected integer not null,
    is_sample boolean not null,
    check (rows_read = rows_loaded + rows_out_of_scope + rows_rejected)
);
comment on table ingest_files is 'one row per file read';
comment on column ingest_files.file_name is 'name of the file, with its folder below the project''s data folder where it has one';
comment on column ingest_files.sha256 is
'SHA-256 of the bytes read; of answers and counts of a survey, of what is published of them (see ingest.surveys.reader)';
comment on column ingest_files.reader is 'reader that took it: definition, plan, report, survey, population, overlay, basemap, honhyo, hojuhyo, kosokuhyo';
comment on column ingest_files.rows_read is 'rows (records) found in the file';
comment on column ingest_files.rows_loaded is 'rows that are in the edition';
comment on column ingest_files.rows_out_of_scope is
'rows of other places or ages than asked for (of surveys those whom the mapping leaves out), or answers that came after their survey was published (see late_answers)';
comment on column ingest_files.rows_rejected is 'rows that could not be loaded; each is in rejected_rows';
comment on column ingest_files.is_sample is 'true for synthetic files';

create table ingest_findings (
    file_name varchar not null,
    kind varchar not null,
    detail varchar not null,
    rows integer not null,
    primary key (file_name, kind, detail)
);
comment on table ingest_findings is 'one row per file and thing noticed while reading it that did not stop a row from being loaded';
comment on column ingest_findings.file_name is 'file it was noticed in';
comment on column ingest_findings.kind is
'unknown_header, unknown_code, no_coordinates, impossible_coordinates, rounded_coordinates, far_coordinates, decimal_degrees, impossible_time, severity_mismatch, quoted_cells, tab_separated, unicode_text, misnamed_file, skipped_file, skipped_sheet, repeated_file, no_highway_file, repaired_geometry, repeated_layer, unnamed_layer, wrong_encoding, undrawn_class, unused_boundary, other_department, late_answers or changed_answers (of a survey whose published figures were kept)';
comment on column ingest_findings.detail is 'which header, column and code, file, sheet, survey, or department and indicator';
comment on column ingest_findings.rows is 'how many rows it concerns';

create table rejected_rows (
    file_name varchar not null,
    line integer not null,
    reason varchar not null,
    raw varchar
);
comment on table rejected_rows is 'one row per row, or single answer of a survey, not loaded';
comment on column rejected_rows.file_name is 'file the row stands in';
comment on column rejected_rows.line is 'line of the file, the header being line 1';
comment on column rejected_rows.reason is 'why, in Japanese';
comment on column rejected_rows.raw is 'the row as it stood; null for survey files, of which nothing of a single respondent is kept';

create table plans (
    plan_id varchar primary key,
    title varchar not null,
    starts_on date not null,
    ends_on date not null,
    published varchar not null,
    check (starts_on < ends_on)
);
comment on table plans is 'one row per plan';
comment on column plans.plan_id is 'name of its folder under data/plans';
comment on column plans.title is 'title as printed';
comment on column plans.starts_on is 'first day of the plan';
comment on column plans.ends_on is 'last day of the plan';
comment on column plans.published is 'month of publication as printed';

create table fields (
    plan_id varchar not null references plans (plan_id),
    field_no integer not null,
    name varchar not null,
    page integer,
    primary key (plan_id, field_no)
);
comment on table fields is 'one row per field (分野) of a plan';
comment on column fields.field_no is 'number of the field';
comment on column fields.name is 'name as printed in the list of measures';
comment on column fields.page is 'page of the plan';

create table plan_themes (
    plan_id varchar not null references plans (plan_id),
    theme_kind varchar not null check (theme_kind in ('goal', 'policy', 'recommendation', 'pillar', 'sdg')),
    theme_no integer not null,
    name varchar not null,
    summary varchar not null,
    page integer,
    primary key (plan_id, theme_kind, theme_no)
);
comment on table plan_themes is 'one row per goal, policy, recommendation (提言) or pillar of a plan, and per SDG its measures serve';
comment on column plan_themes.theme_kind is 'goal, policy, recommendation, pillar or sdg';
comment on column plan_themes.theme_no is 'its number in the plan';
comment on column plan_themes.name is 'short name';
comment on column plan_themes.summary is 'what it asks for, in the editor''s words';
comment on column plan_themes.page is 'page of the plan';

create table plan_unmeasured (
    plan_id varchar not null,
    theme_kind varchar not null check (theme_kind in ('goal', 'recommendation', 'pillar')),
    theme_no integer not null,
    place integer not null,
    topic varchar not null check (topic in ('divide', 'goals', 'accidents')),
    what varchar not null,
    note varchar not null,
    primary key (plan_id, theme_kind, theme_no, what),
    foreign key (plan_id, theme_kind, theme_no) references plan_themes (plan_id, theme_kind, theme_no)
);
comment on table plan_unmeasured is
'one row per thing a goal, recommendation or pillar names and no data of the dashboard can tell (the editor''s reading)';
comment on column plan_unmeasured.theme_kind is 'goal, recommendation or pillar';
comment on column plan_unmeasured.theme_no is 'its number in the plan';
comment on column plan_unmeasured.place is 'place in the editor''s list, from 1';
comment on column plan_unmeasured.topic is 'divide (differences by it), goals or accidents';
comment on column plan_unmeasured.what is 'what is not measured, in Japanese';
comment on column plan_unmeasured.note is 'what data there are instead, in Japanese';

create table plan_notes (
    plan_id varchar not null references plans (plan_id),
    topic varchar not null,
    text varchar not null,
    primary key (plan_id, topic)
);
comment on table plan_notes is 'one row per remark of the editor on the plan''s text (slips, readings)';
comment on column plan_notes.topic is 'what it is about';
comment on column plan_notes.text is 'the remark, in Japanese';

create table measures (
    plan_id varchar not null,
    measure_id varchar not null,
    field_no integer not null,
    name varchar not null,
    short_name varchar not null,
    departments varchar[] not null,
    for_citizens boolean not null,
    for_staff boolean not null,
    is_new boolean not null,
    summary varchar not null,
    effect varchar not null,
    page integer not null,
    primary key (plan_id, measure_id),
    foreign key (plan_id, field_no) references fields (plan_id, field_no)
);
comment on table measures is 'one row per measure (施策)';
comment on column measures.measure_id is 'number in the plan, such as 9-12';
comment on column measures.field_no is 'field it belongs to';
comment on column measures.name is 'name as printed';
comment on column measures.short_name is 'name for a tile, ten characters or fewer';
comment on column measures.departments is 'departments in charge (担当), as printed';
comment on column measures.for_citizens is 'meant for citizens (市民向け)';
comment on column measures.for_staff is 'meant for the city''s staff (庁内向け)';
comment on column measures.is_new is 'new in this plan (新規); false: continued (継続)';
comment on column measures.summary is 'what is done, in the editor''s words';
comment on column measures.effect is 'what it should bring, in the editor''s words';
comment on column measures.page is 'page of the plan';

create table indicators (
    plan_id varchar not null,
    indicator_id varchar not null,
    measure_id varchar not null,
    name varchar not null,
    unit varchar not null,
    kind varchar not null
    check (kind in ('increase', 'decrease', 'keep', 'zero', 'cumulative', 'milestone', 'text_baseline')),
    direction varchar not null check (direction in ('at_least', 'at_most')),
    period_type varchar not null check (period_type in ('level', 'yearly', 'plan_total')),
    period_type_stated boolean not null,
    uncertainty varchar not null check (uncertainty in ('poisson', 'survey', 'none')),
    baseline_value double,
    baseline_text varchar not null,
    baseline_on date not null,
    target_value double not null,
    target_text varchar not null,
    target_on date not null,
    calendar varchar not null check (calendar in ('fiscal', 'calendar')),
    note varchar,
    primary key (plan_id, indicator_id),
    foreign key (plan_id, measure_id) references measures (plan_id, measure_id),
    check (baseline_on < target_on),
    check ((kind = 'text_baseline') = (baseline_value is null))
);
comment on table indicators is 'one row per indicator series';
comment on column indicators.indicator_id is 'measure''s number, with a or b where it has two series';
comment on column indicators.measure_id is 'measure it belongs to';
comment on column indicators.name is 'name as printed';
comment on column indicators.unit is 'base unit';
comment on column indicators.kind is 'rule of progress it is judged by';
comment on column indicators.direction is 'side of the target that is wanted';
comment on column indicators.period_type is 'level: state at a date; yearly: count of a year; plan_total: yearly counts summed over the plan';
comment on column indicators.period_type_stated is 'true where the plan says so, false where the editor read it so';
comment on column indicators.uncertainty is 'model of chance: poisson, survey or none';
comment on column indicators.baseline_value is 'baseline (実績値) in base units; null where the plan prints words only';
comment on column indicators.baseline_text is 'baseline as printed';
comment on column indicators.baseline_on is 'day the baseline holds for';
comment on column indicators.target_value is 'target (目標値) in base units';
comment on column indicators.target_text is 'target as printed';
comment on column indicators.target_on is 'day the target is due';
comment on column indicators.calendar is 'years of the series: fiscal (年度) or calendar (暦年)';
comment on column indicators.note is 'remark of the editor shown beside the chart';

create table measure_links (
    plan_id varchar not null,
    measure_id varchar not null,
    indicator_id varchar,
    link_kind varchar not null
    check (link_kind in ('goal', 'recommendation', 'pillar', 'sdg', 'output_or_outcome', 'related')),
    target varchar not null,
    note varchar,
    origin varchar not null check (origin in ('plan', 'editor')),
    foreign key (plan_id, measure_id) references measures (plan_id, measure_id),
    unique (plan_id, measure_id, indicator_id, link_kind, target)
);
comment on table measure_links is 'one row per measure and thing it is linked with';
comment on column measure_links.indicator_id is 'series, for output_or_outcome; null otherwise';
comment on column measure_links.link_kind is 'goal, recommendation, pillar, sdg, output_or_outcome or related';
comment on column measure_links.target is 'number of the theme, output or outcome, or the topic it touches';
comment on column measure_links.note is 'why, in Japanese; null where the kind says it all';
comment on column measure_links.origin is 'plan: printed; editor: the editor''s judgement (作成者による対応付け)';

create table progress_thresholds (
    state varchar primary key,
    min_pace double not null
);
comment on table progress_thresholds is 'one row per state that is judged by pace';
comment on column progress_thresholds.state is 'state in Japanese';
comment on column progress_thresholds.min_pace is 'smallest pace P = achieved share / expected share that earns it';

create table indicator_values (
    plan_id varchar not null,
    indicator_id varchar not null,
    period_end date not null,
    is_part_year boolean not null,
    value double,
    value_text varchar,
    numerator double,
    denominator double,
    state varchar check (state in ('未着手', '中止', '評価困難')),
    reason varchar,
    next_step varchar,
    department varchar,
    reported_on date,
    source_id varchar not null references sources (source_id),
    is_sample boolean not null,
    primary key (plan_id, indicator_id, period_end),
    foreign key (plan_id, indicator_id) references indicators (plan_id, indicator_id),
    check (value is not null or value_text is not null or state is not null)
);
comment on table indicator_values is 'one row per indicator series and reported period';
comment on column indicator_values.period_end is 'last day of the period the value holds for';
comment on column indicator_values.is_part_year is 'true when the period ends before its year does';
comment on column indicator_values.value is 'reported value in base units';
comment on column indicator_values.value_text is 'value as reported where it is words';
comment on column indicator_values.numerator is 'numerator of a percentage, where reported';
comment on column indicator_values.denominator is 'denominator of a percentage, where reported';
comment on column indicator_values.state is 'the department''s own word, or null';
comment on column indicator_values.reason is 'reason given by the department';
comment on column indicator_values.next_step is 'next step given by the department';
comment on column indicator_values.department is 'department that reported';
comment on column indicator_values.reported_on is 'day of the report';
comment on column indicator_values.is_sample is 'true for synthetic values';

create table context_values (
    plan_id varchar not null,
    indicator_id varchar not null,
    period_end date not null,
    value double not null,
    note varchar not null,
    source_id varchar not null references sources (source_id),
    primary key (plan_id, indicator_id, period_end, source_id),
    foreign key (plan_id, indicator_id) references indicators (plan_id, indicator_id)
);
comment on table context_values is 'one row per indicator series and published value outside the plan''s own reporting';
comment on column context_values.period_end is 'last day of the period the value holds for';
comment on column context_values.value is 'published value in base units; shown as context, never judged';
comment on column context_values.note is 'what exactly was counted, in Japanese';

create table surveys (
    survey_id varchar primary key,
    year integer,
    title varchar not null,
    distributed integer,
    returned integer,
    mode varchar,
    note varchar,
    population_year integer,
    source_id varchar not null references sources (source_id),
    is_sample boolean not null
);
comment on table surveys is 'one row per survey';
comment on column surveys.survey_id is 'short name of the survey';
comment on column surveys.year is 'fiscal year of the survey; null where the source prints none (年不明)';
comment on column surveys.title is 'title as published';
comment on column surveys.distributed is 'questionnaires sent out; null where unknown';
comment on column surveys.returned is 'valid answers; null where unknown';
comment on column surveys.mode is 'how it was asked (mail, web, …); null where unknown';
comment on column surveys.note is 'what a reader must know, in Japanese';
comment on column surveys.population_year is 'year of the population that weights its totals; null where none is loaded';
comment on column surveys.is_sample is 'true for synthetic surveys';

create table survey_questions (
    question_id varchar primary key,
    wording varchar not null,
    kind varchar not null check (kind in ('single', 'multiple')),
    asked_of varchar,
    asked_of_options integer[],
    check ((asked_of is null) = (asked_of_options is null))
);
comment on table survey_questions is 'one row per question';
comment on column survey_questions.question_id is 'short name of the question, the same in every survey that asks it';
comment on column survey_questions.wording is 'the question, in the words all surveys share';
comment on column survey_questions.kind is 'single or multiple answers';
comment on column survey_questions.asked_of is
'question whose answers decide who was asked; null where everybody was (references survey_questions)';
comment on column survey_questions.asked_of_options is 'its options one of which had to be chosen; null where everybody was asked';

create table survey_wordings (
    survey_id varchar not null references surveys (survey_id),
    question_id varchar not null references survey_questions (question_id),
    asked_as varchar not null,
    primary key (survey_id, question_id)
);
comment on table survey_wordings is 'one row per survey and question it put in other words than survey_questions.wording';
comment on column survey_wordings.asked_as is 'the question as that survey put it';

create table survey_options (
    question_id varchar not null references survey_questions (question_id),
    option_no integer not null,
    label varchar not null,
    favourable boolean,
    excludes_others boolean not null,
    primary key (question_id, option_no)
);
comment on table survey_options is 'one row per answer option of a question';
comment on column survey_options.option_no is 'number of the option';
comment on column survey_options.label is 'the option as printed';
comment on column survey_options.favourable is 'true: more is better; false: less is better; null: neither';
comment on column survey_options.excludes_others is 'whoever chose it chose nothing else (such as "none of these")';

create table survey_answers (
    survey_id varchar not null references surveys (survey_id),
    question_id varchar not null,
    option_no integer not null,
    group_kind varchar not null check (group_kind in ('all', 'age6', 'age3', 'age2')),
    age_group varchar not null,
    respondents integer,
    count integer,
    pct double check (pct between 0 and 100),
    suppressed boolean not null,
    weighted_pct double check (weighted_pct between 0 and 100),
    effective_n double check (effective_n > 0),
    source_id varchar not null references sources (source_id),
    primary key (survey_id, question_id, option_no, group_kind, age_group),
    foreign key (question_id, option_no) references survey_options (question_id, option_no),
    check (not suppressed or (count is null and pct is null)),
    check (group_kind = 'all' or weighted_pct is null),
    check ((weighted_pct is null) = (effective_n is null))
);
comment on table survey_answers is 'one row per survey, question, option and group';
comment on column survey_answers.group_kind is 'all, or the classes of age the row belongs to';
comment on column survey_answers.age_group is 'age class as shown; 全体 for all';
comment on column survey_answers.respondents is 'people of the group who answered the question; null where not published';
comment on column survey_answers.count is 'people who chose the option; null where hidden or not published';
comment on column survey_answers.pct is 'share of respondents who chose the option; null where hidden';
comment on column survey_answers.suppressed is 'hidden to protect single respondents (秘匿)';
comment on column survey_answers.weighted_pct is
'total post-stratified by the published age classes of the option; only for the group all, null where it has none';
comment on column survey_answers.effective_n is 'effective number of respondents of weighted_pct, (sum w)^2 / sum w^2';

create table age_classes (
    group_kind varchar not null check (group_kind in ('age6', 'age3', 'age2')),
    age_group varchar not null,
    least integer not null,
    most integer,
    primary key (group_kind, age_group)
);
comment on table age_classes is 'one row per age class of the surveys';
comment on column age_classes.group_kind is 'classification, from fine (age6) to coarse (age2)';
comment on column age_classes.age_group is 'age class as shown; neighbours that are put together have a name of their own';
comment on column age_classes.least is 'youngest age in completed years';
comment on column age_classes.most is 'oldest age in completed years; null where the class is open';

create table suppression_thresholds (
    rule varchar primary key,
    threshold integer not null,
    meaning varchar not null
);
comment on table suppression_thresholds is 'one row per threshold below which answers are hidden (秘匿)';
comment on column suppression_thresholds.rule is 'name in stats.suppression';
comment on column suppression_thresholds.threshold is 'people';
comment on column suppression_thresholds.meaning is 'what it is for, in Japanese';

create table population (
    year integer not null,
    age_group varchar not null,
    people integer not null check (people >= 0),
    source_id varchar not null references sources (source_id),
    is_sample boolean not null,
    primary key (year, age_group)
);
comment on table population is 'one row per year and age class';
comment on column population.year is 'calendar year of the count';
comment on column population.age_group is 'one of the finest age classes of the surveys';
comment on column population.people is 'residents';
comment on column population.is_sample is 'true for synthetic figures';

create table benchmarks (
    series varchar not null,
    series_label varchar not null,
    question_id varchar,
    year integer not null,
    age_group varchar not null,
    pct double not null check (pct between 0 and 100),
    respondents integer,
    note varchar,
    source_id varchar not null references sources (source_id),
    primary key (series, year, age_group)
);
comment on table benchmarks is 'one row per national figure';
comment on column benchmarks.series is 'short name of the series';
comment on column benchmarks.series_label is 'what was asked, in Japanese';
comment on column benchmarks.question_id is 'the city''s question it equals; null when it is another question';
comment on column benchmarks.year is 'year of the survey';
comment on column benchmarks.age_group is 'age class as published';
comment on column benchmarks.pct is 'share in percent';
comment on column benchmarks.respondents is 'respondents; null where only the total''s number is published';
comment on column benchmarks.note is 'what a reader must know, in Japanese';

create table municipalities (
    municipality_code varchar primary key,
    npa_prefecture_code varchar not null,
    prefecture_code varchar not null,
    prefecture varchar not null,
    name varchar not null,
    year integer,
    people integer
);
comment on table municipalities is 'one row per municipality with a known name';
comment on column municipalities.municipality_code is 'JIS X 0402 code, five digits';
comment on column municipalities.npa_prefecture_code is 'prefecture code of the police';
comment on column municipalities.prefecture_code is 'JIS X 0401 code, two digits';
comment on column municipalities.prefecture is 'name of the prefecture';
comment on column municipalities.name is 'name of the municipality';
comment on column municipalities.year is 'year of the population figure, where loaded';
comment on column municipalities.people is 'population, where loaded';

create table prefectures (
    npa_prefecture_code varchar primary key,
    npa_label varchar not null,
    prefecture_code varchar not null,
    prefecture varchar not null
);
comment on table prefectures is 'one row per police prefecture code (Hokkaido has five)';
comment on column prefectures.npa_prefecture_code is 'code of the police';
comment on column prefectures.npa_label is 'label of the police';
comment on column prefectures.prefecture_code is 'JIS X 0401 code, two digits';
comment on column prefectures.prefecture is 'name of the prefecture';

create table backtest (
    stage varchar not null check (stage in ('choice', 'examination')),
    npa_prefecture_code varchar not null,
    method varchar not null,
    sites integer not null check (sites > 0),
    accidents integer not null check (accidents > 0),
    outside integer not null check (outside between 0 and accidents),
    log_share double check (log_share <= 0),
    caught_1 double not null check (caught_1 between 0 and accidents),
    caught_5 double not null check (caught_5 between 0 and accidents),
    recorded integer not null check (recorded between 1 and sites),
    held double check (held between 0 and recorded),
    primary key (stage, npa_prefecture_code, method)
);
comment on table backtest is 'one row per stage, police prefecture and method of ranking cells, asked about a later year';
comment on column backtest.stage is
'choice: files 2019 asked about 2020, for choosing a method; examination: files 2019 and 2020 asked about 2021';
comment on column backtest.npa_prefecture_code is '都道府県コード of the police';
comment on column backtest.method is 'short name of the method, as in ingest/learn/methods.py';
comment on column backtest.sites is '250 m cells within 1 km of an earlier accident';
comment on column backtest.accidents is 'accidents of the later year with a place';
comment on column backtest.outside is 'those of them outside the sites';
comment on column backtest.log_share is
'mean natural logarithm of the share of the score their cell had, over those inside; null for a score that is no share';
comment on column backtest.caught_1 is
'those in the highest 1 % of the cells with an earlier accident; equal scores by expected value';
comment on column backtest.caught_5 is 'the same for the highest 5 %';
comment on column backtest.recorded is 'cells with an earlier accident';
comment on column backtest.held is
'those of them whose later count lies in the middle 90 % foretold; null for a method that foretells no count';

create table top_ten_calibration (
    a double not null check (a >= 0),
    b double not null check (b >= 0),
    c double not null,
    first_year integer not null,
    last_year integer not null,
    municipalities integer not null,
    cells integer not null,
    source_id varchar not null references sources (source_id),
    check (first_year < last_year)
);
comment on table top_ten_calibration is
'one row per correction of the chance that a cell is in the next year''s top ten (there is exactly one): the logit of a chance p becomes a ln p - b ln(1 - p) + c';
comment on column top_ten_calibration.a is 'what ln p is multiplied by';
comment on column top_ten_calibration.b is 'what -ln(1 - p) is multiplied by';
comment on column top_ten_calibration.c is 'what is added';
comment on column top_ten_calibration.first_year is 'first file year it was learnt from';
comment on column top_ten_calibration.last_year is 'file year that the earlier ones were asked about';
comment on column top_ten_calibration.municipalities is 'municipalities it was learnt from';
comment on column top_ten_calibration.cells is 'their 250 m cells';
comment on column top_ten_calibration.source_id is 'source of the records it was learnt from';

create table top_ten_reliability (
    least_pct integer primary key check (least_pct between 0 and 99),
    foretold_pct double not null check (foretold_pct between 0 and 100),
    came_pct double not null check (came_pct between 0 and 100),
    cells integer not null check (cells > 0)
);
comment on table top_ten_reliability is
'one row per band of corrected chances of the top ten, of cells in prefectures that the correction was not learnt from';
comment on column top_ten_reliability.least_pct is 'lowest chance of the band; it ends where the next begins';
comment on column top_ten_reliability.foretold_pct is 'mean chance of its cells';
comment on column top_ten_reliability.came_pct is
'how many of them were among the ten cells of their municipality with the most accidents of the later year';
comment on column top_ten_reliability.cells is 'cells in the band';

create table fatal_share (
    alike double not null check (alike > 0),
    first_year integer not null,
    last_year integer not null,
    accidents integer not null check (accidents > 0),
    fatal integer not null check (fatal between 1 and accidents),
    source_id varchar not null references sources (source_id),
    check (first_year <= last_year)
);
comment on table fatal_share is
'one row per estimate of how far shares of fatal accidents scatter between 250 m cells (there is exactly one)';
comment on column fatal_share.alike is
'accidents of the average severity that a cell''s own are seen with when its share of fatal ones is told, rounded to tens';
comment on column fatal_share.first_year is 'first file year it was learnt from';
comment on column fatal_share.last_year is 'last file year it was learnt from';
comment on column fatal_share.accidents is 'accidents off motorways with a place that it was learnt from';
comment on column fatal_share.fatal is 'the fatal ones of them';
comment on column fatal_share.source_id is 'source of the records it was learnt from';

-- The keys of accidents (accident_id) and accident_people (accident_id, party_order) are in keys.sql.
-- What the police print in one or two digits, and blank. Written as numbers of this list, in the order of texts,
-- which is half the work of writing texts; where a file has a code that is not in it, the column becomes varchar.
-- No primary keys: an index of all rows would need more memory with every year; ingest/checks looks for repeated ones.
create type code as enum(
    '',
    '0', '00', '01', '02', '03', '04', '05', '06', '07', '08', '09',
    '1', '10', '11', '12', '13', '14', '15', '16', '17', '18', '19',
    '2', '20', '21', '22', '23', '24', '25', '26', '27', '28', '29',
    '3', '30', '31', '32', '33', '34', '35', '36', '37', '38', '39',
    '4', '40', '41', '42', '43', '44', '45', '46', '47', '48', '49',
    '5', '50', '51', '52', '53', '54', '55', '56', '57', '58', '59',
    '6', '60', '61', '62', '63', '64', '65', '66', '67', '68', '69',
    '7', '70', '71', '72', '73', '74', '75', '76', '77', '78', '79',
    '8', '80', '81', '82', '83', '84', '85', '86', '87', '88', '89',
    '9', '90', '91', '92', '93', '94', '95', '96', '97', '98', '99'
);

create table accidents (
    accident_id varchar not null,
    file_year integer not null,
    occurred_at timestamp,
    npa_prefecture_code code not null,
    prefecture_code code not null,
    municipality_code varchar not null,
    police_station_code varchar not null,
    report_number varchar not null,
    fatal boolean not null,
    deaths integer not null check (deaths >= 0),
    injuries integer not null check (injuries >= 0),
    on_motorway boolean,
    latitude double,
    longitude double,
    mesh_1km varchar,
    mesh_250m varchar,
    weekday_code code not null,
    holiday_code code not null,
    day_night_code code not null,
    sunrise time,
    sunset time,
    weather_code code not null,
    terrain_code code not null,
    surface_code code not null,
    road_shape_code code not null,
    road_width_code code not null,
    road_alignment_code code not null,
    signal_code code not null,
    collision_point_code code not null,
    zone_code code not null,
    median_code code not null,
    sidewalk_code code not null,
    accident_type_code code not null,
    route_code varchar not null,
    route_point_code varchar not null,
    carriageway_code code,
    roundabout_diameter_code code,
    is_sample boolean not null,
    check ((latitude is null) = (longitude is null)),
    check ((latitude is null) = (mesh_250m is null))
);
comment on table accidents is 'one row per injury accident (本票)';
comment on column accidents.accident_id is 'file year, police prefecture, station and report number, joined by hyphens';
comment on column accidents.file_year is '資料年次: year in the file''s name';
comment on column accidents.occurred_at is '発生日時, to the minute, local time; null when the date cannot exist';
comment on column accidents.npa_prefecture_code is '都道府県コード of the police';
comment on column accidents.prefecture_code is 'JIS X 0401 code';
comment on column accidents.municipality_code is 'JIS X 0402 code, five digits';
comment on column accidents.police_station_code is '警察署等コード (changes from year to year)';
comment on column accidents.report_number is '本票番号';
comment on column accidents.fatal is '死者数 > 0; 事故内容 = 1 (死亡) but for the rows noted as severity_mismatch';
comment on column accidents.deaths is '死者数';
comment on column accidents.injuries is '負傷者数';
comment on column accidents.on_motorway is
'true when the accident has a 高速票; null where its file year has no 高速票 file, so that it cannot be told';
comment on column accidents.latitude is 'degrees north, JGD2011; null when missing or impossible';
comment on column accidents.longitude is 'degrees east, JGD2011; null when missing or impossible';
comment on column accidents.mesh_1km is 'JIS X 0410 third-level cell, 8 digits';
comment on column accidents.mesh_250m is 'JIS X 0410 quarter cell, 10 digits';
comment on column accidents.weekday_code is '曜日, 1 = Sunday';
comment on column accidents.holiday_code is '祝日';
comment on column accidents.day_night_code is '昼夜';
comment on column accidents.sunrise is '日の出時刻, files of 2022 on';
comment on column accidents.sunset is '日の入り時刻, files of 2022 on';
comment on column accidents.weather_code is '天候';
comment on column accidents.terrain_code is '地形';
comment on column accidents.surface_code is '路面状態';
comment on column accidents.road_shape_code is '道路形状';
comment on column accidents.road_width_code is '車道幅員';
comment on column accidents.road_alignment_code is '道路線形';
comment on column accidents.signal_code is '信号機';
comment on column accidents.collision_point_code is '衝突地点';
comment on column accidents.zone_code is 'ゾーン規制';
comment on column accidents.median_code is '中央分離帯施設等';
comment on column accidents.sidewalk_code is '歩車道区分';
comment on column accidents.accident_type_code is '事故類型';
comment on column accidents.route_code is '路線コード (changes from year to year)';
comment on column accidents.route_point_code is '地点コード';
comment on column accidents.carriageway_code is '上下線, files to 2021';
comment on column accidents.roundabout_diameter_code is '環状交差点の直径, files to 2021';
comment on column accidents.is_sample is 'true for synthetic records';

create table accident_people (
    accident_id varchar not null,
    party_order integer not null,
    role enum('driver', 'other', 'passenger', 'pedestrian') not null,
    age_code code,
    party_type_code code not null,
    injury_code code not null,
    use_code code,
    vehicle_shape_code code,
    automatic_code code,
    support_car_code code,
    speed_limit_code code,
    stop_sign_code code,
    stop_mark_code code,
    impact_code code,
    damage_code code,
    airbag_code code,
    side_airbag_code code,
    cognitive_test_days varchar,
    driving_practice_code code,
    source_form enum('hojuhyo', 'honhyo') not null
);
comment on table accident_people is 'one row per person or party of an accident';
comment on column accident_people.party_order is '1 = 当事者A (more at fault), 2 = 当事者B, from 3 on the rows of the 補充票 in their order';
comment on column accident_people.role is 'driver (riders of bicycles too), passenger, pedestrian or other';
comment on column accident_people.age_code is '年齢 of this very party; A and B only, null for others';
comment on column accident_people.party_type_code is '当事者種別; never 00, 75 or 76, which are not people';
comment on column accident_people.injury_code is '人身損傷程度';
comment on column accident_people.use_code is '用途別';
comment on column accident_people.vehicle_shape_code is '車両形状 (2022 on: 車両形状等)';
comment on column accident_people.automatic_code is 'オートマチック車, files of 2022 on';
comment on column accident_people.support_car_code is 'サポカー, files of 2022 on';
comment on column accident_people.speed_limit_code is '速度規制（指定のみ）';
comment on column accident_people.stop_sign_code is '一時停止規制 標識';
comment on column accident_people.stop_mark_code is '一時停止規制 表示';
comment on column accident_people.impact_code is '車両の衝突部位';
comment on column accident_people.damage_code is '車両の損壊程度';
comment on column accident_people.airbag_code is 'エアバッグの装備';
comment on column accident_people.side_airbag_code is 'サイドエアバッグの装備';
comment on column accident_people.cognitive_test_days is '認知機能検査経過日数, files of 2022 on';
comment on column accident_people.driving_practice_code is '運転練習の方法, files of 2022 on';
comment on column accident_people.source_form is 'form the row comes from';

create table accident_highways (
    accident_id varchar primary key,
    highway_point_code varchar not null,
    manager_code varchar not null,
    highway_class_code varchar not null,
    structure_code varchar not null,
    curve_radius_code varchar not null,
    gradient_code varchar not null,
    tunnel_number varchar not null,
    vehicles_code varchar not null,
    highway_accident_type_code varchar not null,
    single_vehicle_object_code varchar not null,
    temporary_speed_code varchar not null,
    temporary_speed_limit_code varchar not null,
    tunnel_length varchar not null
);
comment on table accident_highways is 'one row per 高速票 row';
comment on column accident_highways.highway_point_code is '発生地点';
comment on column accident_highways.manager_code is '道路管理者区分';
comment on column accident_highways.highway_class_code is '道路区分';
comment on column accident_highways.structure_code is '道路構造';
comment on column accident_highways.curve_radius_code is '曲線半径';
comment on column accident_highways.gradient_code is '縦断勾配';
comment on column accident_highways.tunnel_number is 'トンネル番号';
comment on column accident_highways.vehicles_code is '当事者車両台数';
comment on column accident_highways.highway_accident_type_code is '事故類型 of the 高速票';
comment on column accident_highways.single_vehicle_object_code is '車両単独事故の対象物';
comment on column accident_highways.temporary_speed_code is '臨時速度規制の有無';
comment on column accident_highways.temporary_speed_limit_code is '速度規制（臨時のみ）';
comment on column accident_highways.tunnel_length is 'トンネル延長距離';

create table codes (
    column_name varchar not null,
    code varchar not null,
    code_to varchar,
    label varchar not null,
    valid_from_year integer,
    valid_to_year integer
);
comment on table codes is 'one row per coded column, code and time of validity';
comment on column codes.column_name is 'column of accidents, accident_people or accident_highways';
comment on column codes.code is 'code, or the first of a range';
comment on column codes.code_to is 'last code of a range; null for a single code';
comment on column codes.label is 'label of the police';
comment on column codes.valid_from_year is 'first file year; null: always';
comment on column codes.valid_to_year is 'last file year; null: still';

create table code_groups (
    group_kind varchar not null
    check (
        group_kind in (
            'party_type', 'accident_type', 'age', 'weather', 'hours', 'road_shape', 'road_width',
            'signal', 'stop_sign', 'surface'
        )
    ),
    group_no integer not null,
    label varchar not null,
    codes varchar[] not null,
    definition varchar,
    primary key (group_kind, group_no)
);
comment on table code_groups is 'one row per choice a filter offers for accidents, or trait a spot is asked for';
comment on column code_groups.group_kind is 'what is chosen';
comment on column code_groups.group_no is 'order of the choices';
comment on column code_groups.label is 'name of the choice';
comment on column code_groups.codes is 'codes (or hours of the day) it stands for';
comment on column code_groups.definition is 'what it includes, in Japanese; null where the label says it all';

create table areas (
    mesh_code varchar primary key,
    share_inside double not null check (share_inside between 0 and 1)
);
comment on table areas is 'one row per 1 km cell the city touches';
comment on column areas.mesh_code is 'JIS X 0410 third-level cell, 8 digits';
comment on column areas.share_inside is 'share of the cell inside the city, four decimals (a cell that is only touched has 0)';

create table overlays (
    overlay_id integer primary key,
    layer varchar not null,
    name varchar,
    kind varchar not null check (kind in ('point', 'line', 'area')),
    geometry blob not null,
    metres double,
    square_metres double,
    source_id varchar not null references sources (source_id),
    is_sample boolean not null
);
comment on table overlays is 'one row per feature of a user''s layer';
comment on column overlays.overlay_id is 'number of the feature, in the order of files and features';
comment on column overlays.layer is 'name of the layer';
comment on column overlays.name is 'name of the feature; null where it has none';
comment on column overlays.kind is 'point, line or area: the highest of its parts';
comment on column overlays.geometry is 'WKB, EPSG:6668';
comment on column overlays.metres is 'length of a line on the ground; null for others';
comment on column overlays.square_metres is 'size of an area on the ground; null for others';
comment on column overlays.is_sample is 'true for invented features';

create table overlay_accidents (
    overlay_id integer not null,
    accident_id varchar not null,
    metres double not null check (metres between 0 and 500),
    primary key (overlay_id, accident_id)
);
comment on table overlay_accidents is 'one row per feature and accident within 500 m of it';
comment on column overlay_accidents.overlay_id is 'the feature';
comment on column overlay_accidents.metres is 'shortest distance on the ground, to 0.1 m; 0 inside an area';

create table overlay_surroundings (
    overlay_id integer not null,
    within_metres integer not null,
    square_metres double not null check (square_metres >= 0),
    primary key (overlay_id, within_metres)
);
comment on table overlay_surroundings is 'one row per feature and distance a page offers';
comment on column overlay_surroundings.overlay_id is 'the feature';
comment on column overlay_surroundings.within_metres is 'distance in metres; 0: the feature itself';
comment on column overlay_surroundings.square_metres is 'ground that lies so near to the feature';

create table overlay_reach (
    layer varchar not null,
    within_metres integer not null,
    share_of_city double not null check (share_of_city between 0 and 1),
    primary key (layer, within_metres)
);
comment on table overlay_reach is 'one row per layer and distance a page offers';
comment on column overlay_reach.layer is 'name of the layer';
comment on column overlay_reach.within_metres is 'distance in metres; 0: inside an area, or on the line';
comment on column overlay_reach.share_of_city is 'share of the city''s cells (at least half inside) that lies so near to any feature of the layer';

create table places (
    name varchar primary key,
    latitude double not null,
    longitude double not null,
    kind varchar not null check (kind in ('office', 'station', 'airport', 'facility', 'district')),
    precision varchar not null check (precision in ('point', 'town')),
    on_map boolean not null,
    source_id varchar not null references sources (source_id)
);
comment on table places is 'one row per map label';
comment on column places.name is 'the label';
comment on column places.latitude is 'degrees north';
comment on column places.longitude is 'degrees east';
comment on column places.kind is 'office, station, airport, facility or district';
comment on column places.precision is 'point: the place itself; town: representative point of its 町・大字';
comment on column places.on_map is 'true when the label is written on the city map';

create table basemap_tiles (
    zoom integer not null check (zoom between 0 and 22),
    tile_column integer not null,
    tile_row integer not null,
    tile blob not null,
    primary key (zoom, tile_column, tile_row)
);
comment on table basemap_tiles is 'one row per zoom, column and row of the background map where anything is drawn';
comment on column basemap_tiles.zoom is 'zoom; the world is 2 to the power of zoom tiles wide';
comment on column basemap_tiles.tile_column is 'column from the west (x of XYZ tiles, web mercator)';
comment on column basemap_tiles.tile_row is 'row from the north (y of XYZ tiles, web mercator)';
comment on column basemap_tiles.tile is
'Mapbox vector tile 2.1, packed by gzip without time; layers are called as the kinds of basemap_layers, their attributes name, ref and class are there where known';

create table basemap_layers (
    kind varchar not null check (
        kind in (
            'motorway', 'trunk', 'major', 'minor', 'rail', 'station', 'river', 'water', 'boundary', 'ground',
            'road_name', 'river_name'
        )
    ),
    publisher varchar not null,
    title varchar not null,
    licence varchar,
    attribution varchar not null,
    source_file varchar not null,
    features integer not null check (features > 0),
    min_zoom integer not null,
    max_zoom integer not null,
    source_id varchar not null references sources (source_id),
    is_sample boolean not null,
    primary key (kind, source_file)
);
comment on table basemap_layers is 'one row per kind of thing on the background map and file it comes from';
comment on column basemap_layers.kind is
'motorway, trunk, major and minor (roads), rail and river (lines), water (areas), boundary (lines), ground (the city, an area), station, road_name and river_name (points that carry a name)';
comment on column basemap_layers.publisher is 'who published the file';
comment on column basemap_layers.title is 'title as published';
comment on column basemap_layers.licence is 'terms of use; null where not told';
comment on column basemap_layers.attribution is 'what stands on a map that shows it';
comment on column basemap_layers.source_file is 'name of the file';
comment on column basemap_layers.features is 'features of the file that are on the map';
comment on column basemap_layers.min_zoom is 'lowest zoom with tiles of the kind';
comment on column basemap_layers.max_zoom is 'highest zoom with tiles of the kind; closer up it is enlarged';
comment on column basemap_layers.is_sample is 'true for invented features';

create table boundary (
    municipality_code varchar primary key,
    geojson varchar not null,
    source_id varchar not null references sources (source_id),
    is_sample boolean not null
);
comment on table boundary is 'one row per city whose boundary a file tells (the city, or none); without it maps draw the outline of its 1 km cells';
comment on column boundary.municipality_code is 'JIS X 0402 code, five digits';
comment on column boundary.geojson is
'geometry as GeoJSON (Polygon or MultiPolygon), longitude and latitude in EPSG:6668 with five decimals, simplified to about 10 m';
comment on column boundary.is_sample is 'true for an invented boundary';

create table cell_names (
    mesh_250m varchar primary key,
    town varchar,
    direction varchar check (
        direction in ('east', 'north-east', 'north', 'north-west', 'west', 'south-west', 'south', 'south-east')
    ),
    town_m integer check (town_m between 0 and 3000),
    near varchar,
    near_kind varchar check (near_kind in ('road', 'station', 'river')),
    crossing varchar,
    crossing_side varchar check (
        crossing_side in ('east', 'north-east', 'north', 'north-west', 'west', 'south-west', 'south', 'south-east')
    ),
    distance_m integer check (distance_m between 0 and 300),
    source_id varchar references sources (source_id),
    check ((near is null) = (near_kind is null) and (near is null) = (distance_m is null))
);
comment on table cell_names is 'one row per 250 m cell with an accident, in the city or within 3 km of the bounds of its cells';
comment on column cell_names.mesh_250m is 'JIS X 0410 cell, 10 digits';
comment on column cell_names.town is 'town (町・大字) it lies in, or the nearest one within 3 km; null where there is none';
comment on column cell_names.direction is
'part of the sky, seen from the town, where the cell lies; null where the cell is called by town and near alone';
comment on column cell_names.town_m is 'how far from the town, to 100 m, where nothing else tells the cell from others of the same name; else null';
comment on column cell_names.near is 'road, station or river of the background map nearest to its accidents, within 300 m; null without one';
comment on column cell_names.near_kind is 'road, station or river';
comment on column cell_names.crossing is
'another road within 100 m of its accidents, or what else is named within 300 m, where it tells the cell from others of the same name; else null';
comment on column cell_names.crossing_side is 'part of the sky, seen from there, where the accidents lie; null of a road within 100 m';
comment on column cell_names.distance_m is 'median distance of its accidents from what is near, in metres';
comment on column cell_names.source_id is 'where the name of what is near comes from';

create table events (
    starts_on date not null,
    ends_on date,
    label varchar not null,
    topic varchar not null check (topic in ('goals', 'divide', 'accidents', 'all')),
    source_id varchar not null references sources (source_id),
    primary key (starts_on, label)
);
comment on table events is 'one row per annotation of a time axis';
comment on column events.starts_on is 'first day';
comment on column events.ends_on is 'last day; null for a single day or a lasting change';
comment on column events.label is 'label on the chart';
comment on column events.topic is 'goals, divide, accidents or all';

create table forecast_spread (
    spread double not null check (spread >= 0),
    fall double not null check (fall between -1 and 1),
    first_year integer not null,
    last_year integer not null,
    municipalities integer not null,
    forecasts integer not null,
    is_shipped boolean not null,
    source_id varchar not null references sources (source_id),
    check (first_year < last_year)
);
comment on table forecast_spread is 'one row per estimate of how fast yearly counts drift (there is exactly one)';
comment on column forecast_spread.spread is 'k of a municipality with 100 accidents a year: relative variance its level gains in a year, the shift of all municipalities removed';
comment on column forecast_spread.fall is 'how k falls with size: with n accidents a year it is spread * (n / 100) ^ -fall';
comment on column forecast_spread.first_year is 'first file year it was learnt from';
comment on column forecast_spread.last_year is 'last file year it was learnt from';
comment on column forecast_spread.municipalities is 'municipalities it was learnt from';
comment on column forecast_spread.forecasts is 'forecasts of a next year, from all years before it, that it was learnt from';
comment on column forecast_spread.is_shipped is 'true: data/definitions/forecast_spread.csv; false: learnt from the records of this edition';

create table forecast_coverage (
    first_year integer not null,
    last_year integer not null,
    shift double not null check (shift > 0),
    least integer not null,
    most integer,
    pairs integer not null,
    covered_pct double not null check (covered_pct between 0 and 100),
    uncorrected_pct double not null check (uncorrected_pct between 0 and 100),
    foretold_pct double check (foretold_pct between 0 and 100),
    primary key (first_year, last_year, least)
);
comment on table forecast_coverage is 'one row per pair of years and size of the earlier count: how often an 80 % interval from all years up to it held, the shift of all municipalities removed';
comment on column forecast_coverage.first_year is 'year of the count the forecast was made from';
comment on column forecast_coverage.last_year is 'year it was made for';
comment on column forecast_coverage.shift is 'factor by which all municipalities together changed';
comment on column forecast_coverage.least is 'smallest earlier count of the band';
comment on column forecast_coverage.most is 'largest earlier count of the band; null: no end';
comment on column forecast_coverage.pairs is 'municipalities in the band';
comment on column forecast_coverage.covered_pct is 'share of them whose later count lay in the interval, its ends counted by parts as counts are whole';
comment on column forecast_coverage.uncorrected_pct is 'the same share with the shift left in, as somebody forecasting at the time would have seen it';
comment on column forecast_coverage.foretold_pct is 'covered_pct with a spread learnt only from the years before last_year; null: there are fewer than two';

create table forecast_reliability (
    most_events integer not null check (most_events > 0),
    of_last integer not null check (of_last > 0),
    least_move_pct integer,
    most_move_pct integer,
    least integer not null,
    most integer,
    municipalities integer not null check (municipalities > 0),
    came_pct double not null check (came_pct between 0 and 100),
    chance_pct double not null check (chance_pct between 0 and 100),
    error_pct double not null check (error_pct >= 0),
    alone_chance_pct double not null check (alone_chance_pct between 0 and 100),
    alone_error_pct double not null check (alone_error_pct >= 0),
    unique (most_events, of_last, least_move_pct, least)
);
comment on table forecast_reliability is 'one row per bound, last move and size of the last count: the chance told for the next year with the spread of the other half of the prefectures, and how often it came';
comment on column forecast_reliability.most_events is 'the bound: at most so many in the next year, the shift of all municipalities removed, …';
comment on column forecast_reliability.of_last is '… where the last count is so many; others in proportion';
comment on column forecast_reliability.least_move_pct is 'smallest change of the last count since the year before, the shift of all municipalities removed; null: no end';
comment on column forecast_reliability.most_move_pct is 'the change stays under this; null: no end';
comment on column forecast_reliability.least is 'smallest last count of the band';
comment on column forecast_reliability.most is 'largest last count of the band; null: no end';
comment on column forecast_reliability.municipalities is 'municipalities in the cell (times years, where there are several with two before them)';
comment on column forecast_reliability.came_pct is 'share of them whose next count was at most the bound';
comment on column forecast_reliability.chance_pct is 'mean of the chances told from all years';
comment on column forecast_reliability.error_pct is 'standard error of came_pct if these chances are right and municipalities independent';
comment on column forecast_reliability.alone_chance_pct is 'mean of the chances told from the last count alone, its spread learnt the same way';
comment on column forecast_reliability.alone_error_pct is 'standard error of came_pct if those chances are right';
