-- One row per row of the file: its cells, JIS prefecture, and why it is no row of this form (null: it is).
create or replace temp view police_keyed as
select
    staged.*,
    prefectures.prefecture_code,
    case
        when not staged.is_readable
            then '半角英数字でない文字か、読めないバイトがあります'
        when staged.cells <> staged.cells_of_heading
            then concat('列の数が', staged.cells, 'で、見出しの', staged.cells_of_heading, 'と合いません')
        when staged.form <> staged.form_of_file
            then concat('資料区分が「', staged.form, '」です（', staged.form_name, 'は', staged.form_of_file, '）')
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
