package gradwright.app.editor.insight;

import gradwright.app.editor.document.EditorThreads;
import gradwright.protocol.EngineSession;
import gradwright.protocol.Insight.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// What the engine knows, asked for when first needed and kept. Answers come on the window's thread.
public final class Knowledge {
  private final Supplier<Optional<EngineSession>> session;
  private final EditorThreads threads;
  private Catalogue catalogue = Catalogue.EMPTY;
  private final List<Runnable> waiting = new ArrayList<>();
  private boolean asked;
  private boolean known;

  public Knowledge(Supplier<Optional<EngineSession>> session, EditorThreads threads) {
    this.session = session;
    this.threads = threads;
  }

  /// The catalogue as far as it is known; empty until the engine has answered.
  public Catalogue catalogue() {
    if (!asked) {
      session
          .get()
          .ifPresent(engine -> {
            asked = true;
            engine.catalogue().whenComplete((entries, failure) -> threads.window(() -> take(entries, failure == null)));
          });
    }
    return catalogue;
  }

  private void take(List<Entry> entries, boolean answered) {
    asked = answered;
    known = answered;
    if (answered) {
      catalogue = new Catalogue(entries);
      waiting.forEach(Runnable::run);
    }
    waiting.clear();
  }

  /// Runs when the catalogue comes to be known; never when it is known already, or cannot be.
  void whenKnown(Runnable run) {
    catalogue();
    if (asked && !known) {
      waiting.add(run);
    }
  }

  /// The names of the last run, or the members of what `prefix` names.
  public void names(String prefix, Consumer<List<Entry>> answer) {
    session
        .get()
        .ifPresent(engine ->
            engine
                .names(prefix)
                .whenComplete((entries, failure) -> {
                  if (failure == null) {
                    threads.window(() -> answer.accept(entries));
                  }
                }));
  }
}
