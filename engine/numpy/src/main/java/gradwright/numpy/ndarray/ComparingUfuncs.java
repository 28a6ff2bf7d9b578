package gradwright.numpy.ndarray;

import static gradwright.numpy.ndarray.Loops.binary;
import static gradwright.numpy.ndarray.Loops.compared;
import static gradwright.numpy.ndarray.Loops.pairs;
import static gradwright.numpy.ndarray.Loops.pairsToReal;
import static gradwright.numpy.ndarray.Loops.unary;
import static gradwright.numpy.ndarray.Loops.whole;
import static gradwright.numpy.ndarray.Loops.wholeUnary;

import gradwright.numpy.ndarray.Kernel.LongBinary;
import gradwright.numpy.ndarray.Ufunc.Rule;
import java.util.function.Consumer;

/// Comparisons, extremes, logic, bits and tests.
final class ComparingUfuncs {
  private ComparingUfuncs() {}

  static void register(Consumer<Ufunc> to) {
    to.accept(
        new Ufunc("equal", 2, Rule.COMPARING)
            .real((a, b, o, n) -> {
              for (int i = 0; i < n; i++) {
                o[i] = a[i] == b[i] ? 1 : 0;
              }
            })
            .whole((a, b, o, n, f) -> {
              for (int i = 0; i < n; i++) {
                o[i] = a[i] == b[i] ? 1 : 0;
              }
            })
            .pairsToReal(compared((a, b, c, d) -> a == c && b == d)));
    to.accept(
        new Ufunc("not_equal", 2, Rule.COMPARING)
            .real((a, b, o, n) -> {
              for (int i = 0; i < n; i++) {
                o[i] = a[i] != b[i] ? 1 : 0;
              }
            })
            .whole((a, b, o, n, f) -> {
              for (int i = 0; i < n; i++) {
                o[i] = a[i] != b[i] ? 1 : 0;
              }
            })
            .pairsToReal(compared((a, b, c, d) -> a != c || b != d)));
    to.accept(
        new Ufunc("less", 2, Rule.COMPARING)
            .real((a, b, o, n) -> {
              for (int i = 0; i < n; i++) {
                o[i] = a[i] < b[i] ? 1 : 0;
              }
            })
            .whole(whole((x, y) -> x < y ? 1 : 0), whole((x, y) -> Long.compareUnsigned(x, y) < 0 ? 1 : 0))
            .pairsToReal(compared((a, b, c, d) -> a < c || a == c && b < d)));
    to.accept(
        new Ufunc("less_equal", 2, Rule.COMPARING)
            .real((a, b, o, n) -> {
              for (int i = 0; i < n; i++) {
                o[i] = a[i] <= b[i] ? 1 : 0;
              }
            })
            .whole(whole((x, y) -> x <= y ? 1 : 0), whole((x, y) -> Long.compareUnsigned(x, y) <= 0 ? 1 : 0))
            .pairsToReal(compared((a, b, c, d) -> a < c || a == c && b <= d)));
    to.accept(
        new Ufunc("greater", 2, Rule.COMPARING)
            .real((a, b, o, n) -> {
              for (int i = 0; i < n; i++) {
                o[i] = a[i] > b[i] ? 1 : 0;
              }
            })
            .whole(whole((x, y) -> x > y ? 1 : 0), whole((x, y) -> Long.compareUnsigned(x, y) > 0 ? 1 : 0))
            .pairsToReal(compared((a, b, c, d) -> a > c || a == c && b > d)));
    to.accept(
        new Ufunc("greater_equal", 2, Rule.COMPARING)
            .real((a, b, o, n) -> {
              for (int i = 0; i < n; i++) {
                o[i] = a[i] >= b[i] ? 1 : 0;
              }
            })
            .whole(whole((x, y) -> x >= y ? 1 : 0), whole((x, y) -> Long.compareUnsigned(x, y) >= 0 ? 1 : 0))
            .pairsToReal(compared((a, b, c, d) -> a > c || a == c && b >= d)));
    extreme(to, "maximum", Math::max, Math::max, (x, y) -> Long.compareUnsigned(x, y) >= 0 ? x : y, 1, true);
    extreme(to, "minimum", Math::min, Math::min, (x, y) -> Long.compareUnsigned(x, y) <= 0 ? x : y, -1, true);
    extreme(
        to,
        "fmax",
        (x, y) -> Double.isNaN(x) ? y : Double.isNaN(y) ? x : Math.max(x, y),
        Math::max,
        (x, y) -> Long.compareUnsigned(x, y) >= 0 ? x : y,
        1,
        false);
    extreme(
        to,
        "fmin",
        (x, y) -> Double.isNaN(x) ? y : Double.isNaN(y) ? x : Math.min(x, y),
        Math::min,
        (x, y) -> Long.compareUnsigned(x, y) <= 0 ? x : y,
        -1,
        false);
    logic(to, "logical_and", (x, y) -> x != 0 && y != 0 ? 1 : 0, true);
    logic(to, "logical_or", (x, y) -> x != 0 || y != 0 ? 1 : 0, false);
    logic(to, "logical_xor", (x, y) -> x != 0 != (y != 0) ? 1 : 0, false);
    to.accept(
        new Ufunc("logical_not", 1, Rule.COMPARING)
            .real(unary(x -> x == 0 ? 1 : 0))
            .whole(wholeUnary(x -> x == 0 ? 1 : 0))
            .pairsToReal(pairsToReal((re, im) -> re == 0 && im == 0 ? 1 : 0)));
    to.accept(
        new Ufunc("bitwise_and", 2, Rule.BITS)
            .identity(-1L)
            .whole((a, b, o, n, f) -> {
              for (int i = 0; i < n; i++) {
                o[i] = a[i] & b[i];
              }
            }));
    to.accept(
        new Ufunc("bitwise_or", 2, Rule.BITS)
            .identity(0L)
            .whole((a, b, o, n, f) -> {
              for (int i = 0; i < n; i++) {
                o[i] = a[i] | b[i];
              }
            }));
    to.accept(
        new Ufunc("bitwise_xor", 2, Rule.BITS)
            .identity(0L)
            .whole((a, b, o, n, f) -> {
              for (int i = 0; i < n; i++) {
                o[i] = a[i] ^ b[i];
              }
            }));
    to.accept(new Ufunc("left_shift", 2, Rule.WHOLE).whole(whole((x, y) -> y < 0 || y > 63 ? 0 : x << y)));
    to.accept(
        new Ufunc("right_shift", 2, Rule.WHOLE)
            .whole(
                whole((x, y) -> y < 0 || y > 63 ? x < 0 ? -1 : 0 : x >> y),
                whole((x, y) -> y < 0 || y > 63 ? 0 : x >>> y)));
    to.accept(
        new Ufunc("bitwise_count", 1, Rule.WHOLE)
            .whole(wholeUnary(x -> Long.bitCount(Math.abs(x))), wholeUnary(Long::bitCount))
            .gives(ElementType.UINT8));
    test(to, "isnan", Double::isNaN, (re, im) -> Double.isNaN(re) || Double.isNaN(im), 0);
    test(to, "isinf", Double::isInfinite, (re, im) -> Double.isInfinite(re) || Double.isInfinite(im), 0);
    test(to, "isfinite", Double::isFinite, (re, im) -> Double.isFinite(re) && Double.isFinite(im), 1);
    to.accept(new Ufunc("signbit", 1, Rule.TESTING).real(unary(x -> Double.doubleToRawLongBits(x) < 0 ? 1 : 0)));
  }

  private static void extreme(
      Consumer<Ufunc> to,
      String name,
      Kernel.Binary real,
      LongBinary signed,
      LongBinary unsigned,
      int way,
      boolean nans) {
    to.accept(
        new Ufunc(name, 2, Rule.SAME)
            .real(binary(real))
            .whole(whole(signed), whole(unsigned))
            .pairs(
                pairs((a, b, c, d, o, i) -> {
                  boolean first =
                      Double.isNaN(a) || Double.isNaN(b)
                          ? nans
                          : Double.isNaN(c) || Double.isNaN(d)
                              ? !nans
                              : way * Integer.signum(Double.compare(a, c)) > 0
                                  || a == c && way * Integer.signum(Double.compare(b, d)) >= 0;
                  o[i] = first ? a : c;
                  o[i + 1] = first ? b : d;
                })));
  }

  private static void logic(Consumer<Ufunc> to, String name, LongBinary f, boolean identity) {
    to.accept(
        new Ufunc(name, 2, Rule.COMPARING)
            .identity(identity)
            .real(binary((x, y) -> f.of(x != 0 ? 1 : 0, y != 0 ? 1 : 0)))
            .whole(whole(f))
            .pairsToReal(compared((a, b, c, d) -> f.of(a != 0 || b != 0 ? 1 : 0, c != 0 || d != 0 ? 1 : 0) != 0)));
  }

  private interface Test {
    boolean of(double x);
  }

  private interface PairTest {
    boolean of(double re, double im);
  }

  private static void test(Consumer<Ufunc> to, String name, Test f, PairTest g, long whole) {
    to.accept(
        new Ufunc(name, 1, Rule.TESTING)
            .real(unary(x -> f.of(x) ? 1 : 0))
            .whole(wholeUnary(x -> whole))
            .pairsToReal(pairsToReal((re, im) -> g.of(re, im) ? 1 : 0)));
  }
}
