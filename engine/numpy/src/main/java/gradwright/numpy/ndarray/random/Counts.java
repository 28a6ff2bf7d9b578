package gradwright.numpy.ndarray.random;

/// Whole numbers of discrete distributions, drawn as NumPy draws them.
final class Counts {
  private static final double[] STIRLING = {
    8.333333333333333e-02, -2.777777777777778e-03, 7.936507936507937e-04, -5.952380952380952e-04, 8.417508417508418e-04,
    -1.917526917526918e-03, 6.410256410256410e-03, -2.955065359477124e-02, 1.796443723688307e-01, -1.39243221690590e+00
  };

  private final Draws d;
  private final BitSource s;

  Counts(Draws d) {
    this.d = d;
    this.s = d.s;
  }

  /// The logarithm of the gamma function (Zhang and Jin).
  static double logGamma(double x) {
    if (x == 1.0 || x == 2.0) {
      return 0.0;
    }
    long n = x < 7.0 ? (long) (7 - x) : 0;
    double x0 = x + n;
    double x2 = 1.0 / x0 * (1.0 / x0);
    double g = STIRLING[9];
    for (int k = 8; k >= 0; k--) {
      g *= x2;
      g += STIRLING[k];
    }
    double out = g / x0 + 0.5 * 1.8378770664093453e+00 + (x0 - 0.5) * Math.log(x0) - x0;
    if (x < 7.0) {
      for (long k = 1; k <= n; k++) {
        out -= Math.log(x0 - 1.0);
        x0 -= 1.0;
      }
    }
    return out;
  }

  /// Hörmann's transformed rejection (1993) from ten on, else products of uniforms.
  long poisson(double lambda) {
    if (lambda >= 10) {
      double root = Math.sqrt(lambda);
      double log = Math.log(lambda);
      double b = 0.931 + 2.53 * root;
      double a = -0.059 + 0.02483 * b;
      double inverse = 1.1239 + 1.1328 / (b - 3.4);
      double vr = 0.9277 - 3.6224 / (b - 2);
      while (true) {
        double u = s.nextDouble() - 0.5;
        double v = s.nextDouble();
        double us = 0.5 - Math.abs(u);
        long k = (long) Math.floor((2 * a / us + b) * u + lambda + 0.43);
        if (us >= 0.07 && v <= vr) {
          return k;
        }
        if (k < 0 || us < 0.013 && v > us) {
          continue;
        }
        if (Math.log(v) + Math.log(inverse) - Math.log(a / (us * us) + b) <= -lambda + k * log - logGamma(k + 1.0)) {
          return k;
        }
      }
    }
    if (lambda == 0) {
      return 0;
    }
    double least = Math.exp(-lambda);
    long x = 0;
    double product = 1.0;
    while (true) {
      product *= s.nextDouble();
      if (product > least) {
        x++;
      } else {
        return x;
      }
    }
  }

  long binomial(long n, double p) {
    if (n == 0 || p == 0.0) {
      return 0;
    }
    if (p <= 0.5) {
      return p * n <= 30.0 ? inverted(n, p) : rejected(n, p);
    }
    double q = 1.0 - p;
    return q * n <= 30.0 ? n - inverted(n, q) : n - rejected(n, q);
  }

  private long inverted(long n, double p) {
    double q = 1.0 - p;
    double qn = Math.exp(n * Math.log1p(-p));
    double np = n * p;
    long bound = (long) Math.min(n, np + 10.0 * Math.sqrt(np * q + 1));
    long x = 0;
    double px = qn;
    double u = s.nextDouble();
    while (u > px) {
      x++;
      if (x > bound) {
        x = 0;
        px = qn;
        u = s.nextDouble();
      } else {
        u -= px;
        px = (n - x + 1) * p * px / (x * q);
      }
    }
    return x;
  }

  private static double tail(double x, double x2) {
    return (13680. - (462. - (132. - (99. - 140. / x2) / x2) / x2) / x2) / x / 166320.;
  }

  /// BTPE (Kachitvichyanukul and Schmeiser, 1988).
  private long rejected(long n, double p) {
    double r = Math.min(p, 1.0 - p);
    double q = 1.0 - r;
    double fm = n * r + r;
    long m = (long) Math.floor(fm);
    double p1 = Math.floor(2.195 * Math.sqrt(n * r * q) - 4.6 * q) + 0.5;
    double xm = m + 0.5;
    double xl = xm - p1;
    double xr = xm + p1;
    double c = 0.134 + 20.5 / (15.3 + m);
    double a = (fm - xl) / (fm - xl * r);
    double laml = a * (1.0 + a / 2.0);
    a = (xr - fm) / (xr * q);
    double lamr = a * (1.0 + a / 2.0);
    double p2 = p1 * (1.0 + 2.0 * c);
    double p3 = p2 + c / laml;
    double p4 = p3 + c / lamr;
    double nrq = n * r * q;
    while (true) {
      double u = s.nextDouble() * p4;
      double v = s.nextDouble();
      long y;
      if (u <= p1) {
        return (long) Math.floor(xm - p1 * v + u);
      }
      if (u <= p2) {
        double x = xl + (u - p1) / c;
        v = v * c + 1.0 - Math.abs(m - x + 0.5) / p1;
        if (v > 1.0) {
          continue;
        }
        y = (long) Math.floor(x);
      } else if (u <= p3) {
        y = (long) Math.floor(xl + Math.log(v) / laml);
        if (y < 0 || v == 0.0) {
          continue;
        }
        v = v * (u - p2) * laml;
      } else {
        y = (long) Math.floor(xr - Math.log(v) / lamr);
        if (y > n || v == 0.0) {
          continue;
        }
        v = v * (u - p3) * lamr;
      }
      if (accepted(n, m, y, v, r, q, nrq, xm)) {
        return y;
      }
    }
  }

  private static boolean accepted(long n, long m, long y, double v, double r, double q, double nrq, double xm) {
    long k = Math.abs(y - m);
    if (!(k > 20 && k < nrq / 2.0 - 1)) {
      double t = r / q;
      double a = t * (n + 1);
      double f = 1.0;
      for (long i = m + 1; i <= y; i++) {
        f *= a / i - t;
      }
      for (long i = y + 1; i <= m; i++) {
        f /= a / i - t;
      }
      return v <= f;
    }
    double rho = k / nrq * ((k * (k / 3.0 + 0.625) + 0.16666666666666666) / nrq + 0.5);
    double t = -(double) (k * k) / (2 * nrq);
    double log = Math.log(v);
    if (log < t - rho) {
      return true;
    }
    if (log > t + rho) {
      return false;
    }
    double x1 = y + 1.0;
    double f1 = m + 1.0;
    double z = n + 1.0 - m;
    double w = n - y + 1.0;
    return log
        <= xm * Math.log(f1 / x1)
            + (n - m + 0.5) * Math.log(z / w)
            + (y - m) * Math.log(w * r / (x1 * q))
            + tail(f1, f1 * f1)
            + tail(z, z * z)
            + tail(x1, x1 * x1)
            + tail(w, w * w);
  }

  long geometric(double p) {
    if (p >= 0.333333333333333333333333) {
      long x = 1;
      double sum = p;
      double product = p;
      double q = 1.0 - p;
      double u = s.nextDouble();
      while (u > sum) {
        product *= q;
        sum += product;
        x++;
      }
      return x;
    }
    double e = d.old ? Math.log1p(-s.nextDouble()) : -d.exponential();
    return (long) Math.ceil(e / Math.log1p(-p));
  }

  long negativeBinomial(double n, double p) {
    return poisson(d.gamma(n) * ((1 - p) / p));
  }

  /// Devroye (1986).
  long zipf(double a) {
    double am1 = a - 1.0;
    double b = Math.pow(2.0, am1);
    double least = d.old ? Double.NaN : Math.pow(0x1p63, -am1);
    while (true) {
      double u01 = s.nextDouble();
      double u = d.old ? 1.0 - u01 : u01 * least + (1 - u01);
      double v = s.nextDouble();
      double x = Math.floor(Math.pow(u, -1.0 / am1));
      if (x > 0x1p63 || x < 1.0) {
        continue;
      }
      double t = Math.pow(1.0 + 1.0 / x, am1);
      if (v * x * (t - 1.0) / (b - 1.0) <= t / b) {
        return (long) x;
      }
    }
  }

  long logSeries(double p) {
    double r = Math.log1p(-p);
    while (true) {
      double v = s.nextDouble();
      if (v >= p) {
        return 1;
      }
      double u = s.nextDouble();
      double q = -Math.expm1(r * u);
      if (v <= q * q) {
        long x = (long) Math.floor(1 + Math.log(v) / Math.log(q));
        if (x < 1 || v == 0.0) {
          continue;
        }
        return x;
      }
      return v >= q ? 1 : 2;
    }
  }
}
