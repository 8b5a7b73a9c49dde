"""Rules of a plan that span several fields or files."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from ingest.faults import Fault
from ingest.plan.texts import Header, Indicator, Links, Measure
from ingest.yamlfiles import Loaded, Location

Value = TypeVar("Value")


def _repeated(values: Iterable[Value]) -> Iterator[tuple[int, Value]]:
    """Yield position and value of everything that already stood further up."""
    seen: set[Value] = set()
    for position, value in enumerate(values):
        if value in seen:
            yield position, value
        seen.add(value)


def header_faults(loaded: Loaded[Header], folder: str) -> Iterator[Fault]:
    """Yield the faults of `plan.yaml`; `folder` is the name of the plan's folder."""
    document, header = loaded.document, loaded.record
    if header.plan_id != folder:
        yield document.fault(
            ("plan_id",),
            f"「{header.plan_id}」はフォルダーの名前「{folder}」と違います",
            "どちらかを直してそろえてください",
        )
    if header.ends_on <= header.starts_on:
        yield document.fault(
            ("ends_on",), "計画の終わりが始まりより後になっていません", "日付を確かめてください"
        )
    keys: dict[str, Sequence[int | str]] = {
        "goals": [theme.no for theme in header.goals],
        "policies": [theme.no for theme in header.policies],
        "fields": [field.field_no for field in header.fields],
        "recommendations": [theme.no for theme in header.recommendations],
        "pillars": [theme.no for theme in header.pillars],
        "sdgs": [theme.no for theme in header.sdgs],
        "notes": [note.topic for note in header.notes],
    }
    for part, values in keys.items():
        for position, value in _repeated(values):
            remedy = "別の番号や見出しに変えるか、どちらか一方を消してください"
            yield document.fault((part, position), f"「{value}」が2回使われています", remedy)
    named = [(one.theme, one.no, one.what) for one in header.unmeasured]
    for position, (kind, number, _) in enumerate(named):
        if number not in keys[f"{kind}s"]:
            remedy = f"番号を直すか、{kind}s に書き加えてください"
            yield document.fault(("unmeasured", position), f"{kind}s に{number}番はありません", remedy)
    for position, (_, _, what) in _repeated(named):
        remedy = "どちらか一方を消してください"
        yield document.fault(("unmeasured", position), f"「{what}」が2回書かれています", remedy)


def measure_faults(loaded: Loaded[Measure], file_id: str, header: Header | None) -> Iterator[Fault]:
    """Yield the faults of one measure's file, `file_id` being its name; `header` is None where it cannot be read."""
    document, measure = loaded.document, loaded.record
    if measure.measure_id != file_id:
        yield document.fault(
            ("measure_id",),
            f"「{measure.measure_id}」はファイルの名前「{file_id}」と違います",
            "どちらかを直してそろえてください",
        )
    if header and measure.field_no not in {field.field_no for field in header.fields}:
        remedy = "番号を直すか、plan.yaml の fields に書き加えてください"
        yield document.fault(("field_no",), f"分野{measure.field_no}は plan.yaml にありません", remedy)
    for position, department in _repeated(measure.departments):
        where = ("departments", position)
        yield document.fault(where, f"「{department}」が2回書かれています", "どちらか一方を消してください")
    for position, indicator_id in _repeated(indicator.indicator_id for indicator in measure.indicators):
        remedy = "番号を変えるか、どちらか一方を消してください"
        yield document.fault(("indicators", position), f"指標{indicator_id}が2回書かれています", remedy)
    for position, indicator in enumerate(measure.indicators):
        where = ("indicators", position)
        if not re.fullmatch(re.escape(measure.measure_id) + "[a-z]?", indicator.indicator_id):
            yield document.fault(
                (*where, "indicator_id"),
                f"「{indicator.indicator_id}」は施策{measure.measure_id}の指標の番号になっていません",
                f"「{measure.measure_id}」か、後ろに a、b などを1字付けた番号にしてください",
            )
        for field, problem, remedy in _indicator_problems(indicator):
            yield document.fault((*where, *field), problem, remedy)


_DESIRED_SIDE = {
    "increase": "at_least",
    "decrease": "at_most",
    "zero": "at_most",
    "cumulative": "at_least",
    "milestone": "at_least",
    "text_baseline": "at_least",
}


def _indicator_problems(indicator: Indicator) -> Iterator[tuple[Location, str, str]]:
    """Yield field, problem and remedy where the parts of an indicator contradict one another."""
    kind, baseline, target = indicator.kind, indicator.baseline, indicator.target
    desired = _DESIRED_SIDE.get(kind, indicator.direction)
    if indicator.direction != desired:
        remedy = f"direction を {desired} にするか、kind を見直してください"
        yield ("direction",), f"kind が {kind} なのに {indicator.direction} となっています", remedy
    if (kind == "cumulative") != (indicator.period_type == "plan_total"):
        remedy = "kind の cumulative と period_type の plan_total は、必ず組にして使ってください"
        yield ("period_type",), f"kind が {kind} なのに {indicator.period_type} となっています", remedy
    if kind == "text_baseline" and baseline.value is not None:
        remedy = "値を null にするか、kind を見直してください"
        yield ("baseline", "value"), "kind が text_baseline なのに数が書かれています", remedy
    if kind != "text_baseline" and baseline.value is None:
        remedy = "数を書くか、基準が言葉のときは kind を text_baseline にしてください"
        yield ("baseline", "value"), "基準の数が書かれていません", remedy
    if kind == "zero" and target.value != 0:
        yield (
            ("target", "value"),
            "kind が zero なのに目標が0ではありません",
            "目標を0にするか、kind を見直してください",
        )
    if baseline.value is not None and kind in ("increase", "cumulative", "milestone", "decrease"):
        change = target.value - baseline.value
        if change == 0 or (change < 0) != (kind == "decrease"):
            side = "少なく" if kind == "decrease" else "多く"
            remedy = "数を確かめ、今の水準を保つ目標なら kind を keep にしてください"
            yield ("target", "value"), f"kind が {kind} なのに目標が基準より{side}なっていません", remedy
    if target.on <= baseline.on:
        yield ("target", "on"), "目標の日付が基準の日付より後になっていません", "日付を確かめてください"


def link_faults(
    loaded: Loaded[Links], measures: Mapping[str, Loaded[Measure] | None], header: Header | None
) -> Iterator[Fault]:
    """Yield the faults of `links.yaml`; a measure or the header is None where its file cannot be read."""
    document, links = loaded.document, loaded.record.measures
    for measure_id in sorted(measures.keys() - links.keys(), key=in_plan_order):
        remedy = f"measures に「{measure_id}」を書き加えてください"
        yield document.fault(("measures",), f"施策{measure_id}の対応がありません", remedy)
    for measure_id, link in links.items():
        where = ("measures", measure_id)
        if measure_id not in measures:
            remedy = f"番号を直すか、measures/{measure_id}.yaml を置いてください"
            yield document.fault(where, f"施策{measure_id}のファイルがありません", remedy)
        parts = {
            "goals": link.goals,
            "recommendations": link.recommendations,
            "pillars": link.pillars,
            "sdgs": link.sdgs,
        }
        for part, numbers in parts.items():
            known = {theme.no for theme in getattr(header, part)} if header else set(numbers)
            for position, number in enumerate(numbers):
                if number not in known:
                    remedy = f"番号を直すか、plan.yaml の {part} に書き加えてください"
                    yield document.fault(
                        (*where, part, position), f"{number}番は plan.yaml にありません", remedy
                    )
            for position, number in _repeated(numbers):
                remedy = "どちらか一方を消してください"
                yield document.fault((*where, part, position), f"{number}番が2回書かれています", remedy)
        for position, target in _repeated(related.target for related in link.related):
            remedy = "どちらか一方を消すか、1つにまとめてください"
            yield document.fault((*where, "related", position), f"「{target}」が2回書かれています", remedy)
        measure = measures.get(measure_id)
        if measure is None:
            continue
        indicator_ids = {indicator.indicator_id for indicator in measure.record.indicators}
        for indicator_id in sorted(indicator_ids - link.output_or_outcome.keys()):
            remedy = f"output_or_outcome に「{indicator_id}」を書き加えてください"
            yield document.fault(where, f"指標{indicator_id}が output か outcome か書かれていません", remedy)
        for indicator_id in sorted(link.output_or_outcome.keys() - indicator_ids):
            remedy = "番号を直すか、この行を消してください"
            field = (*where, "output_or_outcome", indicator_id)
            yield document.fault(field, f"施策{measure_id}に指標{indicator_id}はありません", remedy)


def in_plan_order(measure_id: str) -> list[int]:
    """Return a sorting key that puts 9-2 before 9-12."""
    return [int(digits) for digits in re.findall(r"[0-9]+", measure_id)]
