package gradwright.numpy.scipy;

import gradwright.core.lax.Lax;
import gradwright.core.value.Value;
import gradwright.numpy.Elementary;
import gradwright.numpy.Joining;
import gradwright.numpy.Reductions;
import gradwright.numpy.Term;
import gradwright.numpy.catalogue.Catalogue;
import java.util.ArrayList;
import java.util.List;

/// Rotations of space as unit quaternions (x, y, z, w) in the last axis, and their other representations; parts of
/// `jax.scipy.spatial.transform.Rotation`.
public final class Quaternions {
  private Quaternions() {}

  private static final double SMALL = 1e-3;

  public static void register(Catalogue.Module m) {
    m.function("normalized(q)", "The quaternion of length 1.", a -> normalized(Term.of(a.value("q"))).value())
        .function("composed(p, q)", "The rotation q, then p.", a -> composed(a.value("p"), a.value("q")))
        .function("inverse(q)", "The inverse rotation.", a -> inverse(a.value("q")))
        .function(
            "canonical(q)", "The quaternion of the rotation whose w is not negative.", a -> canonical(a.value("q")))
        .function("magnitude(q)", "The angle of the rotation.", a -> magnitude(a.value("q")))
        .function("to_matrix(q)", "The rotation's matrix.", a -> toMatrix(a.value("q")))
        .function("from_matrix(m)", "The quaternion of a matrix.", a -> fromMatrix(a.value("m")))
        .function("to_vector(q, degrees)", "Axis times angle.", a -> toVector(a.value("q"), a.flag("degrees")))
        .function(
            "from_vector(v, degrees)",
            "The quaternion of axis times angle.",
            a -> fromVector(Term.of(a.value("v")), a.flag("degrees")))
        .function("to_mrp(q)", "Modified Rodrigues parameters.", a -> toRodrigues(a.value("q")))
        .function("from_mrp(v)", "The quaternion of modified Rodrigues parameters.", a -> fromRodrigues(a.value("v")))
        .function(
            "to_euler(q, axes, extrinsic, degrees)",
            "Angles about three axes.",
            a -> EulerAngles.of(a.value("q"), a.ints("axes").toArray(), a.flag("extrinsic"), a.flag("degrees")))
        .function(
            "from_euler(angles, axes, intrinsic, degrees)",
            "The quaternion of angles about axes.",
            a ->
                EulerAngles.toQuaternion(
                    a.value("angles"), a.ints("axes").toArray(), a.flag("intrinsic"), a.flag("degrees")));
  }

  /// The components along the last axis.
  static List<Term> parts(Value v) {
    int axis = v.rank() - 1;
    List<Term> r = new ArrayList<>();
    for (int i = 0; i < v.shape().size(axis); i++) {
      r.add(Term.of(Lax.indexInDim(v, i, axis)));
    }
    return r;
  }

  static Value joined(Term... components) {
    List<Value> same = Term.broadcast(List.of(components)).stream().map(Term::value).toList();
    return Joining.stack(same, same.getFirst().rank());
  }

  private static Term length(Term v) {
    return v.times(v).sum(-1).sqrt();
  }

  private static Term column(Term v) {
    return v.expand(v.value().rank());
  }

  static Term normalized(Term q) {
    return q.over(column(length(q)));
  }

  static Value composed(Value left, Value right) {
    List<Term> p = parts(left);
    List<Term> q = parts(right);
    Term px = p.get(0);
    Term py = p.get(1);
    Term pz = p.get(2);
    Term pw = p.get(3);
    Term qx = q.get(0);
    Term qy = q.get(1);
    Term qz = q.get(2);
    Term qw = q.get(3);
    return joined(
        pw.times(qx).plus(qw.times(px)).plus(py.times(qz).minus(pz.times(qy))),
        pw.times(qy).plus(qw.times(py)).plus(pz.times(qx).minus(px.times(qz))),
        pw.times(qz).plus(qw.times(pz)).plus(px.times(qy).minus(py.times(qx))),
        pw.times(qw).minus(px.times(qx)).minus(py.times(qy)).minus(pz.times(qz)));
  }

  private static Value inverse(Value q) {
    List<Term> p = parts(q);
    return joined(p.get(0).times(-1), p.get(1).times(-1), p.get(2).times(-1), p.get(3).times(1));
  }

  private static Value canonical(Value q) {
    List<Term> p = parts(q);
    Term zero = p.get(3).eq(0);
    Term negative = p.get(3).lt(0).or(zero.and(p.get(0).lt(0)));
    zero = zero.and(p.get(0).eq(0));
    negative = negative.or(zero.and(p.get(1).lt(0)));
    negative = negative.or(zero.and(p.get(1).eq(0)).and(p.get(2).lt(0)));
    return column(negative).choose(Term.of(q).negative(), Term.of(q)).value();
  }

  private static Term axisPart(Value q) {
    return Term.of(Lax.sliceInDim(q, 0, 3, q.rank() - 1));
  }

  private static Term arc(Term y, Term x) {
    return Term.of(Elementary.arctan2(y.value(), x.value()));
  }

  private static Value magnitude(Value q) {
    return arc(length(axisPart(q)), parts(q).get(3).abs()).times(2).value();
  }

  private static Value toMatrix(Value q) {
    List<Term> p = parts(q);
    Term x = p.get(0);
    Term y = p.get(1);
    Term z = p.get(2);
    Term w = p.get(3);
    Term xx = x.times(x);
    Term yy = y.times(y);
    Term zz = z.times(z);
    Term ww = w.times(w);
    Value first =
        joined(
            xx.minus(yy).minus(zz).plus(ww),
            x.times(y).minus(z.times(w)).times(2),
            x.times(z).plus(y.times(w)).times(2));
    Value second =
        joined(
            x.times(y).plus(z.times(w)).times(2),
            xx.negative().plus(yy).minus(zz).plus(ww),
            y.times(z).minus(x.times(w)).times(2));
    Value third =
        joined(
            x.times(z).minus(y.times(w)).times(2),
            y.times(z).plus(x.times(w)).times(2),
            xx.negative().minus(yy).plus(zz).plus(ww));
    return Joining.stack(List.of(first, second, third), first.rank() - 1);
  }

  /// By the largest of the diagonal and the trace (Shepperd, J. Guidance and Control 1, 1978).
  private static Value fromMatrix(Value m) {
    int axis = m.rank() - 2;
    List<List<Term>> rows = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      rows.add(parts(Lax.indexInDim(m, i, axis)));
    }
    Term trace = rows.get(0).get(0).plus(rows.get(1).get(1)).plus(rows.get(2).get(2));
    Value decision = joined(rows.get(0).get(0), rows.get(1).get(1), rows.get(2).get(2), trace);
    Value choice = Reductions.argmax(decision, decision.rank() - 1, false);
    List<Value> candidates = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      int j = (i + 1) % 3;
      int k = (j + 1) % 3;
      Term[] q = new Term[4];
      q[i] = trace.from(1).plus(rows.get(i).get(i).times(2));
      q[j] = rows.get(j).get(i).plus(rows.get(i).get(j));
      q[k] = rows.get(k).get(i).plus(rows.get(i).get(k));
      q[3] = rows.get(k).get(j).minus(rows.get(j).get(k));
      candidates.add(joined(q));
    }
    candidates.add(
        joined(
            rows.get(2).get(1).minus(rows.get(1).get(2)),
            rows.get(0).get(2).minus(rows.get(2).get(0)),
            rows.get(1).get(0).minus(rows.get(0).get(1)),
            trace.plus(1)));
    Term which = column(Term.of(choice));
    Term q = Term.of(candidates.get(3));
    for (int i = 0; i < 3; i++) {
      q = which.eq(i).choose(Term.of(candidates.get(i)), q);
    }
    return normalized(q).value();
  }

  private static Value toVector(Value given, boolean degrees) {
    Term w = parts(given).get(3);
    Term q = column(w.lt(0)).choose(Term.of(given).negative(), Term.of(given));
    Term angle = arc(length(axisPart(q.value())), parts(q.value()).get(3)).times(2);
    Term square = angle.times(angle);
    Term small = square.over(12).plus(2).plus(square.times(7).times(square).over(2880));
    Term large = angle.over(angle.over(2).sin());
    Term scale = angle.le(SMALL).choose(small, large);
    scale = degrees ? Term.of(Elementary.rad2deg(scale.value())) : scale;
    return column(scale).times(axisPart(q.value())).value();
  }

  private static Value fromVector(Term given, boolean degrees) {
    Term v = degrees ? Term.of(Elementary.deg2rad(given.value())) : given;
    Term angle = length(v);
    Term square = angle.times(angle);
    Term small = square.over(48).from(0.5).plus(square.times(square).over(3840));
    Term large = angle.over(2).sin().over(angle);
    Term scale = angle.le(SMALL).choose(small, large);
    Value axis = column(scale).times(v).value();
    Value w = column(angle.over(2).cos()).value();
    return Joining.concatenate(List.of(axis, w), axis.rank() - 1);
  }

  private static Value toRodrigues(Value q) {
    Term w = parts(q).get(3);
    Term sign = w.lt(0).choose(w.number(-1), w.number(1));
    return column(sign).times(axisPart(q)).over(column(sign.times(w).plus(1))).value();
  }

  private static Value fromRodrigues(Value v) {
    Term square = Term.of(v).times(Term.of(v)).sum(-1).plus(1);
    Value axis = Term.of(v).times(2).value();
    Value w = column(square.from(2)).value();
    return Term.of(Joining.concatenate(List.of(axis, w), axis.rank() - 1)).over(column(square)).value();
  }
}
