package gradwright.numpy.lax;

import gradwright.core.lax.Lax;
import gradwright.core.prim.Reduction;
import gradwright.core.trace.Session;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.value.Value;
import gradwright.numpy.Promote;
import gradwright.numpy.catalogue.Arguments;
import gradwright.numpy.catalogue.Catalogue;
import gradwright.numpy.catalogue.Tuple;
import java.util.List;

/// `jax.lax` functions that combine elements along axes, and sorting.
final class LaxReductions {
  private LaxReductions() {}

  static void register(Catalogue.Module m) {
    for (Reduction.Op op :
        List.of(
            Reduction.Op.SUM,
            Reduction.Op.PROD,
            Reduction.Op.MAX,
            Reduction.Op.MIN,
            Reduction.Op.AND,
            Reduction.Op.OR,
            Reduction.Op.XOR)) {
      m.function(
          "reduce_" + op.jaxName() + "(operand, axes, *, out_sharding=None)",
          "Combines elements over axes by " + op.jaxName() + ".",
          a -> Lax.reduce(op, a.value("operand"), a.axes("axes", a.value("operand").rank())));
    }
    for (Reduction.Op op :
        List.of(
            Reduction.Op.SUM, Reduction.Op.PROD, Reduction.Op.MAX, Reduction.Op.MIN, Reduction.Op.LOGSUMEXP)) {
      m.function(
          "cum" + op.jaxName() + "(operand, axis=0, reverse=False)",
          "Running " + op.jaxName() + " along an axis.",
          a -> {
            Value x = a.value("operand");
            return Lax.bind1(new Reduction.Cumulative(op, a.axis("axis", x.rank()), a.flag("reverse")), x);
          });
    }
    for (boolean max : new boolean[] {true, false}) {
      m.function(
          (max ? "argmax" : "argmin") + "(operand, axis, index_dtype)",
          "Index of the first " + (max ? "largest" : "smallest") + " element along an axis.",
          a -> {
            Value x = a.value("operand");
            DType t = a.dtype("index_dtype").canonical(Promote.x64());
            return Lax.bind1(new Reduction.ArgReduce(max, a.axis("axis", x.rank()), t), x);
          });
    }
    m.function(
            "sort(operand, dimension=-1, is_stable=True, num_keys=1)",
            "Sorts one array, or several together by the first num_keys.",
            LaxReductions::sort)
        .function(
            "sort_key_val(keys, values, dimension=-1, is_stable=True)",
            "Sorts values by keys.",
            a -> {
              Value k = a.value("keys");
              int d = a.axis("dimension", k.rank());
              List<Value> r = Lax.bind(new Reduction.Sort(d, a.flag("is_stable"), 1), k, a.value("values"));
              return new Tuple(List.copyOf(r));
            })
        .function(
            "top_k(operand, k, *, axis=-1)",
            "The k largest elements along an axis, and their indices.",
            a -> {
              Value x = a.value("operand");
              return new Tuple(
                  List.copyOf(Lax.bind(new Reduction.TopK(a.integer("k"), a.axis("axis", x.rank())), x)));
            })
        .function(
            "_reduce_window(operand, operation, window_dimensions, window_strides, padding, base_dilation, window_dilation)",
            "Combines the elements of sliding windows by sum, max or min.",
            LaxReductions::window);
  }

  private static Object sort(Arguments a) {
    Object operand = a.get("operand");
    boolean several = operand instanceof Tuple || operand instanceof List<?>;
    List<Value> xs = several ? LaxShapes.arrays(a, "operand") : List.of(a.value("operand"));
    int d = a.axis("dimension", xs.getFirst().rank());
    List<Value> r = Session.bind(new Reduction.Sort(d, a.flag("is_stable"), a.integer("num_keys")), xs);
    return several ? new Tuple(List.copyOf(r)) : r.getFirst();
  }

  private static Value window(Arguments a) {
    Value x = a.value("operand");
    Ints window = a.ints("window_dimensions");
    int n = window.size();
    Ints ones = Ints.of(filled(n));
    Ints strides = a.isNone("window_strides") ? ones : a.ints("window_strides");
    Ints base = a.isNone("base_dilation") ? ones : a.ints("base_dilation");
    Ints dilation = a.isNone("window_dilation") ? ones : a.ints("window_dilation");
    Padding pads = Padding.of(a.get("padding"), x.shape().toArray(), window, strides, base, dilation);
    Reduction.Op op = Reduction.Op.valueOf(a.string("operation").toUpperCase(java.util.Locale.ROOT));
    return Lax.bind1(new Reduction.ReduceWindow(op, window, strides, pads.low(), pads.high(), base, dilation), x);
  }

  static int[] filled(int n) {
    int[] r = new int[n];
    java.util.Arrays.fill(r, 1);
    return r;
  }
}
