/// NumPy's arrays for scripts: mutable strided views of host memory, and the loops over their elements. Nothing here is
/// traced; arrays of the engine are copied in and seen read-only.
package gradwright.numpy.ndarray;
