-- One row per row of the file: accident, JIS prefecture, and why it is no row of this form (null: it is).
create or replace temp table police_keyed as
select
    staged.line,
    prefectures.prefecture_code,
    concat_ws(
        '-', $year, staged.npa_prefecture_code, staged.police_station_code, staged.report_number
    ) as accident_id,
    case
        when not staged.is_readable
            then '半角英数字でない文字か、読めないバイトがあります'
        when staged.cells <> $cells
            then concat('列の数が', staged.cells, 'で、見出しの', $cells, 'と合いません')
        when staged.form <> $form_code
            then concat('資料区分が「', staged.form, '」です（', $form_name, 'は', $form_code, '）')
        when not regexp_full_match(staged.npa_prefecture_code, '[0-9]{2}')
            then concat('都道府県コード「', staged.npa_prefecture_code, '」が数字2桁ではありません')
        when prefectures.npa_prefecture_code is null
            then concat('都道府県コード「', staged.npa_prefecture_code, '」は警察庁のコード表にありません')
        when not regexp_full_match(staged.police_station_code, '[0-9]{3}')
            then concat('警察署等コード「', staged.police_station_code, '」が数字3桁ではありません')
        when not regexp_full_match(staged.report_number, '[0-9]{4}')
            then concat('本票番号「', staged.report_number, '」が数字4桁ではありません')
    end as reason,
from police_staged as staged
left join prefectures on staged.npa_prefecture_code = prefectures.npa_prefecture_code
