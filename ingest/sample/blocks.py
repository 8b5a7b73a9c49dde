"""Minor streets: a bent mesh whose lines thin out where land is less densely built up."""

import math
from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from ingest.sample.ground import Box, Points
from ingest.sample.settings import BuiltUp, Mesh

BESIDE_ROAD, ALIKE = 50.0, 0.9
"""A street nearer than this to a road, in metres, that runs alike (cosine of the angle) would be drawn upon it."""

BESIDE_RIVER = 65.0  # metres from its bank to the middle of a stretch

UNEVEN = 0.45
"""How much denser or less densely land is built up than its distance from everything tells."""

Values = NDArray[np.float64]
Flags = NDArray[np.bool_]
Density = Callable[[Points], Values]
Drop = Callable[[Points, Points], Flags]
"""Tells by their ends which stretches of streets are not drawn."""


class Noise:
    """Smooth values between about -1 and 1, the same for the same random numbers: a sum of waves."""

    WAVES = 7

    def __init__(self, shortest: float, longest: float, random: np.random.Generator) -> None:
        """Draw waves of some lengths in metres."""
        lengths = np.geomspace(shortest, longest, self.WAVES)
        directions = random.uniform(0, 2 * math.pi, self.WAVES)
        self._waves = 2 * math.pi / lengths * np.array([np.cos(directions), np.sin(directions)])
        self._phases = random.uniform(0, 2 * math.pi, self.WAVES)
        self._weights = np.sqrt(lengths) / np.sqrt(lengths).sum() * 2

    def __call__(self, points: Points) -> Values:
        """Return the value at each point."""
        waves: Values = np.sin(points @ self._waves + self._phases) @ self._weights
        return waves


def density(
    built_up: BuiltUp, town: Points, places: Points, roads: Points, random: np.random.Generator
) -> Density:
    """Return what tells how densely land is built up at points: about 1 in the town, 0 far from everything."""
    noise = Noise(500, 6_000, random)
    town_tree, place_tree, road_tree = cKDTree(town[None]), cKDTree(places), cKDTree(roads)

    def at(points: Points) -> Values:
        values = np.zeros(len(points))
        for fading, tree in (
            (built_up.town, town_tree),
            (built_up.places, place_tree),
            (built_up.roads, road_tree),
            (built_up.country, town_tree),
        ):
            values += fading.most * np.exp(-0.5 * (tree.query(points)[0] / fading.metres) ** 2)
        values *= 1 + UNEVEN * noise(points)
        return values

    return at


def streets(
    mesh: Mesh,
    box: Box,
    built_up: Density,
    roads: list[Points],
    rivers: list[tuple[Points, float]],
    random: np.random.Generator,
) -> Iterator[tuple[str, str, Points]]:
    """Yield class, name ("" without one) and line of each minor street in a box.

    `roads` are the greater roads, upon which no street is drawn; `rivers` are lines and widths, which only streets of
    the highest level cross.
    """
    nodes = _nodes(mesh, box, random)
    west, south, east, north = box
    inside = ((nodes > (west, south)) & (nodes < (east, north))).all(axis=-1)
    dense = np.zeros(inside.shape)
    dense[inside] = built_up(nodes[inside])
    count, highest = len(nodes), len(mesh.levels) - 1
    level = np.array([min((number & -number).bit_length() - 1, highest) for number in range(1, count + 1)])
    least = np.array([one.density for one in mesh.levels])[level]
    upon_road, in_river = _beside(roads), _wet(rivers)
    numbered: dict[tuple[int, int], int] = {}
    for across, (lines, values) in enumerate(((nodes, dense), (nodes.transpose(1, 0, 2), dense.T))):
        kept = (values[:, 1:] + values[:, :-1]) / 2 >= least[:, None]
        for number, one in enumerate(level):
            left_out = random.random(count // 2**one + 1) < mesh.left_out
            kept[number] &= ~np.repeat(left_out, 2**one)[: count - 1]
        line, begin = np.nonzero(kept)
        ends = lines[line, begin], lines[line, begin + 1]
        drop = upon_road(*ends) | (in_river(*ends) & (level[line] < highest))
        kept[line[drop], begin[drop]] = False
        for number, one in enumerate(level):
            for first, last in _runs(kept[number]):
                if last - first >= max(2, 2**one):  # it reaches a crossing
                    street = mesh.levels[one]
                    name = street.name and (
                        f"{street.name}{numbered.setdefault((across, number), len(numbered) + 1)}号"
                    )
                    yield street.fclass, name, lines[number, first : last + 1]


def _nodes(mesh: Mesh, box: Box, random: np.random.Generator) -> Points:
    """Return the crossings of all lines of the mesh that may lie in a box, in rows of lines."""
    count = 2 * math.ceil(1.3 * max(map(abs, box)) / mesh.spacing) + 1
    marks = (np.arange(count) - count // 2) * mesh.spacing
    angle = math.radians(mesh.turned)
    turn = np.array([[math.cos(angle), math.sin(angle)], [-math.sin(angle), math.cos(angle)]])
    straight = np.stack(np.meshgrid(marks, marks, indexing="ij"), axis=-1) @ turn
    bends = [Noise(900, 5_000, random) for _ in range(2)]
    nodes: Points = straight + mesh.warp * np.stack([bend(straight) for bend in bends], axis=-1)
    return nodes


def _beside(roads: list[Points]) -> Drop:
    """Return what tells which stretches would be drawn upon a road: near it and in its direction."""
    along_road = np.concatenate([np.gradient(road, axis=0) for road in roads])
    along_road /= np.hypot(*along_road.T)[:, None]
    tree = cKDTree(np.concatenate(roads))

    def drop(one: Points, other: Points) -> Flags:
        along = (other - one) / np.hypot(*(other - one).T)[:, None]
        away, nearest = tree.query((one + other) / 2)
        alike: Flags = np.abs((along * along_road[nearest]).sum(axis=1)) > ALIKE
        return alike & (away < BESIDE_ROAD)

    return drop


def _wet(rivers: list[tuple[Points, float]]) -> Drop:
    """Return what tells which stretches lie in a river or on its bank."""
    trees = [(cKDTree(line), width) for line, width in rivers]

    def drop(one: Points, other: Points) -> Flags:
        wet = np.zeros(len(one), dtype=bool)
        for tree, width in trees:
            wet |= tree.query((one + other) / 2)[0] < width / 2 + BESIDE_RIVER
        return wet

    return drop


def _runs(flags: Flags) -> Iterator[tuple[int, int]]:
    """Yield the first and one after the last of each row of true values."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], flags, [False]])))
    yield from zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)
