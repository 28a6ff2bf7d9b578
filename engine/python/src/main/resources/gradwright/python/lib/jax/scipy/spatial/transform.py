"""Rotations of space."""
from collections import namedtuple

from ... import numpy as jnp
from ..._functions import lookup


class _Parts:
    """Functions of arrays of unit quaternions."""


for _name in ("normalized composed inverse canonical magnitude to_matrix from_matrix to_vector from_vector to_mrp from_mrp"
              " to_euler from_euler").split():
    setattr(_Parts, _name, staticmethod(lookup("jax.scipy.spatial.transform._rotations", _name)))


def _axes(seq):
    """The numbers of axes named by up to three letters, and whether they are small ones, for fixed axes."""
    if not seq or len(seq) > 3 or not (set(seq) <= set("xyz") or set(seq) <= set("XYZ")):
        if not 1 <= len(seq) <= 3:
            raise ValueError("Expected axis specification to be a non-empty string of upto 3 characters, got {}".format(seq))
        raise ValueError("Expected axes from `seq` to be from ['x', 'y', 'z'] or ['X', 'Y', 'Z'], got {}".format(seq))
    if any([a == b for a, b in zip(seq, seq[1:])]):
        raise ValueError("Expected consecutive axes to be different, got {}".format(seq))
    return tuple(["xyz".index(c) for c in seq.lower()]), seq.islower()


class Rotation(namedtuple("Rotation", ["quat"])):
    """Rotations in three dimensions, held as quaternions (x, y, z, w)."""
    __slots__ = ()

    @property
    def quat(self):
        """The quaternions; read past this class's own indexing."""
        return tuple.__getitem__(self, 0)

    @classmethod
    def concatenate(cls, rotations):
        """The rotations of several objects in one."""
        return cls(jnp.concatenate([r.quat for r in rotations]))

    @classmethod
    def from_euler(cls, seq, angles, degrees=False):
        """Rotations by angles about the axes that ``seq`` names: capitals for axes that turn with the body."""
        axes, fixed = _axes(seq)
        return cls(_Parts.from_euler(jnp.atleast_1d(angles), axes, not fixed, degrees))

    @classmethod
    def from_matrix(cls, matrix):
        """Rotations from matrices."""
        return cls(_Parts.from_matrix(matrix))

    @classmethod
    def from_mrp(cls, mrp):
        """Rotations from modified Rodrigues parameters."""
        return cls(_Parts.from_mrp(mrp))

    @classmethod
    def from_quat(cls, quat):
        """Rotations from quaternions of any length."""
        return cls(_Parts.normalized(quat))

    @classmethod
    def from_rotvec(cls, rotvec, degrees=False):
        """Rotations from vectors along the axis, as long as the angle."""
        return cls(_Parts.from_vector(rotvec, degrees))

    @classmethod
    def identity(cls, num=None, dtype=float):
        """The rotation that leaves everything where it is."""
        assert num is None
        return cls(jnp.array([0.0, 0.0, 0.0, 1.0], dtype=dtype))

    @classmethod
    def random(cls, random_key, num=None):
        """Not available, as in JAX."""
        raise NotImplementedError()

    def __getitem__(self, indexer):
        if self.single:
            raise TypeError("Single rotation is not subscriptable.")
        return Rotation(self.quat[indexer])

    def __len__(self):
        if self.single:
            raise TypeError("Single rotation has no len().")
        return self.quat.shape[0]

    def __mul__(self, other):
        return Rotation.from_quat(_Parts.composed(self.quat, other.quat))

    def apply(self, vectors, inverse=False):
        """The vectors turned."""
        matrix = self.as_matrix()
        matrix = jnp.where(inverse, jnp.swapaxes(matrix, -1, -2), matrix)
        return jnp.matvec(matrix, vectors)

    def as_euler(self, seq, degrees=False):
        """Angles about the three axes that ``seq`` names."""
        if len(seq) != 3:
            raise ValueError(f"Expected 3 axes, got {seq}.")
        axes, fixed = _axes(seq)
        return _Parts.to_euler(self.quat, axes, fixed, degrees)

    def as_matrix(self):
        """Matrices."""
        return _Parts.to_matrix(self.quat)

    def as_mrp(self):
        """Modified Rodrigues parameters."""
        return _Parts.to_mrp(self.quat)

    def as_rotvec(self, degrees=False):
        """Vectors along the axis, as long as the angle."""
        return _Parts.to_vector(self.quat, degrees)

    def as_quat(self, canonical=False, scalar_first=False):
        """Quaternions."""
        quat = _Parts.canonical(self.quat) if canonical else self.quat
        return jnp.roll(quat, shift=1, axis=-1) if scalar_first else quat

    def inv(self):
        """The inverse rotations."""
        return Rotation(_Parts.inverse(self.quat))

    def magnitude(self):
        """The angles of the rotations."""
        return _Parts.magnitude(self.quat)

    def mean(self, weights=None):
        """The mean of the rotations."""
        n = self.quat.shape[0]
        w = jnp.ones(n, dtype=self.quat.dtype) if weights is None else jnp.asarray(weights, dtype=self.quat.dtype)
        if w.ndim != 1:
            raise ValueError("Expected `weights` to be 1 dimensional, got shape {}.".format(w.shape))
        if w.shape[0] != len(self):
            raise ValueError("Expected `weights` to have number of values equal to number of rotations, got {} values and {}"
                             " rotations.".format(w.shape[0], len(self)))
        _, v = jnp.linalg.eigh(jnp.dot(w[None, :] * self.quat.T, self.quat))
        return Rotation(v[:, -1])

    @property
    def single(self):
        """Whether this is one rotation."""
        return self.quat.ndim == 1


class Slerp(namedtuple("Slerp", ["times", "timedelta", "rotations", "rotvecs"])):
    """Rotations between rotations at given times, at constant speed."""
    __slots__ = ()

    @classmethod
    def init(cls, times, rotations):
        """The interpolation of ``rotations`` at ``times``."""
        if not isinstance(rotations, Rotation):
            raise TypeError("`rotations` must be a `Rotation` instance.")
        if rotations.single or len(rotations) == 1:
            raise ValueError("`rotations` must be a sequence of at least 2 rotations.")
        times = jnp.asarray(times, dtype=rotations.quat.dtype)
        if times.ndim != 1:
            raise ValueError("Expected times to be specified in a 1 dimensional array, got {} dimensions.".format(times.ndim))
        if times.shape[0] != len(rotations):
            raise ValueError("Expected number of rotations to be equal to number of timestamps given, got {} rotations and {}"
                             " timestamps.".format(len(rotations), times.shape[0]))
        start = Rotation(rotations.as_quat()[:-1])
        vectors = (start.inv() * Rotation(rotations.as_quat()[1:])).as_rotvec()
        return cls(times=times, timedelta=jnp.diff(times), rotations=start, rotvecs=vectors)

    def __call__(self, times):
        at = jnp.asarray(times, dtype=self.times.dtype)
        if at.ndim > 1:
            raise ValueError("`times` must be at most 1-dimensional.")
        single = at.ndim == 0
        at = jnp.atleast_1d(at)
        i = jnp.maximum(jnp.searchsorted(self.times, at) - 1, 0)
        share = (at - self.times[i]) / self.timedelta[i]
        result = self.rotations[i] * Rotation.from_rotvec(self.rotvecs[i] * share[:, None])
        return result[0] if single else result
