"""Sentences and tables of what an edition is made of."""

import pandas as pd

READERS = {
    "plan": "計画",
    "definition": "定義",
    "report": "実績の報告",
    "survey": "市民調査",
    "population": "年齢別人口",
    "overlay": "地図データ",
    "honhyo": "事故 本票",
    "hojuhyo": "事故 補充票",
    "kosokuhyo": "事故 高速票",
}
FINDINGS = {
    "unknown_header": "知らない見出し",
    "unknown_code": "コード表にないコード",
    "no_coordinates": "位置の記録がない",
    "impossible_coordinates": "ありえない位置",
    "impossible_time": "ありえない日時",
    "severity_mismatch": "事故内容と死者数の食い違い",
    "repaired_geometry": "形を直した地物",
    "wrong_encoding": "文字コードの表示違い",
    "no_highway_file": "高速票のファイルがない",
    "skipped_file": "読まなかったファイル",
    "skipped_sheet": "読まなかったシート",
    "repeated_file": "同じ内容のファイル",
    "late_answers": "次の調査まで載せない追加の回答",
    "changed_answers": "次の調査まで載せない回答の直しや取り消し",
}
DETAILS = {
    "latitude, longitude": "緯度・経度",
    "occurred_at": "発生日時",
    "accident_kind, deaths": "死者数のほうで死亡事故とする",
}
KEPT_TOGETHER = ("plan", "definition")
COUNTS = ["rows_read", "rows_loaded", "rows_out_of_scope", "rows_rejected"]


def answer(files: pd.DataFrame) -> str:
    """Return how the rows of all files add up, as HTML."""
    read, loaded, outside, rejected = (int(files[column].sum()) for column in COUNTS)
    return (
        f"この版は{len(files)}個のファイルから<b>{read:,}行</b>を読みました。"
        f"載せたのは{loaded:,}行、範囲外（ほかの地域・年齢、公表後の回答）は{outside:,}行、"
        f"<b>読み込めなかったのは{rejected:,}行</b>で、合計は一致します。"
    )


def files_table(files: pd.DataFrame) -> pd.DataFrame:
    """Return one row per file, definitions and plan added up, and the sum in the last row."""
    together = files["reader"].isin(KEPT_TOGETHER)
    summed = files[together].groupby("reader", sort=False)
    lines = [
        {"file_name": f"{len(group)}個のファイル", "reader": reader, "is_sample": False}
        | group[COUNTS].sum().to_dict()
        for reader, group in summed
    ]
    lines.extend(files[~together].to_dict("records"))
    lines.append({"file_name": "合計", "reader": "", "is_sample": False} | files[COUNTS].sum().to_dict())
    table = pd.DataFrame(lines)
    return pd.DataFrame(
        {
            "種類": table["reader"].map(READERS).fillna(""),
            "ファイル": table["file_name"],
            "読んだ行": table["rows_read"].astype(int),
            "載せた行": table["rows_loaded"].astype(int),
            "範囲外の行": table["rows_out_of_scope"].astype(int),
            "読み込めなかった行": table["rows_rejected"].astype(int),
            "データ": [
                *("サンプル" if is_sample else "実際のもの" for is_sample in table["is_sample"][:-1]),
                "",
            ],
        }
    )


def rejections_table(rejections: pd.DataFrame) -> pd.DataFrame:
    """Return the reasons rows were not loaded, with the first line of each."""
    return rejections.rename(
        columns={
            "file_name": "ファイル",
            "reason": "理由",
            "rows_rejected": "行数",
            "first_line": "最初の行番号",
        }
    )


def rejected_table(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that were not loaded as the table to save."""
    return rows.rename(columns={"file_name": "ファイル", "line": "行番号", "reason": "理由", "raw": "元の行"})


def findings_table(findings: pd.DataFrame) -> pd.DataFrame:
    """Return what was noticed while reading, in Japanese."""
    return pd.DataFrame(
        {
            "気づいたこと": findings["kind"].map(FINDINGS),
            "内容": findings["detail"].replace(DETAILS),
            "ファイル数": findings["files"],
            "行数": findings["rows_concerned"],
        }
    )


def sources_table(sources: pd.DataFrame) -> pd.DataFrame:
    """Return all sources with their terms."""
    return pd.DataFrame(
        {
            "発行元": sources["publisher"],
            "題名": sources["title"],
            "アドレス": sources["url"].fillna("—"),
            "利用条件": sources["licence"].fillna("確認していません"),
            "閲覧": sources["retrieved_on"].fillna("—"),
        }
    )


def notes_table(notes: pd.DataFrame) -> pd.DataFrame:
    """Return the remarks on the plan's text."""
    return notes.rename(columns={"topic": "箇所", "text": "気づいたこと"})
