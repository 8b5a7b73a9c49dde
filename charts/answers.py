"""A page's answer: one sentence from the numbers, and what it rests on one click behind it."""

from collections.abc import Sequence

from charts import glossary


def answer(sentence: str, grounds: Sequence[str] = ()) -> str:
    """Return the answer of a page as HTML, from HTML: the sentence, and `grounds` behind 根拠; words are explained."""
    return glossary.explained(f'<p class="answer">{sentence}</p>{folded(grounds)}')


def note(sentences: str, grounds: Sequence[str] = ()) -> str:
    """Return what a card says above its chart, as `answer` does for a page; nothing where it says nothing."""
    said = f'<p class="note">{sentences}</p>' if sentences else ""
    return glossary.explained(said + folded(grounds))


def folded(grounds: Sequence[str]) -> str:
    """Return sentences (HTML) behind 根拠, which a click or the keyboard opens and paper always shows."""
    if not grounds:
        return ""
    said = "".join(f'<p class="note">{ground}</p>' for ground in grounds)
    return f'<details class="grounds"><summary>根拠</summary>{said}</details>'
