from findings.goals.tally import Tally, tally
from stats.goals import state_words


def test_every_state_is_in_one_part_and_the_parts_sum_to_all() -> None:
    counts = {state: 2**place for place, state in enumerate(state_words.STATES)}
    found = tally(counts)
    assert sum(found) == sum(counts.values())
    assert found == Tally(
        achieved=counts["達成"],
        on_track=counts["順調"] + counts["順調（維持）"],
        slightly=counts["やや遅れ"],
        bad=counts["遅れ"] + counts["後退"] + counts["後退（発生）"],
        missed=counts["未達"],
        unjudged=sum(counts[state] for state in state_words.STATES[8:]),
    )
