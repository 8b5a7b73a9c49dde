"""Numbers as they are shown."""


def difference(one: float, other: float, decimals: int = 1) -> float:
    """Return one less the other as both are shown: who subtracts the figures on the screen gets the same."""
    return round(round(one, decimals) - round(other, decimals), decimals)
