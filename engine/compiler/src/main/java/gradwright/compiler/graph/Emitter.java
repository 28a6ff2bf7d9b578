package gradwright.compiler.graph;

import gradwright.core.ir.Source;
import gradwright.core.prim.Elementwise;
import gradwright.core.prim.Primitive;
import gradwright.core.prim.Shaping;
import gradwright.core.types.Aval;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import java.util.List;

/// Adds nodes on behalf of a lowering.
record Emitter(GraphBuilder builder, Source source) {
  Ref apply(Primitive p, List<Ref> in, Shape shape, DType type) {
    return builder.apply(p, in, List.of(Aval.of(type, shape)), source).getFirst();
  }

  /// The application as it is, not lowered again.
  Ref applyPlain(Primitive p, List<Ref> in, Shape shape, DType type) {
    return builder.plain(p, in, Aval.of(type, shape), source);
  }

  Ref convert(Ref x, DType type) {
    return x.dtype() == type ? x : apply(new Elementwise.Convert(type, false), List.of(x), x.shape(), type);
  }

  Ref reshape(Ref x, Shape shape) {
    return x.shape().equals(shape) ? x : apply(new Shaping.Reshape(shape), List.of(x), shape, x.dtype());
  }

  Ref transpose(Ref x, Ints permutation) {
    int[] sizes = new int[permutation.size()];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = x.shape().size(permutation.get(i));
    }
    return apply(new Shaping.Transpose(permutation), List.of(x), Shape.of(sizes), x.dtype());
  }
}
