package gradwright.python.bridge;

import gradwright.core.types.DType;
import gradwright.core.value.Array;
import java.util.ArrayList;
import java.util.List;

/// How the elements of one array are printed, so that they line up.
sealed interface ElementFormat {
  String text(Array a, long i);

  /// The format that fits all of the shown elements.
  static ElementFormat of(Array a, List<Long> shown, boolean rankZero) {
    return switch (a.dtype().kind()) {
      case BOOL -> new Booleans(rankZero);
      case SIGNED, UNSIGNED -> {
        int width = 0;
        for (long i : shown) {
          width = Math.max(width, integer(a, i).length());
        }
        yield new Integers(width);
      }
      case FLOAT -> {
        if (a.dtype() == DType.BFLOAT16) {
          yield new Plain();
        }
        List<Double> values = new ArrayList<>();
        for (long i : shown) {
          values.add(a.getDouble(i));
        }
        yield new Floats(FloatColumn.of(a.dtype(), values, false));
      }
      case COMPLEX -> {
        List<Double> re = new ArrayList<>();
        List<Double> im = new ArrayList<>();
        for (long i : shown) {
          re.add(a.getDouble(i));
          im.add(a.getImaginary(i));
        }
        DType part = a.dtype().realType();
        yield new Complexes(FloatColumn.of(part, re, false), FloatColumn.of(part, im, true));
      }
      case FLOAT0, KEY, CUSTOM -> new Plain();
    };
  }

  private static String integer(Array a, long i) {
    return a.dtype().isUnsigned() ? Long.toUnsignedString(a.getLong(i)) : Long.toString(a.getLong(i));
  }

  /// `True` with a space before it in rows.
  record Booleans(boolean rankZero) implements ElementFormat {
    @Override
    public String text(Array a, long i) {
      return a.getLong(i) == 0 ? "False" : rankZero ? "True" : " True";
    }
  }

  /// Integers, right-aligned.
  record Integers(int width) implements ElementFormat {
    @Override
    public String text(Array a, long i) {
      String s = integer(a, i);
      return " ".repeat(Math.max(0, width - s.length())) + s;
    }
  }

  /// Floats, aligned at the point.
  record Floats(FloatColumn column) implements ElementFormat {
    @Override
    public String text(Array a, long i) {
      return column.text(a.getDouble(i));
    }
  }

  /// Complex numbers, both parts aligned.
  record Complexes(FloatColumn re, FloatColumn im) implements ElementFormat {
    @Override
    public String text(Array a, long i) {
      String imaginary = im.text(a.getImaginary(i));
      int end = imaginary.stripTrailing().length();
      return re.text(a.getDouble(i)) + imaginary.substring(0, end) + "j" + imaginary.substring(end);
    }
  }

  /// Types that NumPy does not know: each element by itself.
  record Plain() implements ElementFormat {
    @Override
    public String text(Array a, long i) {
      return ArrayText.scalar(a, i);
    }
  }
}
