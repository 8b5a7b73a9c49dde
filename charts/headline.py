"""The one large figure of a tile on the first page."""


def big(value: str, unit: str, remark: str) -> str:
    """Return a large figure with its unit and the remark that keeps it honest, as HTML."""
    return f'<p class="big">{value} <small>{unit}</small></p><p class="note">{remark}</p>'
