package gradwright.python.bridge;

import gradwright.core.types.DType;
import gradwright.core.types.Shape;
import gradwright.core.value.Array;
import java.util.ArrayList;
import java.util.List;

/// Prints arrays as NumPy does: at most eight digits after the point, columns aligned, long arrays summarised.
final class ArrayText {
  private static final int WIDTH = 75;
  private static final int THRESHOLD = 1000;
  private static final int EDGE = 3;
  private static final String SUMMARY = "...";

  private final Array array;
  private final int[] sizes;
  private final String separator;
  private final boolean summarised;
  private ElementFormat format;

  private ArrayText(Array array, Shape shape, String separator) {
    this.array = array;
    this.sizes = shape.toArray();
    this.separator = separator;
    this.summarised = shape.elements() > THRESHOLD;
  }

  /// `Array([1., 2.], dtype=float32)`
  static String repr(Array a) {
    String dtype = a.dtype().jaxName();
    if (a.dtype().isKey()) {
      return keys(a);
    }
    boolean empty = a.dtype() == DType.FLOAT0;
    String tail = "dtype=" + (empty ? "void" : dtype) + (a.aval().weakType() ? ", weak_type=True)" : ")");
    String prefix = empty ? "TypedNdArray(" : "Array(";
    String body =
        a.elements() == 0
            ? "[], shape=" + tuple(a.shape())
            : new ArrayText(a, a.shape(), ", ").print(prefix.length(), 1);
    int lastLine = body.length() - body.lastIndexOf('\n') + 1;
    String gap = lastLine + tail.length() + 1 > WIDTH ? " ".repeat(prefix.length()) : " ";
    return prefix + body + "," + gap + tail;
  }

  /// `[1. 2.]`; a scalar prints as a Python number.
  static String str(Array a) {
    if (a.dtype().isKey()) {
      return keys(a);
    }
    if (a.rank() == 0) {
      return scalar(a, 0);
    }
    if (a.elements() == 0) {
      return "[]";
    }
    return new ArrayText(a, a.shape(), " ").print(0, 0);
  }

  /// One element as Python prints a number of its type.
  static String scalar(Array a, long i) {
    DType t = a.dtype();
    return switch (t.kind()) {
      case BOOL -> a.getLong(i) != 0 ? "True" : "False";
      case SIGNED -> Long.toString(a.getLong(i));
      case UNSIGNED -> Long.toUnsignedString(a.getLong(i));
      case FLOAT -> t == DType.BFLOAT16 ? Decimals.general(a.getDouble(i)) : Decimals.scalar(t, a.getDouble(i));
      case COMPLEX -> Decimals.complexScalar(t, a.getDouble(i), a.getImaginary(i));
      case FLOAT0 -> "(b'',)";
      case KEY, CUSTOM -> throw new IllegalArgumentException(t + " has no scalars");
    };
  }

  private static String keys(Array a) {
    int[] shape = a.shape().toArray();
    int[] one = a.dtype().keyShape().toArray();
    int[] data = java.util.Arrays.copyOf(shape, shape.length + one.length);
    System.arraycopy(one, 0, data, shape.length, one.length);
    Array words = a.view(gradwright.core.types.Aval.of(DType.UINT32, data));
    String body = words.elements() == 0 ? "[]" : new ArrayText(words, words.shape(), " ").print(0, 0);
    return "Array(" + tuple(a.shape()) + ", dtype=" + a.dtype() + ") overlaying:\n" + body;
  }

  static String tuple(Shape s) {
    StringBuilder b = new StringBuilder("(");
    int[] d = s.toArray();
    for (int i = 0; i < d.length; i++) {
      b.append(i > 0 ? ", " : "").append(d[i]);
    }
    return b.append(d.length == 1 ? ",)" : ")").toString();
  }

  private String print(int prefix, int suffix) {
    List<Long> shown = new ArrayList<>();
    collect(0, 0, shown);
    format = ElementFormat.of(array, shown, sizes.length == 0);
    return recurse(0, 0, " ".repeat(prefix + 1), WIDTH - suffix);
  }

  private boolean summarises(int axis) {
    return summarised && 2 * EDGE < sizes[axis];
  }

  private long stride(int axis) {
    long s = 1;
    for (int k = axis + 1; k < sizes.length; k++) {
      s *= sizes[k];
    }
    return s;
  }

  private void collect(int axis, long at, List<Long> out) {
    if (axis == sizes.length) {
      out.add(at);
      return;
    }
    long stride = stride(axis);
    int n = sizes[axis];
    boolean cut = summarises(axis);
    for (int i = 0; i < n; i++) {
      if (cut && i == EDGE) {
        i = n - EDGE;
      }
      collect(axis + 1, at + i * stride, out);
    }
  }

  private String recurse(int axis, long at, String indent, int width) {
    int left = sizes.length - axis;
    if (left == 0) {
      return format.text(array, at);
    }
    long stride = stride(axis);
    int n = sizes[axis];
    boolean cut = summarises(axis);
    StringBuilder s = new StringBuilder();
    if (left == 1) {
      int room = width - Math.max(separator.stripTrailing().length(), 1);
      StringBuilder line = new StringBuilder(indent);
      for (int i = 0; i < n; i++) {
        if (cut && i == EDGE) {
          extend(s, line, SUMMARY, room, indent);
          line.append(separator);
          i = n - EDGE;
        }
        extend(s, line, format.text(array, at + i * stride), room, indent);
        if (i < n - 1) {
          line.append(separator);
        }
      }
      s.append(line);
    } else {
      String between = separator.stripTrailing() + "\n".repeat(left - 1);
      for (int i = 0; i < n; i++) {
        if (cut && i == EDGE) {
          s.append(indent).append(SUMMARY).append(between);
          i = n - EDGE;
        }
        s.append(indent).append(recurse(axis + 1, at + i * stride, indent + " ", width - 1));
        if (i < n - 1) {
          s.append(between);
        }
      }
    }
    return "[" + s.substring(indent.length()) + "]";
  }

  private static void extend(StringBuilder s, StringBuilder line, String word, int width, String indent) {
    if (line.length() + word.length() > width && line.length() > indent.length()) {
      s.append(line.toString().stripTrailing()).append('\n');
      line.setLength(0);
      line.append(indent);
    }
    line.append(word);
  }
}
