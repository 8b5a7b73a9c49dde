"""Many viewers at once on one running server see the same whole pages as one alone."""

from concurrent.futures import ThreadPoolExecutor

from pages.frame.menu import PAGES
from tests.viewing import Seen, viewer

ADDRESSES = [entry.path for entry in PAGES]
VIEWERS = 16
TIMES = 3


def test_sixteen_viewers_see_every_figure_every_time(sample_address: str) -> None:
    def opened(page: str) -> Seen:
        with viewer(sample_address) as visitor:
            return visitor.open(page)

    alone = {page: opened(page) for page in ADDRESSES}
    charts = [len(seen.charts) for seen in alone.values()]
    assert (
        sum(charts) > sum(map(bool, charts)) > len(ADDRESSES) / 2
    )  # most pages draw some, a few draw several
    visits = TIMES * ADDRESSES
    with ThreadPoolExecutor(VIEWERS) as viewers:
        together = list(viewers.map(opened, visits))
    differing = {page for page, seen in zip(visits, together, strict=True) if seen != alone[page]}
    assert differing == set()
