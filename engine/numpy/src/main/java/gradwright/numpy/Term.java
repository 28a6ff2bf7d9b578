package gradwright.numpy;

import gradwright.core.lax.Lax;
import gradwright.core.prim.Elementwise;
import gradwright.core.prim.UnaryOp;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.value.Value;
import java.util.List;

/// An array in a formula: arithmetic in the order of the written formula, with plain numbers taken in the array's own dtype and
/// other arrays broadcast and promoted as `jax.numpy` does.
public record Term(Value value) {
  public static Term of(Value v) {
    return new Term(v);
  }

  /// A plain number in this term's dtype.
  public Term number(double v) {
    return of(Lax.like(value, v));
  }

  /// A plain number in this term's dtype and shape.
  public Term filled(double v) {
    return of(Lax.fullLike(value, v));
  }

  public DType dtype() {
    return value.dtype();
  }

  public Term plus(Term o) {
    return of(Arithmetic.add(value, o.value));
  }

  public Term plus(double v) {
    return plus(number(v));
  }

  public Term minus(Term o) {
    return of(Arithmetic.subtract(value, o.value));
  }

  public Term minus(double v) {
    return minus(number(v));
  }

  /// `v - this`.
  public Term from(double v) {
    return number(v).minus(this);
  }

  public Term times(Term o) {
    return of(Arithmetic.multiply(value, o.value));
  }

  public Term times(double v) {
    return times(number(v));
  }

  public Term over(Term o) {
    return of(Arithmetic.trueDivide(value, o.value));
  }

  public Term over(double v) {
    return over(number(v));
  }

  /// `v / this`.
  public Term under(double v) {
    return number(v).over(this);
  }

  public Term power(Term o) {
    return of(Arithmetic.power(value, o.value));
  }

  public Term negative() {
    return of(Lax.neg(value));
  }

  public Term square() {
    return of(Lax.square(value));
  }

  public Term exp() {
    return of(Lax.exp(value));
  }

  public Term log() {
    return of(Lax.log(value));
  }

  public Term log1p() {
    return of(Lax.log1p(value));
  }

  public Term sqrt() {
    return of(Lax.sqrt(value));
  }

  public Term sin() {
    return of(Lax.sin(value));
  }

  public Term cos() {
    return of(Lax.cos(value));
  }

  public Term abs() {
    return of(Lax.abs(value));
  }

  public Term sign() {
    return of(Lax.sign(value));
  }

  /// The nearest integers, halves to even ones.
  public Term round() {
    return of(Lax.bind1(new Elementwise.Round(true), value));
  }

  public Term apply(UnaryOp op) {
    return of(Lax.unary(op, value));
  }

  public Term lt(Term o) {
    return of(Comparison.less(value, o.value));
  }

  public Term lt(double v) {
    return lt(number(v));
  }

  public Term le(Term o) {
    return of(Comparison.lessEqual(value, o.value));
  }

  public Term le(double v) {
    return le(number(v));
  }

  public Term gt(Term o) {
    return of(Comparison.greater(value, o.value));
  }

  public Term gt(double v) {
    return gt(number(v));
  }

  public Term ge(Term o) {
    return of(Comparison.greaterEqual(value, o.value));
  }

  public Term ge(double v) {
    return ge(number(v));
  }

  public Term eq(Term o) {
    return of(Comparison.equal(value, o.value));
  }

  public Term eq(double v) {
    return eq(number(v));
  }

  public Term ne(double v) {
    return of(Comparison.notEqual(value, number(v).value));
  }

  public Term and(Term o) {
    return of(Comparison.logicalAnd(value, o.value));
  }

  public Term or(Term o) {
    return of(Comparison.logicalOr(value, o.value));
  }

  public Term not() {
    return of(Comparison.logicalNot(value));
  }

  /// `a` where this condition holds, `b` elsewhere.
  public Term choose(Term a, Term b) {
    return of(Selection.where(value, a.value, b.value));
  }

  /// The value of the last condition that holds, as `jax.numpy.piecewise` chooses; `otherwise` where none does.
  public static Term piecewise(Term otherwise, List<Term> conditions, List<Term> values) {
    Term result = otherwise;
    for (int i = 0; i < conditions.size(); i++) {
      result = conditions.get(i).choose(values.get(i), result);
    }
    return result;
  }

  /// The polynomial of these coefficients, the highest power first, by Horner's rule.
  public Term polynomial(double... coefficients) {
    Term sum = filled(0).plus(coefficients[0]);
    for (int i = 1; i < coefficients.length; i++) {
      sum = sum.times(this).plus(coefficients[i]);
    }
    return sum;
  }

  public Term as(DType t) {
    return of(Lax.convert(value, t));
  }

  /// Another axis of size 1 at `axis` of the result.
  public Term expand(int axis) {
    return of(Lax.expandDims(value, Ints.of(axis)));
  }

  public Term sum(int axis) {
    return of(Reductions.sum(value, axis));
  }

  /// The terms of one shape.
  public static List<Term> broadcast(List<Term> terms) {
    return Promote.broadcastArrays(terms.stream().map(Term::value).toList()).stream().map(Term::of).toList();
  }
}
