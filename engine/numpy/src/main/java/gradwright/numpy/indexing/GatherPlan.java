package gradwright.numpy.indexing;

import gradwright.core.errors.JaxError;
import gradwright.core.lax.Lax;
import gradwright.core.prim.Indexing.GatherDimensions;
import gradwright.core.trace.Session;
import gradwright.core.types.Aval;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.value.Array;
import gradwright.core.value.HostScalar;
import gradwright.core.value.Tracer;
import gradwright.core.value.Value;
import gradwright.numpy.Concrete;
import gradwright.numpy.Promote;
import java.util.ArrayList;
import java.util.List;

/// An index worked out as one gather (or, transposed, one scatter): indices and dimension numbers, and the new axes and
/// reversed axes that follow it. `basic` says that no index arrays take part, so places neither repeat nor go backwards.
record GatherPlan(
    Shape sliceShape,
    Ints gatherSizes,
    Value indices,
    GatherDimensions dimensions,
    boolean basic,
    Ints reversed,
    Ints newAxes,
    Ints scalarMaskAxes) {

  /// Makes the plan for an array of a shape. NonConcreteBooleanIndexError for traced masks.
  static GatherPlan of(List<IndexItem> parsed, Shape shape, boolean wrap) {
    return new Builder(shape, wrap).build(parsed);
  }

  private record Part(Value value, int at) {}

  private static final class Builder {
    private Shape shape;
    private final boolean wrap;
    private final List<Integer> offset = new ArrayList<>();
    private final List<Integer> collapsed = new ArrayList<>();
    private final List<Integer> startMap = new ArrayList<>();
    private final List<Integer> sliceShape = new ArrayList<>();
    private final List<Integer> gatherSizes = new ArrayList<>();
    private final List<Integer> newAxes = new ArrayList<>();
    private final List<Integer> reversed = new ArrayList<>();
    private final List<Part> parts = new ArrayList<>();
    private final List<Integer> indexShape = new ArrayList<>();

    Builder(Shape shape, boolean wrap) {
      this.shape = shape;
      this.wrap = wrap;
    }

    GatherPlan build(List<IndexItem> parsed) {
      List<IndexItem> items = withoutMasks(parsed);
      boolean contiguous = contiguous(items);
      items = Indexing.expanded(items, shape);
      List<Integer> scalarMasks = new ArrayList<>();
      items = withoutScalarMasks(items, scalarMasks);
      items = normalized(items);
      boolean advanced = items.stream().anyMatch(i -> i instanceof IndexItem.Positions p && p.value().rank() > 0);
      List<Value> arrays = new ArrayList<>();
      List<Integer> arrayAxes = new ArrayList<>();
      int firstArray = -1;
      if (advanced) {
        for (int k = 0; k < items.size(); k++) {
          Value v =
              switch (items.get(k)) {
                case IndexItem.Positions p -> p.value();
                case IndexItem.Number n -> Promote.integer(n.value());
                default -> null;
              };
          if (v != null) {
            firstArray = firstArray < 0 ? k : firstArray;
            arrays.add(v);
            arrayAxes.add(items.get(k).axis());
          }
        }
      }
      int y = 0;
      int collapsedY = 0;
      for (int k = 0; k < items.size(); k++) {
        if (advanced && k == (contiguous ? firstArray : 0)) {
          List<Value> broadcast = Promote.broadcastArrays(arrays);
          Shape s = broadcast.getFirst().shape();
          int at = indexShape.size();
          for (Value v : broadcast) {
            parts.add(new Part(Lax.convert(v, DType.INT32), at));
          }
          for (int d = 0; d < s.rank(); d++) {
            indexShape.add(s.size(d));
            sliceShape.add(s.size(d));
          }
          startMap.addAll(arrayAxes);
          collapsed.addAll(arrayAxes);
          y += s.rank();
          collapsedY += s.rank();
        }
        switch (items.get(k)) {
          case IndexItem.NewAxis n -> {
            sliceShape.add(1);
            newAxes.add(y++);
          }
          case IndexItem.Range r -> {
            range(r, collapsedY);
            collapsedY++;
            y++;
          }
          case IndexItem.Number n -> scalar(Promote.integer(n.value()), n.axis(), advanced);
          case IndexItem.Positions p -> scalar(p.value(), p.axis(), advanced);
          default -> throw new IllegalStateException(String.valueOf(items.get(k)));
        }
      }
      return new GatherPlan(
          Shape.of(sliceShape),
          Indexing.ints(gatherSizes),
          joined(),
          new GatherDimensions(
              Indexing.ints(offset),
              Indexing.ints(collapsed).sorted(),
              Indexing.ints(startMap),
              Ints.EMPTY,
              Ints.EMPTY),
          !advanced,
          Indexing.ints(reversed),
          Indexing.ints(newAxes),
          Indexing.ints(scalarMasks));
    }

    /// An integer: with index arrays around only its slice size is left to note, they hold its value.
    private void scalar(Value v, int axis, boolean advanced) {
      gatherSizes.add(1);
      if (advanced) {
        return;
      }
      if (shape.size(axis) == 0) {
        throw Indexing.emptyAxis(axis);
      }
      parts.add(new Part(Lax.convert(v, DType.INT32), indexShape.size()));
      collapsed.add(axis);
      startMap.add(axis);
    }

    private void range(IndexItem.Range r, int at) {
      int size = r.size();
      sliceShape.add(size);
      if (r.step() == 1) {
        if (size != shape.size(r.axis())) {
          parts.add(new Part(HostScalar.of(DType.INT32, false, r.start()), indexShape.size()));
          startMap.add(r.axis());
        }
        gatherSizes.add(size);
        offset.add(at);
        return;
      }
      Value counted = Lax.iota(DType.INT32, Shape.of(size), 0);
      Value places =
          Lax.add(
              HostScalar.of(DType.INT32, false, r.start()),
              Lax.mul(HostScalar.of(DType.INT32, false, r.step()), counted));
      if (r.step() < 0) {
        reversed.add(at);
        places = Lax.rev(places, Ints.of(0));
      }
      gatherSizes.add(1);
      parts.add(new Part(places, indexShape.size()));
      startMap.add(r.axis());
      indexShape.add(size);
      collapsed.add(r.axis());
    }

    private Value joined() {
      if (parts.isEmpty()) {
        return Array.allocate(Aval.of(DType.INT32, 0), Session.current().engine().defaultDevice());
      }
      if (parts.size() == 1) {
        Value v = parts.getFirst().value();
        return Lax.expandDims(v, Ints.of(v.rank()));
      }
      int last = indexShape.size();
      List<Integer> full = new ArrayList<>(indexShape);
      full.add(1);
      Shape s = Shape.of(full);
      List<Value> columns = new ArrayList<>();
      for (Part p : parts) {
        columns.add(Lax.broadcastInDim(p.value(), s, Ints.range(p.at(), p.at() + p.value().rank())));
      }
      return Lax.concatenate(columns, last);
    }

    /// Masks with axes become the index arrays of their true elements.
    private List<IndexItem> withoutMasks(List<IndexItem> items) {
      List<IndexItem> r = new ArrayList<>();
      for (int position = 0; position < items.size(); position++) {
        if (!(items.get(position) instanceof IndexItem.Mask m)) {
          r.add(items.get(position));
          continue;
        }
        if (m.value() instanceof Tracer t) {
          throw new JaxError(
              "NonConcreteBooleanIndexError", "Array boolean indices must be concrete; got " + t.aval().longName());
        }
        if (m.axes() == 0) {
          r.add(m);
          continue;
        }
        checkMask(m, position);
        Array mask = Concrete.array(m.value(), "mask");
        for (int k = 0; k < m.axes(); k++) {
          r.add(new IndexItem.Positions(m.axis() + k, places(mask, k), true));
        }
      }
      return r;
    }

    private void checkMask(IndexItem.Mask m, int position) {
      List<Integer> expected = new ArrayList<>();
      boolean fits = true;
      for (int k = 0; k < m.axes(); k++) {
        int size = shape.size(m.axis() + k);
        expected.add(size);
        int have = m.value().shape().size(k);
        fits &= have == 0 || have == size;
      }
      if (!fits) {
        throw JaxError.index(
            "boolean index did not match shape of indexed array in index "
                + position
                + ": got "
                + m.value().shape().toTuple()
                + ", expected "
                + expected);
      }
    }

    private static Array places(Array mask, int axis) {
      long n = mask.elements();
      long stride = mask.shape().strides()[axis];
      int size = mask.shape().size(axis);
      int count = 0;
      for (long i = 0; i < n; i++) {
        count += mask.getLong(i) != 0 ? 1 : 0;
      }
      Array r = Array.allocate(Aval.of(DType.INT32, count), Session.current().engine().defaultDevice());
      int at = 0;
      for (long i = 0; i < n; i++) {
        if (mask.getLong(i) != 0) {
          r.setLong(at++, i / stride % size);
        }
      }
      return r;
    }

    private static boolean contiguous(List<IndexItem> items) {
      int last = -1;
      for (int k = 0; k < items.size(); k++) {
        if (items.get(k) instanceof IndexItem.Positions || items.get(k) instanceof IndexItem.Number) {
          if (last >= 0 && k != last + 1) {
            return false;
          }
          last = k;
        }
      }
      return true;
    }

    /// A scalar mask indexes a new axis of size 1 with nothing or with 0.
    private List<IndexItem> withoutScalarMasks(List<IndexItem> items, List<Integer> masks) {
      if (items.stream().noneMatch(IndexItem.Mask.class::isInstance)) {
        return items;
      }
      List<IndexItem> r = new ArrayList<>();
      int shift = 0;
      for (int position = 0; position < items.size(); position++) {
        IndexItem i = items.get(position);
        int axis = i.axis() + shift;
        switch (i) {
          case IndexItem.Mask m -> {
            masks.add(position);
            shape = shape.insert(position, 1);
            boolean on = Concrete.integer(m.value(), "mask") != 0;
            Array places = Array.allocate(Aval.of(DType.INT32, on ? 1 : 0), Session.current().engine().defaultDevice());
            if (on) {
              places.setLong(0, 0);
            }
            r.add(new IndexItem.Positions(axis, places, true));
            shift++;
          }
          case IndexItem.NewAxis n -> r.add(new IndexItem.NewAxis(axis));
          case IndexItem.Range g -> r.add(new IndexItem.Range(axis, g.start(), g.stop(), g.step(), g.full()));
          case IndexItem.Number n -> r.add(new IndexItem.Number(axis, n.value()));
          case IndexItem.Positions p -> r.add(new IndexItem.Positions(axis, p.value(), p.host()));
          case IndexItem.Rest e -> throw new IllegalStateException("ellipsis left");
        }
      }
      return r;
    }

    private List<IndexItem> normalized(List<IndexItem> items) {
      if (!wrap) {
        return items;
      }
      List<IndexItem> r = new ArrayList<>();
      for (IndexItem i : items) {
        r.add(
            switch (i) {
              case IndexItem.Number n ->
                  new IndexItem.Number(n.axis(), n.value() < 0 ? n.value() + shape.size(n.axis()) : n.value());
              case IndexItem.Positions p ->
                  new IndexItem.Positions(p.axis(), normalized(p, shape.size(p.axis())), p.host());
              default -> i;
            });
      }
      return r;
    }

    private static Value normalized(IndexItem.Positions p, int size) {
      Value v = p.value();
      if (v.dtype().isUnsigned()) {
        return v;
      }
      Value moved;
      if (p.host()) {
        Session s = Session.current();
        if (s.trace() == s.evalTrace()) {
          return v;
        }
        moved = Lax.add(v, Promote.like(v, (long) size));
        Array none = Array.allocate(v.aval().withDType(DType.BOOL), s.engine().defaultDevice());
        return Lax.select(none.fill(HostScalar.of(DType.BOOL, false, 0L)), moved, v);
      }
      if (v.rank() == 0) {
        Value negative = Lax.lt(v, Promote.like(v, 0L));
        return Lax.select(negative, Lax.add(v, Promote.like(v, (long) size)), v);
      }
      Value negative = Lax.lt(v, Promote.like(v, 0L));
      moved = Lax.add(v, Promote.like(v, (long) size));
      return Lax.select(negative, moved, v);
    }
  }
}
