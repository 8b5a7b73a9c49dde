"""Faults as they are told: one by one while they are few, by column where they are many."""

from ingest.faults import MOST_TOLD, Fault, spans, told


def of_line(line: int, value: str = "", column: str = "人口") -> Fault:
    return Fault(
        "a.csv", f"{line}行目「{column}」", f"「{value or line}」は数ではありません", "数字を書いてください"
    )


def test_a_few_faults_are_told_one_by_one() -> None:
    assert list(told([of_line(2), of_line(3), of_line(4)])) == [
        f"a.csvの{line}行目「人口」：「{line}」は数ではありません。数字を書いてください。"
        for line in (2, 3, 4)
    ]


def test_the_fault_of_a_column_is_one_sentence_with_its_number_and_lines() -> None:
    others = [of_line(7, column="年齢"), Fault("a.csv", "9行目", "見出しです", "消してください")]
    assert list(told([*map(of_line, range(2, 85)), *others])) == [
        "a.csvの2行目「人口」：「2」は数ではありません。数字を書いてください（同じことがほかに82か所：3～84行目）。",
        "a.csvの7行目「年齢」：「7」は数ではありません。数字を書いてください。",
        "a.csvの9行目：見出しです。消してください。",
    ]


def test_rows_that_are_no_records_are_each_named() -> None:
    notes = [Fault("a.csv", f"{line}行目", f"「注{line}」です", "消してください") for line in range(2, 10)]
    assert len(list(told(notes))) == 8


def test_the_same_column_of_another_file_or_with_another_remedy_stands_for_itself() -> None:
    first = [of_line(line) for line in range(2, 8)]
    second = [Fault("b.csv", fault.place, fault.problem, fault.remedy) for fault in first]
    third = [Fault("a.csv", fault.place, fault.problem, "消してください") for fault in first]
    assert len(list(told([*first, *second, *third]))) == 3


def test_no_more_is_told_than_can_be_read() -> None:
    faults = [Fault("a.csv", "", f"「{number}」がありません", "書いてください") for number in range(1000)]
    sentences = list(told(faults))
    assert len(sentences) == MOST_TOLD + 1
    assert sentences[-1].startswith("このほかにもあります")


def test_lines_are_spans() -> None:
    assert spans([3]) == "3"
    assert spans([3, 5, 6, 7, 9]) == "3、5～7、9"
    assert spans(list(range(0, 40, 2))) == "0、2、4、6、8、10、12、14、16、18…"
