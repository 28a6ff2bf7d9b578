package gradwright.numpy.scipy;

import gradwright.core.value.Value;
import gradwright.numpy.Arithmetic;
import gradwright.numpy.Elementary;
import gradwright.numpy.Promote;
import gradwright.numpy.Term;
import java.util.List;

/// Rotations by angles about coordinate axes, 0 for x to 2 for z.
final class EulerAngles {
  private EulerAngles() {}

  private static final double NEAR = 1e-7;

  private static Value elementary(int axis, Term angle) {
    Term[] q = {angle.filled(0), angle.filled(0), angle.filled(0), angle.over(2).cos()};
    q[axis] = angle.over(2).sin();
    return Quaternions.joined(q);
  }

  /// The quaternion of successive rotations by the angles in the last axis; `intrinsic` about the turned axes.
  static Value toQuaternion(Value given, int[] axes, boolean intrinsic, boolean degrees) {
    List<Term> angles = Quaternions.parts(degrees ? Elementary.deg2rad(given) : Promote.inexact(given));
    Value r = elementary(axes[0], angles.get(0));
    for (int i = 1; i < axes.length; i++) {
      Value next = elementary(axes[i], angles.get(i));
      r = intrinsic ? Quaternions.composed(r, next) : Quaternions.composed(next, r);
    }
    return r;
  }

  /// The angles of a rotation (Bernardes and Viollet, PLoS ONE 17, 2022).
  static Value of(Value quaternion, int[] given, boolean extrinsic, boolean degrees) {
    List<Term> q = Quaternions.parts(quaternion);
    int i = extrinsic ? given[0] : given[2];
    int j = given[1];
    int third = extrinsic ? given[2] : given[0];
    boolean symmetric = i == third;
    int k = symmetric ? 3 - i - j : third;
    int sign = Math.floorDiv((i - j) * (j - k) * (k - i), 2);
    Term a = symmetric ? q.get(3) : q.get(3).minus(q.get(j));
    Term b = symmetric ? q.get(i) : q.get(i).plus(q.get(k).times(sign));
    Term c = symmetric ? q.get(j) : q.get(j).plus(q.get(3));
    Term d = symmetric ? q.get(k).times(sign) : q.get(k).times(sign).minus(q.get(i));
    Term middle = arc(hypot(c, d), hypot(a, b)).times(2);
    Term low = middle.abs().le(NEAR);
    Term high = middle.minus(Math.PI).abs().le(NEAR).and(low.not());
    Term regular = low.or(high).not();
    Term halfSum = arc(b, a);
    Term halfDifference = arc(d, c);
    Term degenerate = low.choose(halfSum.times(2), halfDifference.times(2).times(extrinsic ? -1 : 1));
    Term zero = middle.filled(0);
    Term[] angles = {degenerate, middle, zero};
    int first = extrinsic ? 0 : 2;
    int last = extrinsic ? 2 : 0;
    angles[first] = regular.choose(halfSum.minus(halfDifference), angles[first]);
    angles[last] = regular.choose(halfSum.plus(halfDifference), angles[last]);
    if (!symmetric) {
      angles[last] = angles[last].times(sign);
      angles[1] = angles[1].minus(Math.PI / 2);
    }
    Term all = Term.of(Quaternions.joined(angles));
    Term period = all.number(2 * Math.PI);
    Value wrapped = Term.of(Arithmetic.remainder(all.plus(Math.PI).value(), period.value())).minus(Math.PI).value();
    return degrees ? Elementary.rad2deg(wrapped) : wrapped;
  }

  private static Term arc(Term y, Term x) {
    return Term.of(Elementary.arctan2(y.value(), x.value()));
  }

  private static Term hypot(Term x, Term y) {
    return Term.of(Elementary.hypot(x.value(), y.value()));
  }
}
