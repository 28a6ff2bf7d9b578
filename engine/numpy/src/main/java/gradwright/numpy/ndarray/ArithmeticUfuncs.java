package gradwright.numpy.ndarray;

import static gradwright.numpy.ndarray.Loops.binary;
import static gradwright.numpy.ndarray.Loops.pairs;
import static gradwright.numpy.ndarray.Loops.pairsToReal;
import static gradwright.numpy.ndarray.Loops.unary;
import static gradwright.numpy.ndarray.Loops.whole;
import static gradwright.numpy.ndarray.Loops.wholeUnary;

import gradwright.core.errors.JaxError;
import gradwright.numpy.ndarray.Kernel.LongLoop;
import gradwright.numpy.ndarray.Ufunc.Rule;
import java.util.function.Consumer;

/// Sums, products, quotients, remainders, powers, signs and roundings.
final class ArithmeticUfuncs {
  private ArithmeticUfuncs() {}

  static void register(Consumer<Ufunc> to) {
    to.accept(
        new Ufunc("add", 2, Rule.SAME)
            .identity(0L)
            .real((a, b, o, n) -> {
              for (int i = 0; i < n; i++) {
                o[i] = a[i] + b[i];
              }
            })
            .whole((a, b, o, n, f) -> {
              for (int i = 0; i < n; i++) {
                o[i] = a[i] + b[i];
              }
            })
            .pairs((a, b, o, n) -> {
              for (int i = 0; i < 2 * n; i++) {
                o[i] = a[i] + b[i];
              }
            }));
    to.accept(
        new Ufunc("subtract", 2, Rule.NO_BOOL)
            .real((a, b, o, n) -> {
              for (int i = 0; i < n; i++) {
                o[i] = a[i] - b[i];
              }
            })
            .whole((a, b, o, n, f) -> {
              for (int i = 0; i < n; i++) {
                o[i] = a[i] - b[i];
              }
            })
            .pairs((a, b, o, n) -> {
              for (int i = 0; i < 2 * n; i++) {
                o[i] = a[i] - b[i];
              }
            }));
    to.accept(
        new Ufunc("multiply", 2, Rule.SAME)
            .identity(1L)
            .real((a, b, o, n) -> {
              for (int i = 0; i < n; i++) {
                o[i] = a[i] * b[i];
              }
            })
            .whole((a, b, o, n, f) -> {
              for (int i = 0; i < n; i++) {
                o[i] = a[i] * b[i];
              }
            })
            .pairs(pairs(ComplexMath::multiply)));
    to.accept(
        new Ufunc("divide", 2, Rule.DIVIDING)
            .poles((a, b) -> b == 0)
            .real((a, b, o, n) -> {
              for (int i = 0; i < n; i++) {
                o[i] = a[i] / b[i];
              }
            })
            .pairs(pairs(ComplexMath::divide)));
    to.accept(
        new Ufunc("floor_divide", 2, Rule.COUNTING)
            .poles((a, b) -> b == 0)
            .real(binary(ArithmeticUfuncs::floorDivide))
            .whole(divided(Math::floorDiv), divided((x, y) -> Long.divideUnsigned(x, y))));
    to.accept(
        new Ufunc("remainder", 2, Rule.COUNTING)
            .real(binary(ArithmeticUfuncs::remainder))
            .whole(divided(Math::floorMod), divided(Long::remainderUnsigned)));
    to.accept(
        new Ufunc("fmod", 2, Rule.COUNTING)
            .real(binary((x, y) -> x % y))
            .whole(divided((x, y) -> x % y), divided(Long::remainderUnsigned)));
    to.accept(
        new Ufunc("power", 2, Rule.COUNTING)
            .poles((a, b) -> a == 0)
            .real(binary(ArithmeticUfuncs::power))
            .whole(whole(ArithmeticUfuncs::power), whole(ArithmeticUfuncs::unsignedPower))
            .pairs(pairs(ComplexMath::power)));
    to.accept(
        new Ufunc("float_power", 2, Rule.DIVIDING)
            .poles((a, b) -> a == 0)
            .real(binary(ArithmeticUfuncs::power))
            .pairs(pairs(ComplexMath::power)));
    to.accept(
        new Ufunc("negative", 1, Rule.NO_BOOL)
            .real((a, b, o, n) -> {
              for (int i = 0; i < n; i++) {
                o[i] = -a[i];
              }
            })
            .whole(wholeUnary(x -> -x))
            .pairs((a, b, o, n) -> {
              for (int i = 0; i < 2 * n; i++) {
                o[i] = -a[i];
              }
            }));
    to.accept(
        new Ufunc("positive", 1, Rule.NO_BOOL)
            .real(unary(x -> x))
            .whole(wholeUnary(x -> x))
            .pairs((a, b, o, n) -> System.arraycopy(a, 0, o, 0, 2 * n)));
    to.accept(
        new Ufunc("absolute", 1, Rule.MAGNITUDE)
            .real((a, b, o, n) -> {
              for (int i = 0; i < n; i++) {
                o[i] = Math.abs(a[i]);
              }
            })
            .whole(wholeUnary(Math::abs), wholeUnary(x -> x))
            .pairsToReal(pairsToReal(Math::hypot)));
    to.accept(new Ufunc("fabs", 1, Rule.FLOATING).real(unary(Math::abs)));
    to.accept(
        new Ufunc("conjugate", 1, Rule.COUNTING)
            .real(unary(x -> x))
            .whole(wholeUnary(x -> x))
            .pairs(
                pairs((re, im, o, i) -> {
                  o[i] = re;
                  o[i + 1] = -im;
                })));
    to.accept(
        new Ufunc("sign", 1, Rule.NO_BOOL)
            .real(unary(x -> x > 0 ? 1 : x < 0 ? -1 : x == 0 ? 0 : x))
            .whole(wholeUnary(Long::signum), wholeUnary(x -> x == 0 ? 0 : 1))
            .pairs(pairs(ComplexMath::sign)));
    to.accept(
        new Ufunc("square", 1, Rule.COUNTING)
            .real((a, b, o, n) -> {
              for (int i = 0; i < n; i++) {
                o[i] = a[i] * a[i];
              }
            })
            .whole(wholeUnary(x -> x * x))
            .pairs(pairs((re, im, o, i) -> ComplexMath.multiply(re, im, re, im, o, i))));
    to.accept(
        new Ufunc("reciprocal", 1, Rule.COUNTING)
            .poles((a, b) -> a == 0)
            .real(unary(x -> 1 / x))
            .whole(wholeUnary(x -> x == 0 ? Long.MIN_VALUE : 1 / x), wholeUnary(x -> x == 1 ? 1 : 0))
            .pairs(pairs((re, im, o, i) -> ComplexMath.divide(1, 0, re, im, o, i))));
    to.accept(
        new Ufunc("rint", 1, Rule.FLOATING)
            .real(unary(Math::rint))
            .pairs(
                pairs((re, im, o, i) -> {
                  o[i] = Math.rint(re);
                  o[i + 1] = Math.rint(im);
                })));
    to.accept(new Ufunc("floor", 1, Rule.REAL).real(unary(Math::floor)).whole(wholeUnary(x -> x)));
    to.accept(new Ufunc("ceil", 1, Rule.REAL).real(unary(Math::ceil)).whole(wholeUnary(x -> x)));
    to.accept(new Ufunc("trunc", 1, Rule.REAL).real(unary(ArithmeticUfuncs::truncate)).whole(wholeUnary(x -> x)));
    to.accept(
        new Ufunc("heaviside", 2, Rule.FLOATING)
            .real(binary((x, h) -> Double.isNaN(x) ? x : x < 0 ? 0 : x > 0 ? 1 : h)));
    to.accept(new Ufunc("copysign", 2, Rule.FLOATING).real(binary(Math::copySign)));
    to.accept(new Ufunc("nextafter", 2, Rule.FLOATING).real(t -> binary(Neighbours.after(t))));
    to.accept(new Ufunc("spacing", 1, Rule.FLOATING).real(t -> unary(Neighbours.spacing(t))));
    to.accept(
        new Ufunc("ldexp", 2, Rule.FLOATING)
            .real(binary((x, e) -> Math.scalb(x, (int) Math.max(-4000, Math.min(4000, e))))));
    to.accept(new Ufunc("mantissa", 1, Rule.FLOATING).real(unary(Neighbours::mantissa)));
    to.accept(new Ufunc("exponent", 1, Rule.FLOATING).real(unary(Neighbours::exponent)).gives(ElementType.INT32));
    to.accept(
        new Ufunc("gcd", 2, Rule.WHOLE)
            .identity(0L)
            .whole(whole(ArithmeticUfuncs::gcd), whole(ArithmeticUfuncs::unsignedGcd)));
    to.accept(
        new Ufunc("lcm", 2, Rule.WHOLE)
            .whole(
                whole((x, y) -> {
                  long g = gcd(x, y);
                  return g == 0 ? 0 : Math.abs(x / g * y);
                }),
                whole((x, y) -> {
                  long g = unsignedGcd(x, y);
                  return g == 0 ? 0 : Long.divideUnsigned(x, g) * y;
                })));
  }

  /// A loop of quotients: nothing divided by zero stops it, but it is told.
  private static LongLoop divided(Kernel.LongBinary f) {
    return (a, b, o, n, flags) -> {
      for (int i = 0; i < n; i++) {
        if (b[i] == 0) {
          flags.raise(Flags.DIVIDE);
          o[i] = 0;
        } else {
          o[i] = f.of(a[i], b[i]);
        }
      }
    };
  }

  static double floorDivide(double a, double b) {
    if (b == 0) {
      return a / b;
    }
    double mod = a % b;
    double div = (a - mod) / b;
    if (mod != 0 && b < 0 != mod < 0) {
      div -= 1;
    }
    if (div == 0) {
      return Math.copySign(0.0, a / b);
    }
    double floor = Math.floor(div);
    return div - floor > 0.5 ? floor + 1 : floor;
  }

  static double remainder(double a, double b) {
    double mod = a % b;
    if (b == 0) {
      return mod;
    }
    if (mod != 0) {
      return b < 0 != mod < 0 ? mod + b : mod;
    }
    return Math.copySign(0.0, b);
  }

  /// C's `pow`, which knows that one to any power is one.
  static double power(double x, double y) {
    if (x == 1 || x == -1 && Double.isInfinite(y)) {
      return 1;
    }
    return y == 2 ? x * x : y == 0.5 && x >= 0 ? Math.sqrt(x + 0.0) : Math.pow(x, y);
  }

  static long power(long x, long y) {
    if (y < 0) {
      throw JaxError.value("Integers to negative integer powers are not allowed.");
    }
    return unsignedPower(x, y);
  }

  static long unsignedPower(long x, long y) {
    long out = 1;
    while (y != 0) {
      if ((y & 1) != 0) {
        out *= x;
      }
      x *= x;
      y >>>= 1;
    }
    return out;
  }

  static double truncate(double x) {
    return x < 0 ? Math.ceil(x) : Math.floor(x);
  }

  static long gcd(long a, long b) {
    while (b != 0) {
      long t = a % b;
      a = b;
      b = t;
    }
    return Math.abs(a);
  }

  static long unsignedGcd(long a, long b) {
    while (b != 0) {
      long t = Long.remainderUnsigned(a, b);
      a = b;
      b = t;
    }
    return a;
  }
}
