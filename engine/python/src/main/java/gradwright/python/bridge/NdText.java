package gradwright.python.bridge;

import gradwright.core.types.DType;
import gradwright.numpy.ndarray.Creation;
import gradwright.numpy.ndarray.ElementType;
import gradwright.numpy.ndarray.NdArray;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.graalvm.polyglot.Value;

/// The text of a NumPy array: aligned columns, long arrays summarised, lines wrapped.
final class NdText {
  /// How arrays are laid out.
  ///
  /// @param separator between elements
  /// @param prefix the width of what stands before the first line
  /// @param suffix the width of what follows the last
  record Layout(int threshold, int edge, int width, String separator, int prefix, int suffix) {}

  private static final String SUMMARY = "...";

  private final NdArray array;
  private final int[] shape;
  private final Layout layout;
  private final boolean summarised;
  private Function<Object, String> format;

  private NdText(NdArray array, Layout layout) {
    this.array = array;
    this.shape = array.shape();
    this.layout = layout;
    this.summarised = array.size() > layout.threshold;
  }

  /// The text of the elements; `custom` formats each where it is not null.
  static String of(NdArray a, Layout layout, NdFloatFormat.Options floats, Value custom) {
    NdText t = new NdText(a, layout);
    List<Object> shown = new ArrayList<>();
    t.collect(0, new long[t.shape.length], shown);
    t.format = custom != null ? e -> custom.execute(e).asString() : t.format(shown, floats);
    return t.recurse(0, new long[t.shape.length], " ".repeat(layout.prefix + 1), layout.width - layout.suffix);
  }

  private Function<Object, String> format(List<Object> shown, NdFloatFormat.Options o) {
    ElementType type = array.type();
    switch (type.kind()) {
      case BOOL -> {
        return e -> (Boolean) e ? shape.length == 0 ? "True" : " True" : "False";
      }
      case SIGNED, UNSIGNED -> {
        boolean plus = o.sign().equals("+");
        int width = 0;
        for (Object e : shown) {
          width = Math.max(width, integer(e, plus).length());
        }
        int w = width;
        return e -> {
          String s = integer(e, plus);
          return " ".repeat(Math.max(0, w - s.length())) + s;
        };
      }
      case FLOAT -> {
        if (type.engine() == DType.BFLOAT16) {
          return e -> Decimals.general((Double) e);
        }
        NdFloatFormat f = new NdFloatFormat(type.engine(), shown.stream().map(e -> (Double) e).toList(), o);
        return e -> f.text((Double) e);
      }
      case COMPLEX -> {
        DType part = type.engine().realType();
        NdFloatFormat re = new NdFloatFormat(part, shown.stream().map(e -> ((double[]) e)[0]).toList(), o);
        NdFloatFormat im = new NdFloatFormat(part, shown.stream().map(e -> ((double[]) e)[1]).toList(), o.signed());
        return e -> {
          String s = im.text(((double[]) e)[1]);
          int end = s.stripTrailing().length();
          return re.text(((double[]) e)[0]) + s.substring(0, end) + "j" + s.substring(end);
        };
      }
      default -> throw new UnsupportedOperationException("the text of arrays of dtype " + type);
    }
  }

  private static String integer(Object e, boolean plus) {
    String s = e.toString();
    return plus && !s.startsWith("-") ? "+" + s : s;
  }

  private boolean cuts(int axis) {
    return summarised && 2 * layout.edge < shape[axis];
  }

  private void collect(int axis, long[] at, List<Object> out) {
    if (axis == shape.length) {
      out.add(Creation.element(array, at));
      return;
    }
    for (int i = 0; i < shape[axis]; i++) {
      if (cuts(axis) && i == layout.edge) {
        i = shape[axis] - layout.edge;
        if (layout.edge == 0) {
          break;
        }
      }
      at[axis] = i;
      collect(axis + 1, at, out);
    }
  }

  private String recurse(int axis, long[] at, String indent, int width) {
    int left = shape.length - axis;
    if (left == 0) {
      return format.apply(Creation.element(array, at));
    }
    int n = shape[axis];
    boolean cut = cuts(axis);
    String separator = layout.separator;
    StringBuilder s = new StringBuilder();
    if (left == 1) {
      int room = width - Math.max(separator.stripTrailing().length(), 1);
      StringBuilder line = new StringBuilder(indent);
      for (int i = 0; i < n; i++) {
        if (cut && i == layout.edge) {
          extend(s, line, SUMMARY, room, indent);
          if (layout.edge == 0) {
            break;
          }
          line.append(separator);
          i = n - layout.edge;
        }
        at[axis] = i;
        extend(s, line, recurse(axis + 1, at, indent, width), room, indent);
        if (i < n - 1) {
          line.append(separator);
        }
      }
      s.append(line);
    } else {
      String between = separator.stripTrailing() + "\n".repeat(left - 1);
      for (int i = 0; i < n; i++) {
        if (cut && i == layout.edge) {
          s.append(indent).append(SUMMARY);
          if (layout.edge == 0) {
            break;
          }
          s.append(between);
          i = n - layout.edge;
        }
        at[axis] = i;
        s.append(indent).append(recurse(axis + 1, at, indent + " ", width - 1));
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
