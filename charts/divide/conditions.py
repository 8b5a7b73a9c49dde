"""What a figure of the divide is asked for under, in words."""

from findings.divide.option import Answers

FRAMINGS = ("選んだ人", "選ばなかった人")
"""Who is counted of an option's answers, as a filter offers it."""


def of_option(seen: Answers, **more: str) -> list[str]:
    """Return question, option and who is counted, then `more` conditions by their names."""
    framing = FRAMINGS[seen.is_turned]
    fixed = {"設問": seen.option.wording, "選択肢": seen.option.label, "見方": framing}
    return [f"{name}：{value}" for name, value in (fixed | more).items()]
