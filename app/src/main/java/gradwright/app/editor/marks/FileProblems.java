package gradwright.app.editor.marks;

import gradwright.app.editor.document.DocumentModel;
import gradwright.protocol.Insight.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;

/// The problems of all open documents, for a list of them.
public final class FileProblems {
  private final Map<DocumentModel, Source> sources = new LinkedHashMap<>();
  private final ObservableList<FileProblem> problems = FXCollections.observableArrayList();
  private final ObservableList<FileProblem> view = FXCollections.unmodifiableObservableList(problems);

  /// @param file its path, or the title of a text without a file
  public record FileProblem(String file, String title, Problem problem) {}

  private record Source(ProblemsModel model, ListChangeListener<Problem> listener) {}

  public void add(DocumentModel document, ProblemsModel model) {
    ListChangeListener<Problem> listener = change -> collect();
    model.problems().addListener(listener);
    sources.put(document, new Source(model, listener));
    collect();
  }

  public void remove(DocumentModel document) {
    Source source = sources.remove(document);
    if (source != null) {
      source.model().problems().removeListener(source.listener());
      collect();
    }
  }

  private void collect() {
    List<FileProblem> all = new ArrayList<>();
    sources.forEach((document, source) -> {
      String file = document.file().map(Object::toString).orElse(document.title());
      source.model().problems().forEach(p -> all.add(new FileProblem(file, document.title(), p)));
    });
    if (!all.equals(problems)) {
      problems.setAll(all);
    }
  }

  /// In the order of files and lines; follows the documents.
  public ObservableList<FileProblem> problems() {
    return view;
  }
}
