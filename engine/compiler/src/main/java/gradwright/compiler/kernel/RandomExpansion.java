package gradwright.compiler.kernel;

import gradwright.compiler.graph.Ref;
import gradwright.compiler.index.Guard;
import gradwright.compiler.index.Index;
import gradwright.core.prim.BinaryOp;
import gradwright.core.prim.RandomBits;
import gradwright.core.types.DType;
import gradwright.core.types.Shape;
import java.util.ArrayList;
import java.util.List;

/// Random bits as functions of the key and of the element's own position.
final class RandomExpansion {
  private final ExprBuilder builder;
  private final ExprPool pool;
  private final Threefry threefry;

  RandomExpansion(ExprBuilder builder) {
    this.builder = builder;
    this.pool = builder.pool();
    this.threefry = new Threefry(pool);
  }

  /// The parts of an element.
  Expr[] expand(RandomBits p, Ref r, List<Index> index, Guard guard) {
    List<Ref> in = r.node().inputs();
    DType u32 = DType.UINT32;
    return switch (p) {
      case RandomBits.Seed(DType keys) -> {
        Expr seed = builder.value(in.getFirst(), index, guard)[0];
        Expr high = pool.literal(u32, 0L);
        if (seed.type().bits() == 64) {
          Expr bits = pool.convert(seed, DType.UINT64);
          Expr shifted = pool.binary(BinaryOp.SHIFT_RIGHT_LOGICAL, bits, pool.literal(DType.UINT64, 32L));
          high = pool.convert(shifted, u32);
          seed = bits;
        }
        Expr[] key = new Expr[keys.keyWords()];
        for (int i = 0; i < key.length; i += 2) {
          key[i] = high;
          key[i + 1] = pool.convert(seed, u32);
        }
        yield key;
      }
      case RandomBits.Split(Shape shape) -> counter(in.getFirst(), shape, index, guard);
      case RandomBits.FoldIn _ -> {
        Expr[] key = builder.value(in.get(0), index, guard);
        Expr data = builder.value(in.get(1), index, guard)[0];
        yield hashed(key, pool.literal(u32, 0L), pool.convert(data, u32));
      }
      case RandomBits.Bits(int width, Shape shape) -> {
        Expr[] b = counter(in.getFirst(), shape, index, guard);
        DType t = r.dtype();
        if (width == 64) {
          Expr high = pool.convert(b[0], DType.UINT64);
          Expr shifted = pool.binary(BinaryOp.SHIFT_LEFT, high, pool.literal(DType.UINT64, 32L));
          yield new Expr[] {pool.binary(BinaryOp.OR, shifted, pool.convert(b[1], DType.UINT64))};
        }
        yield new Expr[] {pool.convert(threefry.xor(b[0], b[1]), t)};
      }
      case RandomBits.Wrap _ -> {
        Expr[] key = new Expr[Parts.count(r.dtype())];
        for (int i = 0; i < key.length; i++) {
          List<Index> at = new ArrayList<>(index);
          at.add(Index.of(i));
          key[i] = builder.value(in.getFirst(), at, guard)[0];
        }
        yield key;
      }
      case RandomBits.Unwrap _ -> {
        Expr[] key = builder.value(in.getFirst(), index.subList(0, index.size() - 1), guard);
        Expr word = key[key.length - 1];
        for (int i = key.length - 2; i >= 0; i--) {
          word = pool.choose(Guard.range(index.getLast(), i, i + 1), key[i], word);
        }
        yield new Expr[] {word};
      }
      case RandomBits.Threefry2x32 _ -> {
        Expr[] x = new Expr[4];
        for (int i = 0; i < 4; i++) {
          x[i] = builder.value(in.get(i), ExprBuilder.stretched(in.get(i), index), guard)[0];
        }
        yield new Expr[] {threefry.block(x[0], x[1], x[2], x[3])[r.output()]};
      }
      case RandomBits.Gamma g -> throw new IllegalStateException(g.primitiveName());
    };
  }

  /// The block function of a key and the position in `shape`, which the index ends with.
  private Expr[] counter(Ref keys, Shape shape, List<Index> index, Guard guard) {
    int lead = index.size() - shape.rank();
    Expr[] key = builder.value(keys, index.subList(0, lead), guard);
    Index position = Index.linear(index.subList(lead, index.size()), shape.toArray());
    Expr high = pool.literal(DType.UINT32, 0L);
    Expr low;
    if (position.high() < 1L << 32) {
      low = pool.position(DType.UINT32, position);
    } else {
      Index upper = position.dividedBy(1L << 32);
      high = pool.position(DType.UINT32, upper);
      low = pool.position(DType.UINT32, position.minus(upper.times(1L << 32)));
    }
    return hashed(key, high, low);
  }

  /// The block function under each pair of a key's words.
  private Expr[] hashed(Expr[] key, Expr high, Expr low) {
    Expr[] out = new Expr[key.length];
    for (int i = 0; i < key.length; i += 2) {
      System.arraycopy(threefry.block(key[i], key[i + 1], high, low), 0, out, i, 2);
    }
    return out;
  }
}
