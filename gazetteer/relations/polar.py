"""A probability density round an anchor in polar form, and the smallest region that holds a share of it.

The radius is counted in units of a scale (the stated distance, or the anchor's size); the angle from the
stated azimuth. Radius and angle are independent: the radius follows a two-piece Student t, the angle is
even within a half-angle, blurred at its edges, with a share of strays all round.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_RADII = 400
_ANGLES = 181
_LEVEL = 0.6
"""Below this share of the mode the density per area falls to nothing at the anchor; as a t over the radius
alone it would run off there, where a place "80 km from it" is least likely to be."""
_LEAST_HOLE = 0.3
"""A hole narrower than this share of the mode is filled: the middle of what is near is near."""


@dataclass(frozen=True, slots=True)
class Polar:
    """Parameters of one density.

    Attributes
    ----------
    mode : float
        Likeliest radius, in units of the scale.
    left, right : float
        Spread below and above the mode.
    tail : float
        Degrees of freedom of the t: small means heavy tails.
    half_deg : float
        Half the angle within which directions are even; 180 for no direction.
    blur_deg : float
        How softly the angle ends.
    stray : float
        Share of cases that lie in any direction.
    """

    mode: float
    left: float
    right: float
    tail: float
    half_deg: float = 180.0
    blur_deg: float = 1.0
    stray: float = 0.0

    def radial(self, radius: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the density of the radius, not normalised."""
        offset = radius - self.mode
        z = offset / np.where(offset < 0.0, self.left, self.right)
        fall = (1.0 + z * z / self.tail) ** (-(self.tail + 1.0) / 2.0)
        result: NDArray[np.float64] = fall * np.minimum(1.0, radius / (_LEVEL * self.mode)) ** 2
        return result

    def angular(self, angle_deg: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the density of the angle from the stated azimuth, per degree, -180 to 180."""
        if self.half_deg >= 180.0:
            return np.full_like(angle_deg, 1.0 / 360.0)
        angle = np.abs(angle_deg)
        inside = _step((self.half_deg - angle) / self.blur_deg) - _step(
            (-self.half_deg - angle) / self.blur_deg
        )
        return (1.0 - self.stray) * inside / (2.0 * self.half_deg) + self.stray / 360.0

    def per_area(self, radius: NDArray[np.float64], angle_deg: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the density per unit of area, up to a constant factor."""
        return self.radial(radius) / np.maximum(radius, 1e-9) * self.angular(angle_deg)

    @property
    def farthest(self) -> float:
        """Radius beyond which no mass is counted."""
        return self.mode + self.right * (12.0 if self.tail > 3.0 else 25.0)


def _step(z: NDArray[np.float64]) -> NDArray[np.float64]:
    result: NDArray[np.float64] = 0.5 * (1.0 + np.tanh(z / 2.0))
    return result


@dataclass(frozen=True, slots=True)
class Outline:
    """The smallest region that holds a share of a density.

    Attributes
    ----------
    angles_deg, radii : ndarray
        Its ring, anticlockwise: angle from the stated azimuth, and radius in units of the scale. The last
        entry is no vertex but the best point.
    hole : float
        Radius of the hole of a ring all round, 0 for none.
    point : float
        Radius of the best point on the stated azimuth.
    reach : float
        Farthest vertex from the best point, in units of the scale, on a plane.
    """

    angles_deg: NDArray[np.float64]
    radii: NDArray[np.float64]
    hole: float
    point: float
    reach: float


def _grid(
    density: Polar,
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Return radii, angles, density per area and mass of each cell; angles 0 to 180, one half."""
    top = max(0.02, density.farthest)
    near = np.linspace(0.0, min(top, density.mode + 4.0 * density.right), _RADII + 1)
    far = np.geomspace(near[-1], top, _RADII // 4)[1:] if top > near[-1] * 1.001 else np.empty(0)
    edges = np.concatenate((near, far))
    radius = (edges[1:] + edges[:-1]) / 2.0
    angle = np.linspace(0.0, 180.0, _ANGLES)
    shape = density.per_area(radius[:, None], angle[None, :])
    width = np.full(_ANGLES, 1.0)
    width[[0, -1]] = 0.5
    radial_mass = density.radial(radius) * np.diff(edges)
    mass = radial_mass[:, None] * (density.angular(angle) * width)[None, :]
    return radius, angle, shape, mass / mass.sum()


def level_of(density: Polar, radius: float, angle_deg: float) -> float:
    """Return the share of the mass that lies where the density is higher than at a point.

    The smallest region that holds more than this share holds the point. For points drawn from the
    density itself the levels are even between 0 and 1.
    """
    _, _, shape, mass = _grid(density)
    here = density.per_area(np.array([radius]), np.array([abs(angle_deg)]))[0]
    return float(mass[shape > here].sum())


@lru_cache(maxsize=4096)
def outline(density: Polar, coverage: float) -> Outline:
    """Return the smallest region of a density that holds `coverage` of it, as a ring in polar form."""
    radius, angle, shape, mass = _grid(density)
    order = np.argsort(shape, axis=None)[::-1]
    held = np.cumsum(mass.ravel()[order])
    cut = shape.ravel()[order[min(int(np.searchsorted(held, coverage)), order.size - 1)]]
    inside = shape >= cut
    any_at = inside.any(axis=0)
    count = int(any_at.sum())  # the density falls with the angle: the first `count` angles hold some
    inner = np.array([_inner(radius, shape[:, i], cut) for i in range(count)])
    outer = np.array([_outer(radius, shape[:, i], cut) for i in range(count)])
    radial = mass.sum(axis=1)
    if density.half_deg < 180.0:
        along = radius[:, None] * np.cos(np.radians(angle))[None, :]
        ranks = np.argsort(along, axis=None)
        middle = np.searchsorted(np.cumsum(mass.ravel()[ranks]), 0.5)
        # Halfway between the median and the mode: on the fitted expressions the median error is least there.
        point = (float(along.ravel()[ranks[min(int(middle), ranks.size - 1)]]) + density.mode) / 2.0
        point = min(max(point, float(inner[0]) * 1.001), float(outer[0]) * 0.999)
    else:
        point = 0.0
    if count == _ANGLES and density.half_deg >= 180.0:
        turn = np.arange(0.0, -360.0, -7.5)
        hole = float(inner[0]) if inner[0] > _LEAST_HOLE * density.mode else 0.0
        stretch = 1.0 + 0.5 * (1.0 - np.cos(np.pi / turn.size))
        return _outline(
            turn,
            np.full(turn.size, float(outer[0]) * stretch),
            hole,
            float(_median(radius, radial)),
            float(outer[0]),
        )
    at = np.unique(np.round((1.0 - np.linspace(1.0, 0.0, 13) ** 1.6) * (count - 1)).astype(int))
    edge = density.half_deg + 2.0 * density.blur_deg
    if count > edge + 1.0:  # what strays is held too: keep the edge from being cut off
        steps = density.half_deg + density.blur_deg * np.arange(-2.0, 2.5, 0.5)
        at = np.union1d(at, np.clip(np.round(steps), 0, count - 1).astype(int))
    out_angle, out_radius = angle[at], outer[at]
    in_angle, in_radius = angle[at], inner[at]
    if count == _ANGLES:  # all round but not evenly: the outer line closes, a hole is filled
        angles = np.concatenate((out_angle[::-1], -out_angle[1:-1]))
        radii = np.concatenate((out_radius[::-1], out_radius[1:-1]))
    elif in_radius.max() <= radius[0]:
        angles = np.concatenate((out_angle[::-1], -out_angle[1:], [0.0]))
        radii = np.concatenate((out_radius[::-1], out_radius[1:], [0.0]))
    else:
        angles = np.concatenate((out_angle[::-1], -out_angle[1:], -in_angle[::-1], in_angle[1:-1]))
        radii = np.concatenate((out_radius[::-1], out_radius[1:], in_radius[::-1], in_radius[1:-1]))
    x, y = radii * np.sin(np.radians(angles)), radii * np.cos(np.radians(angles))
    return _outline(angles, radii, 0.0, point, float(np.hypot(x, y - point).max()))


def _outline(
    angles: NDArray[np.float64], radii: NDArray[np.float64], hole: float, point: float, reach: float
) -> Outline:
    return Outline(np.append(angles, 0.0), np.append(radii, point), hole, point, reach)


def _median(radius: NDArray[np.float64], mass: NDArray[np.float64]) -> float:
    return float(radius[min(int(np.searchsorted(np.cumsum(mass), 0.5)), radius.size - 1)])


def _inner(radius: NDArray[np.float64], column: NDArray[np.float64], cut: float) -> float:
    first = int(np.argmax(column >= cut))
    if first == 0:
        return 0.0
    return _cross(radius, column, cut, first - 1)


def _outer(radius: NDArray[np.float64], column: NDArray[np.float64], cut: float) -> float:
    last = column.size - 1 - int(np.argmax(column[::-1] >= cut))
    if last == column.size - 1:
        return float(radius[-1])
    return _cross(radius, column, cut, last)


def _cross(radius: NDArray[np.float64], column: NDArray[np.float64], cut: float, before: int) -> float:
    """Return the radius between two cells where the density crosses the cut."""
    low, high = column[before], column[before + 1]
    part = (cut - low) / (high - low) if high != low else 0.5
    return float(radius[before] + part * (radius[before + 1] - radius[before]))
