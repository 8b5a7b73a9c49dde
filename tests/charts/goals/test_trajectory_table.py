"""What the picture of a series draws as a table, and what is saved with it."""

from dataclasses import replace

from charts.goals import trajectory_table
from findings.goals.trajectory import Worked
from tests.charts.goals.test_sheet_print import worked


def spoken(**said: str) -> Worked:
    """Return a worked series whose one report says something."""
    one = worked(2023, 40.0)
    values = [replace(value, **said) for value in one.series.values]
    return replace(one, series=replace(one.series, values=values))


def test_reason_and_next_step_are_saved_beside_their_value() -> None:
    saved = trajectory_table.saved(spoken(reason="周知の遅れ", next_step="窓口で案内"))
    of_report = saved["区分"].str.startswith("実績")
    assert saved.loc[of_report, ["理由", "次の取組"]].to_numpy().tolist() == [["周知の遅れ", "窓口で案内"]]
    assert set(saved.loc[~of_report, "理由"]) == {""}


def test_what_is_saved_begins_with_what_is_shown() -> None:
    one = spoken()
    shown, saved = trajectory_table.table(one), trajectory_table.saved(one)
    assert saved[list(shown.columns)].equals(shown)
    assert {"基準", "目標"} <= set(shown["区分"])
