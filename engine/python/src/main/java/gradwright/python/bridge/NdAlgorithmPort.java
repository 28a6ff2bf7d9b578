package gradwright.python.bridge;

import gradwright.numpy.ndarray.ElementType;
import gradwright.numpy.ndarray.NdArray;
import gradwright.numpy.ndarray.Products;
import gradwright.numpy.ndarray.Searching;
import gradwright.numpy.ndarray.Sorting;
import gradwright.numpy.ndarray.Tallies;
import org.graalvm.polyglot.Value;

/// Sorting, searching, counting and products of NumPy's arrays for Python.
public final class NdAlgorithmPort {
  private final Errors errors;

  NdAlgorithmPort(Errors errors) {
    this.errors = errors;
  }

  private static NdArray array(Object o) {
    return (NdArray) o;
  }

  public void sort(Object a) {
    errors.guard(() -> {
      Sorting.sort(array(a));
      return null;
    });
  }

  public NdArray argsort(Object a) {
    return errors.guard(() -> Sorting.argsort(array(a)));
  }

  public NdArray lexsort(Value keys) {
    return errors.guard(() -> Sorting.lexsort(Neutral.list(keys).toArray(NdArray[]::new)));
  }

  public NdArray extreme(Object a, int way) {
    return errors.guard(() -> Searching.extreme(array(a), way));
  }

  public NdArray searchSorted(Object sorted, Object values, boolean right) {
    return errors.guard(() -> Searching.searchSorted(array(sorted), array(values), right));
  }

  public NdArray[] nonzero(Object a) {
    return errors.guard(() -> Searching.nonzero(array(a)));
  }

  public long count(Object a) {
    return errors.guard(() -> Searching.count(array(a)));
  }

  public NdArray bincount(Object x, Object weights, int minimum) {
    return errors.guard(() -> Tallies.bincount(array(x), array(weights), minimum));
  }

  public NdArray interpolate(Object x, Object xp, Object fp, double left, double right) {
    return errors.guard(() -> Tallies.interpolate(array(x), array(xp), array(fp), left, right));
  }

  public NdArray matmul(Object a, Object b, String type) {
    return errors.guard(() -> Products.matmul(array(a), array(b), ElementType.named(type)));
  }

  public NdArray correlate(Object a, Object v, String type, String mode) {
    return errors.guard(() -> Products.correlate(array(a), array(v), ElementType.named(type), mode));
  }

  public NdArray where(Object condition, Object a, Object b, String type) {
    return errors.guard(() -> Tallies.where(array(condition), array(a), array(b), ElementType.named(type)));
  }
}
