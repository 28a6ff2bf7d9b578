/// NumPy's random streams: its bit generators and the distributions drawn from them, in its own order of draws.
package gradwright.numpy.ndarray.random;
