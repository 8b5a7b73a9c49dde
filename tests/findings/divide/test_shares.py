"""A share, its interval, and what can be told of it."""

import pytest

from findings.divide.shares import Share, Weighted

TEN_OF_FORTY = Share(2024, "70歳以上", 40, 10, 25.0)


def test_the_interval_is_wilsons_in_percent() -> None:
    """R: prop.test(10, 40, correct = FALSE) gives 0.1419 to 0.4019."""
    assert TEN_OF_FORTY.interval == pytest.approx((14.187, 40.194), abs=0.001)
    assert (TEN_OF_FORTY.low, TEN_OF_FORTY.high) == TEN_OF_FORTY.interval


@pytest.mark.parametrize(("respondents", "count"), [(None, None), (0, 0), (40, None), (None, 10)], ids=str)
def test_without_both_numbers_there_is_no_interval(respondents: int | None, count: int | None) -> None:
    share = Share(2024, "70歳以上", respondents, count, None)
    assert (share.interval, share.low, share.high) == (None, None, None)


def test_turned_round_are_those_who_did_not_choose_it() -> None:
    turned = TEN_OF_FORTY.turned()
    assert (turned.respondents, turned.count, turned.pct) == (40, 30, 75.0)
    assert turned.interval == pytest.approx((100 - 40.194, 100 - 14.187), abs=0.001)
    assert turned.turned() == TEN_OF_FORTY
    hidden = Share(2024, "70歳以上", 40, None, None, is_hidden=True)
    assert hidden.turned() == hidden
    of_unknown = Share(2024, "70歳以上", None, 10, 25.0)
    assert (of_unknown.turned().count, of_unknown.turned().pct) == (None, 75.0)


@pytest.mark.parametrize(
    ("respondents", "is_few"), [(None, False), (0, False), (1, True), (29, True), (30, False)]
)
def test_few_are_under_thirty_but_some(respondents: int | None, is_few: bool) -> None:
    assert Share(2024, "全体", respondents, None, None).is_few is is_few


def test_known_is_what_is_neither_hidden_nor_unpublished() -> None:
    assert TEN_OF_FORTY.is_known
    assert not Share(2024, "全体", 40, None, 25.0).is_known
    assert not Share(2024, "全体", 40, 10, 25.0, is_hidden=True).is_known


def test_a_weighted_share_has_the_interval_of_its_effective_number() -> None:
    assert Weighted(25.0, 40.0).interval == pytest.approx((14.187, 40.194), abs=0.001)
    assert Weighted(25.0, 400.0).interval.lower > 20
    assert Weighted(25.0, 40.0).turned() == Weighted(75.0, 40.0)
