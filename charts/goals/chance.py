"""Words about chance in a yearly count."""

from charts import words

BEWARE = "1年の達成・未達だけで、対策の良し悪しは決められません。"

METHOD = (
    "確率は、すべての年の件数から求めた水準（新しい年ほど重く見ます）が、これからも年ごとに動くとした負の二項分布の計算です"
    "（見通しと同じ）。"
)


def missed(target: float, share: float) -> str:
    """Return how often a level right at the target still misses it, as a sentence."""
    return (
        f"水準がちょうど{words.number(target)}件でも、偶然だけで1年の件数が目標を超える確率は{words.probability(share)}です"
        "（ポアソン分布）。"
    )
