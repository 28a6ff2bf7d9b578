package gradwright.numpy.lax;

import gradwright.core.errors.JaxError;
import gradwright.core.lax.Lax;
import gradwright.core.prim.BinaryOp;
import gradwright.core.prim.Reduction;
import gradwright.core.trace.Session;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.value.HostScalar;
import gradwright.core.value.Value;
import gradwright.numpy.Concrete;
import gradwright.numpy.Sequences;
import gradwright.numpy.UserDTypes;
import gradwright.numpy.catalogue.Arguments;
import gradwright.numpy.catalogue.Catalogue;
import java.util.List;
import java.util.Map;

/// Reductions, windows, cumulations and sorting of `jax.lax`. Computations are named (`add`, `max`, ...): the Python package
/// knows the library's own functions by their names.
final class LaxReductions {
  private LaxReductions() {}

  private static final Map<String, Reduction.Op> OPS =
      Map.of(
          "add", Reduction.Op.SUM,
          "mul", Reduction.Op.PROD,
          "max", Reduction.Op.MAX,
          "min", Reduction.Op.MIN,
          "bitwise_and", Reduction.Op.AND,
          "bitwise_or", Reduction.Op.OR,
          "bitwise_xor", Reduction.Op.XOR);

  private static BinaryOp pair(Reduction.Op op) {
    return switch (op) {
      case SUM -> BinaryOp.ADD;
      case PROD -> BinaryOp.MUL;
      case MAX -> BinaryOp.MAX;
      case MIN -> BinaryOp.MIN;
      case AND -> BinaryOp.AND;
      case OR -> BinaryOp.OR;
      case XOR -> BinaryOp.XOR;
      case LOGSUMEXP -> throw new IllegalArgumentException("logsumexp has no binary operation");
    };
  }

  private static Reduction.Op op(Arguments a) {
    Object c = a.get("computation");
    Reduction.Op op = c instanceof String s ? OPS.get(s) : null;
    if (op == null) {
      throw JaxError.notImplemented(
          "lax."
              + a.functionName().replaceAll("^_|_by$", "")
              + " takes lax.add, lax.mul, lax.max, lax.min and the bitwise operations here; other computations are not"
              + " available yet");
    }
    return op;
  }

  private static boolean isIdentity(Reduction.Op op, Value init) {
    if (!(init instanceof HostScalar) && !Concrete.is(init)) {
      return false;
    }
    double v = Concrete.number(init, "");
    return switch (op) {
      case SUM, OR, XOR -> v == 0;
      case PROD -> v == 1;
      case MAX -> v == (init.dtype().isInexact() ? Double.NEGATIVE_INFINITY : minimum(init));
      case MIN -> v == (init.dtype().isInexact() ? Double.POSITIVE_INFINITY : maximum(init));
      case AND -> init.dtype().isBool() ? v == 1 : v == -1;
      case LOGSUMEXP -> false;
    };
  }

  private static double minimum(Value v) {
    return v.dtype().isSigned() ? -Math.scalb(1.0, v.dtype().bits() - 1) : 0;
  }

  private static double maximum(Value v) {
    return v.dtype().isBool() ? 1 : Math.scalb(1.0, v.dtype().isSigned() ? v.dtype().bits() - 1 : v.dtype().bits()) - 1;
  }

  private static Value withInit(Reduction.Op op, Value init, Value r) {
    return isIdentity(op, init) ? r : Lax.binary(pair(op), init, r);
  }

  private static Value reduceWindow(Arguments a) {
    Reduction.Op op = op(a);
    Value init = a.value("init_value");
    DType dtype = a.value("operand").dtype();
    if (init.dtype() != dtype && (op == Reduction.Op.PROD || !isIdentity(op, init))) {
      throw JaxError.type(
          "reduce_window got inconsistent dtypes for operands and init_values: got operand dtypes [dtype('"
              + dtype
              + "')] and init_value dtypes [dtype('"
              + init.dtype()
              + "')].");
    }
    return withInit(op, init, window(a, op));
  }

  private static void positive(Ints sizes, String name) {
    for (int i = 0; i < sizes.size(); i++) {
      if (sizes.get(i) < 1) {
        throw JaxError.type(
            "reduce_window " + name + " must have every element be strictly positive, got " + sizes + ".");
      }
    }
  }

  private static Value window(Arguments a, Reduction.Op op) {
    Value x = a.value("operand");
    Ints window = a.ints("window_dimensions");
    int n = window.size();
    if (n != x.rank()) {
      throw JaxError.type(
          "reduce_window got the wrong number of window_dimensions for operand: got operand shape "
              + x.shape().toTuple()
              + " with window_dimensions "
              + window
              + ".");
    }
    Ints strides = a.isNone("window_strides") ? LaxShapes.ones(n) : a.ints("window_strides");
    Ints base = a.isNone("base_dilation") ? LaxShapes.ones(n) : a.ints("base_dilation");
    Ints dilation = a.isNone("window_dilation") ? LaxShapes.ones(n) : a.ints("window_dilation");
    positive(strides, "window_strides");
    positive(base, "base_dilation");
    positive(dilation, "window_dilation");
    int[] sizes = new int[n];
    int[] spans = new int[n];
    for (int i = 0; i < n; i++) {
      sizes[i] = x.shape().size(i) == 0 ? 0 : (x.shape().size(i) - 1) * base.get(i) + 1;
      spans[i] = (window.get(i) - 1) * dilation.get(i) + 1;
    }
    Windows.Padding p = Windows.padding(a.get("padding"), sizes, spans, strides.toArray());
    return Lax.bind1(new Reduction.ReduceWindow(op, window, strides, p.low(), p.high(), base, dilation), x);
  }

  /// Axes counted from the front, each in range, in order.
  private static Ints axes(Ints given, Value x, boolean logical) {
    for (int i = 0; i < given.size(); i++) {
      int axis = given.get(i);
      if (axis < 0 || axis >= x.rank()) {
        throw logical
            ? JaxError.index("index " + axis + " is out of bounds for axis 0 with size " + x.rank())
            : JaxError.value(
                "reduction axes " + given + " contains out-of-bounds indices for " + x.aval().longName() + ".");
      }
    }
    return given.sorted();
  }

  private static Object sort(Arguments a) {
    Object operand = a.get("operand");
    boolean one = operand instanceof Value;
    List<Value> xs = one ? List.of(a.value("operand")) : LaxShapes.operands(a, "operand");
    if (xs.isEmpty()) {
      throw JaxError.type("Sort requires at least one operand");
    }
    int axis = Arguments.normalizeAxis(a.integer("dimension"), xs.getFirst().rank());
    int keys = a.integer("num_keys");
    if (one && keys != 1) {
      throw JaxError.value("num_keys=" + keys + " must equal 1 for a single operand.");
    }
    if (keys < 1 || keys > xs.size()) {
      throw JaxError.value("num_keys=" + keys + " must be between 1 and len(operand)=" + xs.size());
    }
    List<Value> r = Session.bind(new Reduction.Sort(axis, a.flag("is_stable"), keys), xs);
    return one ? r.getFirst() : Sequences.tuple(r);
  }

  private static Value arg(boolean max, Arguments a) {
    Value x = a.value("operand");
    int axis = a.integer("axis");
    if (axis < 0 || axis >= x.rank()) {
      throw JaxError.value("Invalid axis " + axis + " for operand shape " + x.shape().toTuple());
    }
    DType index = UserDTypes.of(a, "index_dtype", max ? "argmax" : "argmin");
    if (index == null) {
      throw JaxError.value((max ? "argmax" : "argmin") + ": index_dtype must be a dtype, got None");
    }
    return Lax.bind1(new Reduction.ArgReduce(max, axis, index), x);
  }

  private static void cumulative(Catalogue.Module m, String name, Reduction.Op op) {
    m.function(
        name + "(operand, axis=0, reverse=False)",
        "Running " + op.jaxName() + " along an axis.",
        a -> {
          Value x = a.value("operand");
          if (op == Reduction.Op.LOGSUMEXP && x.dtype().isInteger()) {
            throw new JaxError(
                "OverflowError",
                "cannot convert float infinity to integer: "
                    + name
                    + " requires a floating-point operand, got "
                    + x.dtype());
          }
          int axis = a.integer("axis");
          if (axis < 0) {
            throw JaxError.value("XLA operations do not allow negative axes");
          }
          if (axis >= x.rank()) {
            throw JaxError.value("axis " + axis + " is out of bounds for array of shape " + x.shape().toTuple());
          }
          return Lax.bind1(new Reduction.Cumulative(op, axis, a.flag("reverse")), x);
        });
  }

  static void register(Catalogue.Module m) {
    for (Reduction.Op op : Reduction.Op.values()) {
      if (op != Reduction.Op.LOGSUMEXP) {
        m.function(
            "reduce_" + op.jaxName() + "(operand, axes" + (op == Reduction.Op.SUM ? ", *, out_sharding=None)" : ")"),
            "The " + op.jaxName() + " over axes.",
            a -> {
              Value x = a.value("operand");
              boolean logical = op == Reduction.Op.AND || op == Reduction.Op.OR || op == Reduction.Op.XOR;
              return Lax.reduce(op, x, axes(a.ints("axes"), x, logical));
            });
      }
    }
    m.function(
        "_reduce(operands, init_values, computation, dimensions, out_sharding=None)",
        "A reduction over axes by a named operation.",
        a -> {
          Value x = a.value("operands");
          Reduction.Op op = op(a);
          if (a.value("init_values").rank() != 0) {
            throw JaxError.value(
                "reduce found non-scalar initial value: [" + a.value("init_values").shape().toTuple() + "]");
          }
          Value r = Lax.reduce(op, x, a.ints("dimensions").map(i -> Arguments.normalizeAxis(i, x.rank())).sorted());
          return withInit(op, a.value("init_values"), r);
        });
    m.function(
        "_reduce_window_by(operand, init_value, computation, window_dimensions, window_strides=None, padding='VALID',"
            + " base_dilation=None, window_dilation=None)",
        "A reduction of each window.",
        LaxReductions::reduceWindow);
    m.function(
        "_reduce_window(operand, operation, window_dimensions, window_strides=None, padding='VALID',"
            + " base_dilation=None, window_dilation=None)",
        "A reduction of each window by sum, max or min.",
        a -> window(a, Reduction.Op.valueOf(a.string("operation").toUpperCase(java.util.Locale.ROOT))));
    m.function("argmax(operand, axis, index_dtype)", "Index of the first largest element.", a -> arg(true, a));
    m.function("argmin(operand, axis, index_dtype)", "Index of the first smallest element.", a -> arg(false, a));
    cumulative(m, "cumsum", Reduction.Op.SUM);
    cumulative(m, "cumprod", Reduction.Op.PROD);
    cumulative(m, "cummax", Reduction.Op.MAX);
    cumulative(m, "cummin", Reduction.Op.MIN);
    cumulative(m, "cumlogsumexp", Reduction.Op.LOGSUMEXP);
    m.function(
        "sort(operand, dimension=-1, is_stable=True, num_keys=1)",
        "Sorted along an axis; several operands together.",
        LaxReductions::sort);
    m.function(
        "sort_key_val(keys, values, dimension=-1, is_stable=True)",
        "Keys sorted, values moved along.",
        a -> {
          Value k = a.value("keys");
          int axis = Arguments.normalizeAxis(a.integer("dimension"), k.rank());
          return Sequences.tuple(
              Session.bind(new Reduction.Sort(axis, a.flag("is_stable"), 1), List.of(k, a.value("values"))));
        });
    for (boolean max : new boolean[] {true, false}) {
      m.function(
          "approx_"
              + (max ? "max" : "min")
              + "_k(operand, k, reduction_dimension=-1, recall_target=0.95, reduction_input_size_override=-1,"
              + " aggregate_to_topk=True)",
          "The k " + (max ? "largest" : "smallest") + " elements and their indices; exact here.",
          a -> {
            Value x = a.value("operand");
            if (!x.dtype().isFloat()) {
              throw JaxError.value("operand must be a floating type");
            }
            if (a.integer("k") <= 0) {
              throw JaxError.value("k must be positive, got " + a.integer("k"));
            }
            int given = a.integer("reduction_dimension");
            if (given < -x.rank() || given >= x.rank()) {
              throw JaxError.index(
                  a.functionName()
                      + ": reduction_dimension "
                      + given
                      + " is out of bounds for shape "
                      + x.shape().toTuple());
            }
            int axis = given < 0 ? given + x.rank() : given;
            List<Value> r = Session.bind(new Reduction.TopK(a.integer("k"), axis), List.of(max ? x : Lax.neg(x)));
            return new java.util.ArrayList<Object>(List.of(max ? r.get(0) : Lax.neg(r.get(0)), r.get(1)));
          });
    }
    m.function(
        "top_k(operand, k, *, axis=-1)",
        "The k largest elements and their indices.",
        a -> {
          Value x = a.value("operand");
          int k = a.integer("k");
          int axis = Arguments.normalizeAxis(a.integer("axis"), x.rank());
          return new java.util.ArrayList<Object>(Session.bind(new Reduction.TopK(k, axis), List.of(x)));
        });
  }
}
