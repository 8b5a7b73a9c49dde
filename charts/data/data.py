"""Sentences and tables of what an edition is made of."""

from collections.abc import Sequence

import pandas as pd

from findings.data.data import Contents, File, PlanNote, Reader, Rejected, Rejection, Source, Sum
from findings.noticed import Noticed
from queries.editions import FindingKind

READERS: dict[Reader, str] = {
    "plan": "計画",
    "definition": "定義",
    "report": "実績の報告",
    "survey": "市民調査",
    "population": "年齢別人口",
    "overlay": "地図データ",
    "basemap": "背景の地図",
    "honhyo": "事故 本票",
    "hojuhyo": "事故 補充票",
    "kosokuhyo": "事故 高速票",
}
FINDINGS: dict[FindingKind, str] = {
    "unknown_header": "知らない見出し",
    "unknown_code": "コード表にないコード",
    "no_coordinates": "位置の記録がない",
    "impossible_coordinates": "ありえない位置",
    "rounded_coordinates": "表計算ソフトで書き換わった位置",
    "far_coordinates": "市町村から遠く離れた位置（地図に出さない）",
    "decimal_degrees": "度の小数で書かれた位置（度として読んだ）",
    "impossible_time": "ありえない日時",
    "severity_mismatch": "事故内容と死者数の食い違い",
    "repaired_geometry": "形を直した地物",
    "repeated_layer": "同じ内容のレイヤー",
    "unnamed_layer": "名称の列が分からないレイヤー",
    "wrong_encoding": "文字コードの表示違い",
    "undrawn_class": "背景の地図に描かない種類の地物",
    "unused_boundary": "使わなかった市の境",
    "quoted_cells": "引用符で囲まれたセル（外して読んだ）",
    "tab_separated": "タブ区切り（区切りとして読んだ）",
    "unicode_text": "文字コードがUTF-8（UTF-8として読んだ）",
    "no_highway_file": "高速票のファイルがない",
    "misnamed_file": "名前か置き場所が違うので読まなかったファイル",
    "skipped_file": "読まなかったファイル",
    "skipped_sheet": "読まなかったシート",
    "repeated_file": "同じ内容のファイル",
    "late_answers": "次の調査まで載せない追加の回答",
    "changed_answers": "次の調査まで載せない回答の直しや取り消し",
    "other_department": "計画の担当課でない課の報告",
}
DETAILS = {
    "latitude, longitude": "緯度・経度",
    "occurred_at": "発生日時",
    "accident_kind, deaths": "死者数のほうで死亡事故とする",
}
ACTUAL = "実際のもの"  # of data that are not synthetic


def rows_add_up(total: Sum) -> str:
    """Return how many of the rows of all files could not be read, as HTML."""
    if not total.rows_rejected:
        return f"読んだ{total.rows_read:,}行に、<b>読み込めなかった行はありません</b>。"
    return f"読んだ{total.rows_read:,}行のうち、<b>読み込めなかったのは{total.rows_rejected:,}行</b>です。"


def rows_in_full(total: Sum) -> list[str]:
    """Return how the rows of all files add up, and how many answers were not counted, as HTML."""
    answers = total.answers_rejected
    return [
        f"読んだファイルは{total.files}個です。",
        f"載せた{total.rows_loaded:,}行、範囲外（ほかの地域・年齢、公表後の回答）の{total.rows_out_of_scope:,}行、"
        f"読み込めなかった{total.rows_rejected:,}行の合計は、読んだ行と一致します。",
        *([f"ほかに、調査の答え{answers:,}個を読み取れず、数えていません。"] if answers else []),
    ]


def files_table(found: Contents) -> pd.DataFrame:
    """Return one row per file, definitions and plan added up, and the sum in the last row."""
    lines: list[tuple[str, str, File | Sum, str]] = [
        (READERS[reader], f"{rows.files}個のファイル", rows, ACTUAL)
        for reader, rows in found.together.items()
    ]
    lines.extend(
        (READERS[file.reader], file.file_name, file, "サンプル" if file.is_sample else ACTUAL)
        for file in found.files
    )
    lines.append(("", "合計", found.total, ""))
    return pd.DataFrame(
        [
            {
                "種類": reader,
                "ファイル": name,
                "読んだ行": rows.rows_read,
                "載せた行": rows.rows_loaded,
                "範囲外の行": rows.rows_out_of_scope,
                "読み込めなかった行": rows.rows_rejected,
                "読み取れなかった答え": rows.answers_rejected,
                "データ": data,
            }
            for reader, name, rows, data in lines
        ]
    )


def rejections_table(rejections: Sequence[Rejection]) -> pd.DataFrame:
    """Return the reasons rows were not loaded, with the first line of each."""
    return pd.DataFrame(
        {
            "ファイル": [one.file_name for one in rejections],
            "理由": [one.reason for one in rejections],
            "行数": [one.rows_rejected for one in rejections],
            "最初の行番号": [one.first_line for one in rejections],
        }
    )


def rejected_table(rejected: Rejected) -> pd.DataFrame:
    """Return the rows that were not loaded as the table to save."""
    names = {"file_name": "ファイル", "line": "行番号", "reason": "理由", "raw": "元の行"}
    return rejected.rows.rename(columns=names)


def noticed_table(noticed: Sequence[Noticed]) -> pd.DataFrame:
    """Return what was noticed while reading, in Japanese."""
    return pd.DataFrame(
        {
            "気づいたこと": [FINDINGS[one.kind] for one in noticed],
            "内容": [DETAILS.get(one.detail, one.detail) for one in noticed],
            "ファイル数": [one.files for one in noticed],
            "行数": [one.rows for one in noticed],
        }
    )


def sources_table(sources: Sequence[Source]) -> pd.DataFrame:
    """Return all sources with their terms."""
    return pd.DataFrame(
        {
            "発行元": [one.publisher for one in sources],
            "題名": [one.title for one in sources],
            "アドレス": [one.url or "—" for one in sources],
            "利用条件": [one.licence or "確認していません" for one in sources],
            "閲覧": [one.retrieved_on or "—" for one in sources],
        }
    )


def notes_table(notes: Sequence[PlanNote]) -> pd.DataFrame:
    """Return the remarks on the plan's text."""
    return pd.DataFrame({"箇所": [one.topic for one in notes], "気づいたこと": [one.text for one in notes]})
