"""Gi* against esda 2.9.0 (libpysal 4.14.1): G_Local(x, lat2W(…, rook=False) with self, binary, star=True).Zs."""

from itertools import combinations

import numpy as np
import pytest
from scipy import special

from stats.accidents import getis_ord
from stats.accidents.cells import Sites

CHECK_Z = [
    [0.1257034383054254, 0.7399077420823456, 0.7399077420823456, -0.4161981049213191, -1.221119114966989],
    [0.7399077420823456, 2.701927801588384, 2.701927801588384, 0.9875066076871253, -1.1869353362570956],
    [0.7399077420823456, 2.701927801588384, 2.701927801588384, 0.9875066076871253, -1.1869353362570956],
    [-0.4161981049213191, 0.9875066076871253, 0.9875066076871253, 0.6446223689068734, -0.8015667205892074],
    [-1.221119114966989, -1.1869353362570956, -1.1869353362570956, -0.8015667205892074, -0.7721782638761844],
]
# numpy.random.default_rng(7).poisson(.4, (8, 6))
RANDOM = "020110000000210000001000001001011100100000110010"
RANDOM_Z = [
    *(
        0.5396176933959078,
        -0.09663522535419944,
        0.6764465774793961,
        -0.09663522535419944,
        -0.09663522535419944,
    ),
    *(-0.38544120956850547, 2.2226101831465868, 1.1872718699033213, 0.532225320991144, -0.7778677768332104),
    *(-0.7778677768332104, -0.8697170281877947, 0.6764465774793961, 0.532225320991144, -0.7778677768332104),
    *(-1.4329143257453874, -2.087960874657565, -1.6427988310213901, 0.6764465774793961, 1.1872718699033213),
    *(
        -0.12282122792103309,
        -0.7778677768332104,
        -1.4329143257453874,
        -0.8697170281877947,
        -0.8697170281877947,
    ),
    *(0.532225320991144, 1.1872718699033213, 0.532225320991144, -0.7778677768332104, -0.8697170281877947),
    *(-0.09663522535419944, 0.532225320991144, 0.532225320991144, -0.12282122792103309, -0.7778677768332104),
    *(-0.8697170281877947, 1.4495283803129912, 1.1872718699033213, 0.532225320991144, -0.12282122792103309),
    *(-0.7778677768332104, -0.8697170281877947, 1.4646765963603212, 0.6764465774793961, -0.8697170281877947),
    *(-0.8697170281877947, -0.8697170281877947, -0.38544120956850547),
]


def grid(rows: int, columns: int) -> Sites:
    north, east = np.divmod(np.arange(rows * columns), columns)
    return Sites(17880 + north, 12900 + east)


def test_z_equals_esda_on_the_grid_of_the_documentation() -> None:
    p, z = getis_ord.check_values()
    assert z == pytest.approx(np.array(CHECK_Z), abs=1e-9)
    assert ((p > 0) & (p <= 1)).all()


def test_z_equals_esda_on_a_random_grid() -> None:
    counts = np.array([int(digit) for digit in RANDOM])
    assert getis_ord.getis_ord(grid(8, 6), counts).z == pytest.approx(RANDOM_Z, abs=1e-9)


def test_tails_are_those_of_every_possible_draw() -> None:
    counts = np.array([0, 0, 0, 1, 1, 2, 4])
    for drawn in range(1, 5):
        sums = np.array([sum(chosen) for chosen in combinations(counts.tolist(), drawn)])
        for observed in range(int(sums.max()) + 1):
            (found,) = getis_ord.exact_tails(counts, np.array([drawn]), np.array([observed]))
            assert found == pytest.approx((sums >= observed).mean())


def test_tails_agree_with_shuffling_where_the_normal_curve_does_not() -> None:
    counts = np.zeros(1200, dtype=int)
    counts[:60], counts[60:70] = 1, 2
    random = np.random.default_rng(1)
    drawn = np.array([random.choice(counts, 9, replace=False).sum() for _ in range(40_000)])
    (exact,) = getis_ord.exact_tails(counts, np.array([9]), np.array([4]))
    assert exact == pytest.approx((drawn >= 4).mean(), abs=4 * (drawn >= 4).std() / 200)
    (z,) = getis_ord.z_scores(counts, np.array([4]), np.array([9]))
    assert special.ndtr(-z) < exact / 20


def test_tails_stay_exact_for_a_nation() -> None:
    counts = np.zeros(1_800_000, dtype=int)
    counts[:9] = 50
    (one, all_nine) = getis_ord.exact_tails(counts, np.array([9, 9]), np.array([50, 450]))
    assert one == pytest.approx(9 * 9 / 1_800_000, rel=1e-4)
    assert all_nine == pytest.approx(np.prod([(9 - k) / (1_800_000 - k) for k in range(9)]), rel=1e-9)


def test_adjusted_are_those_of_benjamini_and_hochberg() -> None:
    p = np.array([0.01, 0.04, 0.03, 0.005, 0.5])
    assert getis_ord.adjusted(p) == pytest.approx([0.025, 0.05, 0.05, 0.025, 0.5])


def test_among_random_counts_there_is_nothing_to_find() -> None:
    random = np.random.default_rng(11)
    found = [
        (getis_ord.getis_ord(grid(40, 40), random.poisson(0.1, 1600)).adjusted <= 0.05).any()
        for _ in range(60)
    ]
    assert np.mean(found) < 0.15


def test_too_few_accidents_could_not_be_found_even_together() -> None:
    counts = np.zeros(4500, dtype=int)
    counts[3] = 4
    found = getis_ord.getis_ord(grid(60, 75), counts)
    assert found.smallest_p > 0.05 / 4500
    counts[[4, 1400, 2000]] = 1
    assert getis_ord.getis_ord(grid(60, 75), counts).smallest_p < 0.05 / 4500


def test_without_any_difference_z_is_zero() -> None:
    assert (getis_ord.getis_ord(grid(3, 3), np.zeros(9, dtype=int)).z == 0).all()
