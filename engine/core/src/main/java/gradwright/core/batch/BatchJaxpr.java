package gradwright.core.batch;

import gradwright.core.batch.BatchTrace.Batched;
import gradwright.core.ir.ClosedJaxpr;
import gradwright.core.ir.Transformed;
import gradwright.core.trace.Config;
import gradwright.core.trace.Interpreter;
import gradwright.core.trace.Session;
import gradwright.core.trace.Staging;
import gradwright.core.types.Aval;
import gradwright.core.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// The vectorised form of a closed jaxpr, as a closed jaxpr, with the axis each output is batched along (null: not
/// batched).
public record BatchJaxpr(ClosedJaxpr jaxpr, List<Integer> outAxes) implements Transformed {

  @Override
  public List<Result> results() {
    return List.of(new Result("vmap", jaxpr));
  }

  private record Key(
      int size,
      String axisName,
      List<Integer> inAxes,
      List<Destination> destinations,
      Config config,
      List<Session.Axis> axes) {}

  /// Where the batch axis of an output has to be.
  private record Destination(Kind kind, Integer axis) {
    enum Kind {
      /// Wherever the rules left it.
      ANY,
      /// In front if the output is batched at all.
      FRONT_IF_BATCHED,
      /// At `axis`, repeated there when it was not batched.
      AT
    }
  }

  /// Which outputs are batched.
  public List<Boolean> batchedOut() {
    return outAxes.stream().map(Objects::nonNull).toList();
  }

  /// Batches `program` (memoised) along `inAxes`; outputs stay batched wherever the rules left them.
  public static BatchJaxpr of(ClosedJaxpr program, int size, String axisName, List<Integer> inAxes) {
    return of(program, size, axisName, inAxes, all(program, new Destination(Destination.Kind.ANY, null)));
  }

  /// Inputs marked in `batchedIn` are batched in front, and so are outputs: those marked in `force` always.
  public static BatchJaxpr inFront(
      ClosedJaxpr program, int size, String axisName, List<Boolean> batchedIn, List<Boolean> force) {
    List<Integer> inAxes = new ArrayList<>();
    batchedIn.forEach(b -> inAxes.add(b ? 0 : null));
    List<Destination> destinations = new ArrayList<>();
    force.forEach(f ->
        destinations.add(
            f ? new Destination(Destination.Kind.AT, 0) : new Destination(Destination.Kind.FRONT_IF_BATCHED, null)));
    return of(program, size, axisName, inAxes, destinations);
  }

  /// The same with one answer for all outputs.
  public static BatchJaxpr inFront(
      ClosedJaxpr program, int size, String axisName, List<Boolean> batchedIn, boolean force) {
    return inFront(program, size, axisName, batchedIn, program.jaxpr().outputs().stream().map(o -> force).toList());
  }

  /// Batched along `inAxes`, outputs exactly along `outAxes`; null for an output that must not be batched.
  public static BatchJaxpr along(
      ClosedJaxpr program, int size, String axisName, List<Integer> inAxes, List<Integer> outAxes) {
    return of(
        program, size, axisName, inAxes, outAxes.stream().map(a -> new Destination(Destination.Kind.AT, a)).toList());
  }

  private static List<Destination> all(ClosedJaxpr program, Destination d) {
    return program.jaxpr().outputs().stream().map(o -> d).toList();
  }

  private static BatchJaxpr of(
      ClosedJaxpr program, int size, String axisName, List<Integer> inAxes, List<Destination> destinations) {
    Session session = Session.current();
    Key key = new Key(size, axisName, new ArrayList<>(inAxes), destinations, session.config(), session.axes());
    return program.derive(key, () -> make(program, key));
  }

  private static BatchJaxpr make(ClosedJaxpr program, Key key) {
    List<Aval> avals = new ArrayList<>();
    for (int i = 0; i < key.inAxes.size(); i++) {
      Aval a = program.inputAvals().get(i);
      Integer axis = key.inAxes.get(i);
      avals.add(axis == null ? a : a.insertAxis(axis, key.size));
    }
    List<Integer> outAxes = new ArrayList<>();
    ClosedJaxpr result =
        Staging.stage(
            in -> {
              Batched out =
                  BatchTrace.run(args -> Interpreter.run(program, args), key.size, key.axisName, in, key.inAxes);
              List<Value> values = new ArrayList<>();
              for (int i = 0; i < out.values().size(); i++) {
                Integer from = out.axes().get(i);
                Destination d = key.destinations.get(i);
                Integer to =
                    switch (d.kind) {
                      case ANY -> from;
                      case FRONT_IF_BATCHED -> from == null ? null : Integer.valueOf(0);
                      case AT -> d.axis;
                    };
                outAxes.add(to);
                values.add(Vmap.matchAxis(out.values().get(i), from, to, key.size));
              }
              return values;
            },
            avals);
    return new BatchJaxpr(result, outAxes);
  }
}
