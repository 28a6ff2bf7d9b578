package gradwright.app.workbench;

import gradwright.app.arrays.ArraysModel;
import gradwright.app.arrays.ArraysPanel;
import gradwright.app.arrays.ComparisonModel;
import gradwright.app.graphview.GraphModel;
import gradwright.app.graphview.GraphPanel;
import gradwright.app.jaxpr.JaxprModel;
import gradwright.app.jaxpr.JaxprPanel;
import gradwright.app.recompile.RecompileModel;
import gradwright.app.recompile.RecompilePanel;
import gradwright.app.run.EventRelay;
import gradwright.app.run.RunObserver;
import gradwright.profiler.recompile.QuickFix;
import gradwright.profiler.recompile.SourceTexts;
import gradwright.profiler.store.EventStore;
import gradwright.profiler.view.ProfileDialogs;
import gradwright.profiler.view.ProfilerView;
import gradwright.protocol.EventBatch;
import gradwright.protocol.Place;
import gradwright.protocol.RunOutcome;
import gradwright.protocol.RunRequest;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.scene.control.TabPane;

/// The panels that show what the engine did, fed from its events.
final class EnginePanels {
  private final EventStore store = new EventStore();
  private final JaxprModel jaxprs;
  private final RecompileModel recompilations;
  private final ArraysModel arrays;
  private final List<Panel> panels;

  /// What the panels ask of the editor and the desktop.
  interface Surroundings extends ProfileDialogs {
    void goTo(Place.Frame place);

    void copy(String text);

    void edit(QuickFix fix);

    SourceTexts sources();
  }

  /// @param batches also hears, on the window's thread, of tracing, compiling and warnings
  EnginePanels(WorkbenchModel model, Surroundings around, Consumer<EventBatch> batches, Executor window) {
    jaxprs = new JaxprModel(() -> model.runs().session(), model.focus(), window);
    recompilations =
        new RecompileModel(model.focus(), around.sources(), around::edit, Thread::startVirtualThread, window);
    GraphModel graph = new GraphModel(jaxprs, model.focus(), Thread::startVirtualThread, window);
    arrays = new ArraysModel(() -> model.runs().session(), Thread::startVirtualThread, window);
    ComparisonModel comparison = new ComparisonModel(arrays, () -> model.runs().session(), window);
    Consumer<Place.Frame> goTo = around::goTo;
    panels =
        List.of(
            new Panel(
                PanelCatalogue.JAXPR, "Jaxpr", "fth-code", () -> new JaxprPanel(jaxprs, goTo, around::copy).view()),
            new Panel(PanelCatalogue.GRAPH, "Graph", "fth-share-2", () -> new GraphPanel(graph, goTo).view()),
            new Panel(
                PanelCatalogue.ARRAYS,
                "Arrays",
                "fth-grid",
                () -> new ArraysPanel(arrays, comparison, around::copy).view()),
            new Panel(PanelCatalogue.PROFILER, "Profiler", "fth-activity", () -> profiler(model, around)),
            new Panel(
                PanelCatalogue.RECOMPILATIONS,
                "Recompilations",
                "fth-repeat",
                () -> new RecompilePanel(recompilations, goTo, around::copy).view()));
    model.runs().observe(new ToStore());
    model
        .runs()
        .observe(
            new EventRelay(
                window,
                this::clear,
                batch -> {
                  take(batch);
                  batches.accept(batch);
                },
                jaxprs::suggest));
  }

  private ProfilerView profiler(WorkbenchModel model, ProfileDialogs dialogs) {
    ProfilerView view = new ProfilerView(store, model.focus(), () -> model.runs().infoProperty().get());
    view.setDialogs(dialogs);
    view.timeline().setEquationText(jaxprs::equationText);
    jaxprs.onProgramsArrived(view.timeline()::refreshCard);
    if (view.lookup(".gw-tabs") instanceof TabPane tabs) {
      tabs.setAccessibleText("Views of the recording");
    }
    return view;
  }

  List<Panel> panels() {
    return panels;
  }

  private void clear() {
    jaxprs.clear();
    recompilations.clear();
    arrays.clear();
  }

  private void take(EventBatch batch) {
    jaxprs.accept(batch);
    recompilations.accept(batch);
  }

  /// All events go to the store, on the session's thread.
  private final class ToStore implements RunObserver {
    @Override
    public void engineStarted() {
      store.beginEngine();
      clear();
    }

    @Override
    public void runStarted(RunRequest request) {
      if (request.keepNames()) {
        store.beginRun();
      } else {
        // A fresh interpreter counts its programs and its time anew.
        store.beginEngine();
      }
    }

    @Override
    public void events(EventBatch batch) {
      store.add(batch);
    }

    @Override
    public void runEnded(RunOutcome outcome) {
      if (outcome.ending() != RunOutcome.Ending.ENGINE_LOST) {
        arrays.refresh();
      }
    }
  }
}
