from charts.accidents import police


def test_labels_of_the_police_stand_beside_their_plain_words() -> None:
    note = police.note(["単路－その他", "踏切－第一種", "単路－その他"])
    assert note == (
        "図と文の言葉は、表にある警察の区分を言いかえたものです（交差点でない道＝「単路－その他」）。"
    )
    assert police.note(["踏切－第一種"]) == ""
