"""One gap has one figure: in both charts of the page of change and in its sentence."""

import json
import re
from pathlib import Path
from urllib.parse import urlencode

from queries import editions
from tests.pages.opening import at_rest
from tests.viewing import viewer

GAP = re.compile(r"差 ([\d.]+) ポイント")


def test_the_lines_of_dots_and_the_chart_of_gaps_beside_them_write_the_same(
    sample_edition: Path, sample_address: str
) -> None:
    with editions.opened(sample_edition) as connection:
        options = connection.execute(
            "select distinct wording, label from survey_options inner join survey_questions using (question_id)"
            " inner join survey_answers using (question_id, option_no) inner join surveys using (survey_id)"
            " where year is not null and asked_of is null order by all"
        ).fetchall()
    compared = 0
    with viewer(sample_address) as visitor:
        for wording, label in options:
            seen = visitor.open(
                "divide", urlencode({"view": "差の変化", "question": wording, "option": label})
            )
            charts = [json.loads(spec) for spec in seen.charts.values()]
            if not charts:
                continue
            notes = [
                [GAP.fullmatch(note["text"]) for note in chart["layout"].get("annotations", ())]
                for chart in charts
            ]
            lines = next([match[1] for match in found if match] for found in notes if any(found))
            beside = next(
                [re.sub("</?b>|−", "", text) for text in trace["text"]]
                for chart in charts
                for trace in chart["data"]
                if trace.get("mode") == "markers+text"
            )
            assert lines == beside, (wording, label)
            answer = at_rest(next(text for text in seen.texts.values() if 'class="answer"' in text))
            assert f"{lines[-1]}ポイント多" in answer or "差があるとはいえません" in answer
            compared += len(lines)
    assert compared > 50
