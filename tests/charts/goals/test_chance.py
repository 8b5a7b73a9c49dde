from charts.goals import chance


def test_a_level_at_the_target_still_misses_it() -> None:
    assert "水準がちょうど100件でも、偶然だけで1年の件数が目標を超える確率は47%です" in chance.missed(
        100, 0.4734
    )
