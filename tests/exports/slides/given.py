"""What small slides of tests share."""

import exports


def notes(*, is_sample: bool = True, definition: str = "人身事故だけの記録です。") -> exports.Notes:
    return exports.notes(
        title="年ごとの件数",
        definition=definition,
        conditions=["年：すべて"],
        sources=["須賀川市「計画」"],
        licences=["CC BY 4.0"],
        edition_id="20240401-090000-abcdef-sample",
        contact="総務部",
        is_sample=is_sample,
    )
