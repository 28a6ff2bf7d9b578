package gradwright.python.bridge;

import gradwright.core.types.Aval;
import gradwright.core.types.DType;
import gradwright.core.value.Array;
import gradwright.core.value.HostScalar;
import gradwright.core.value.Value;
import gradwright.numpy.catalogue.Complex;
import gradwright.numpy.catalogue.Tuple;
import gradwright.numpy.indexing.Indexing;
import gradwright.numpy.indexing.Updates;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/// Reading and updating arrays by index for Python.
public final class IndexPort {
  private final Sessions sessions;
  private final Errors errors;
  private final ArrayPort arrays;

  IndexPort(Sessions sessions, Errors errors, ArrayPort arrays) {
    this.sessions = sessions;
    this.errors = errors;
    this.arrays = arrays;
  }

  /// `x[i]` for an integer.
  public Value getItem(Object o, long i) {
    return errors.guard(() -> {
      Value x = Neutral.value(o);
      if (x instanceof Array a
          && sessions.current().trace() == sessions.current().evalTrace()
          && a.rank() > 0
          && a.aval().sharding() == null
          && a.placement() == null
          && i >= 0
          && i < a.shape().size(0)
          && a.dtype() != DType.FLOAT0) {
        return row(a, i);
      }
      return arrays.settled(Indexing.get(x, i));
    });
  }

  private static Value row(Array a, long i) {
    Array out = Array.allocate(a.aval().withShape(a.shape().remove(0)), a.device());
    long bytes = out.aval().bytes();
    MemorySegment.copy(a.memory(), i * bytes, out.buffer().segment(), 0, bytes);
    return a.isCommitted() ? out.committed() : out;
  }

  /// The slices along the first axis.
  public Object[] rows(Object o) {
    return errors.guard(() -> {
      Value x = Neutral.value(o);
      Object[] out = new Object[x.shape().size(0)];
      boolean now =
          x instanceof Array a
              && x.aval().sharding() == null
              && a.placement() == null
              && sessions.current().trace() == sessions.current().evalTrace()
              && x.dtype() != DType.FLOAT0;
      for (int i = 0; i < out.length; i++) {
        out[i] = now ? row((Array) x, i) : Indexing.at(x, i);
      }
      return out;
    });
  }

  private Indexing.Options options(Object mode, Object fill, boolean sorted, boolean unique, boolean wrap) {
    return new Indexing.Options((String) mode, sorted, unique, scalar(fill), wrap);
  }

  private HostScalar scalar(Object fill) {
    return switch (Neutral.of(fill)) {
      case null -> null;
      case Complex c -> (HostScalar) Neutral.value(c);
      case Value v -> {
        if (v instanceof HostScalar s) {
          yield s;
        }
        Array a = (Array) arrays.concrete(v);
        Aval t = a.aval();
        yield t.dtype().isComplex()
            ? HostScalar.complex(t.dtype(), t.weakType(), a.getDouble(0), a.getImaginary(0))
            : t.dtype().isFloat()
                ? HostScalar.of(t.dtype(), t.weakType(), a.getDouble(0))
                : HostScalar.of(t.dtype(), t.weakType(), a.getLong(0));
      }
      case Object n -> (HostScalar) Neutral.value(n);
    };
  }

  private static Tuple items(org.graalvm.polyglot.Value list) {
    return new Tuple(Neutral.list(list));
  }

  /// `x.at[index].get(...)`; the index is a list of simple indices.
  public Value index(
      Object o,
      org.graalvm.polyglot.Value index,
      Object mode,
      Object fill,
      boolean sorted,
      boolean unique,
      boolean wrap) {
    return errors.guard(
        () -> arrays.settled(Indexing.get(Neutral.value(o), items(index), options(mode, fill, sorted, unique, wrap))));
  }

  /// `x.at[index].set(...)` and the like.
  public Value update(
      Object o,
      org.graalvm.polyglot.Value index,
      String operation,
      Object values,
      Object mode,
      boolean sorted,
      boolean unique,
      boolean wrap) {
    return errors.guard(() ->
        arrays.settled(
            Updates.update(
                operation,
                Neutral.value(o),
                items(index),
                Neutral.value(values),
                options(mode, null, sorted, unique, wrap))));
  }

  /// `x.at[index].apply(f)`; `f` takes and gives a list of one value.
  public Value applyAt(
      Object o,
      org.graalvm.polyglot.Value index,
      org.graalvm.polyglot.Value function,
      Object mode,
      boolean sorted,
      boolean unique,
      boolean wrap) {
    return errors.guard(() -> {
      PythonFunction f = new PythonFunction(function);
      return arrays.settled(
          Updates.apply(
              Neutral.value(o),
              items(index),
              v -> f.call(List.of(v)).getFirst(),
              options(mode, null, sorted, unique, wrap)));
    });
  }

  /// Flat positions of the elements that an index picks from an array of a shape, and the result's sizes: for host arrays.
  public Object[] positions(org.graalvm.polyglot.Value sizes, org.graalvm.polyglot.Value index) {
    return errors.guard(() ->
        sessions
            .current()
            .with(
                sessions.current().evalTrace(),
                () -> {
                  int[] shape = Neutral.ints(sizes);
                  Array all = Array.allocate(Aval.of(DType.INT64, shape), sessions.current().engine().defaultDevice());
                  for (long i = 0; i < all.elements(); i++) {
                    all.setLong(i, i);
                  }
                  Array picked = (Array) arrays.settled(Indexing.get(all, items(index), Indexing.Options.DEFAULT));
                  List<Object> flat = new ArrayList<>();
                  for (long i = 0; i < picked.elements(); i++) {
                    flat.add(picked.getLong(i));
                  }
                  return new Object[] {flat.toArray(), picked.shape().toArray()};
                }));
  }
}
