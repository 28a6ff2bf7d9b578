package gradwright.app.jaxpr;

import gradwright.protocol.EngineSession;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The stages of programs, fetched from the engine when they are wanted, laid out on other threads, and kept for the few that
/// were looked at last. Used on the window's thread.
final class FetchedPrograms {
  private static final int KEPT = 24;

  private final Supplier<@Nullable EngineSession> session;
  private final Executor window;
  private final Map<Integer, ProgramStages> kept =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, ProgramStages> eldest) {
          return size() > KEPT;
        }
      };
  private final Set<Integer> described = new HashSet<>();
  private Runnable arrived = () -> {};

  FetchedPrograms(Supplier<@Nullable EngineSession> session, Executor window) {
    this.session = session;
    this.window = window;
  }

  /// Told when a program came that [#describe] had asked for.
  void onArrived(Runnable listener) {
    arrived = listener;
  }

  void clear() {
    kept.clear();
    described.clear();
  }

  @Nullable ProgramStages known(int program) {
    return kept.get(program);
  }

  /// Fetches a program and tells, on the window's thread, the stages or what went wrong.
  ///
  /// @return whether there is an engine to ask
  boolean fetch(int program, BiConsumer<@Nullable ProgramStages, @Nullable Throwable> then) {
    EngineSession engine = session.get();
    if (engine == null) {
      return false;
    }
    engine
        .program(program)
        .thenApplyAsync(ProgramStages::of, Thread::startVirtualThread)
        .whenCompleteAsync(
            (stages, error) -> {
              if (stages != null) {
                kept.put(program, stages);
              }
              then.accept(stages, error);
            },
            window);
    return true;
  }

  /// Fetches a program that is not known yet, once.
  void describe(int program) {
    if (session.get() != null && described.add(program)) {
      fetch(
          program,
          (stages, error) -> {
            if (stages != null) {
              arrived.run();
            }
          });
    }
  }
}
