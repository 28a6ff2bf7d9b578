package gradwright.app.editor;

import gradwright.app.editor.OpenTabs.Entry;
import gradwright.app.editor.document.DocumentFiles;
import gradwright.app.editor.document.DocumentFiles.Outcome;
import gradwright.app.editor.document.DocumentModel;
import gradwright.app.editor.file.Draft;
import gradwright.app.editor.view.EditorView;
import gradwright.app.editor.view.Prepared;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/// Opens again what was open: the text that was in front first, then one after the other, so that the window can be used
/// meanwhile. What people open meanwhile stays in front. Files that are gone are left out.
final class TabRestore {
  private final EditorArea area;
  private final DocumentFiles files;
  private final OpenTabs wanted;
  private final List<Draft> drafts;
  private final Optional<EditorView> before;

  /// @param drafts texts that were not saved; they are opened whether tabs are remembered for them or not
  TabRestore(EditorArea area, DocumentFiles files, OpenTabs wanted, List<Draft> drafts) {
    this.area = area;
    this.files = files;
    this.wanted = wanted;
    this.drafts = new ArrayList<>(drafts);
    before = area.current();
  }

  CompletableFuture<Void> run() {
    CompletableFuture<Void> all = CompletableFuture.completedFuture(null);
    int first = Math.clamp(wanted.selected(), 0, Math.max(0, wanted.entries().size() - 1));
    List<Integer> order =
        IntStream.range(0, wanted.entries().size())
            .boxed()
            .sorted((a, b) -> Boolean.compare(b == first, a == first))
            .toList();
    for (int index : order) {
      all = all.thenCompose(_ -> open(index)).thenAccept(view -> view.ifPresent(v -> opened(v, index == first)));
    }
    return all.thenAccept(_ -> openRest());
  }

  private void opened(EditorView view, boolean inFront) {
    if (inFront && area.current().filter(v -> v != view).equals(before)) {
      area.show(view);
    }
  }

  private CompletableFuture<Optional<EditorView>> open(int index) {
    Entry entry = wanted.entries().get(index);
    Optional<Draft> draft = draft(entry);
    if (draft.isPresent()) {
      drafts.remove(draft.get());
      return CompletableFuture.completedFuture(Optional.of(restored(draft.get(), place(index), entry.top())));
    }
    if (entry.file().isEmpty() || view(entry).isPresent()) {
      return CompletableFuture.completedFuture(view(entry));
    }
    return files
        .open(Path.of(entry.file()))
        .thenCompose(outcome -> prepared(outcome, entry.caret()))
        .thenApply(prepared -> prepared.map(p -> view(entry).orElseGet(() -> add(p, place(index), entry.top()))));
  }

  private CompletableFuture<Optional<Prepared>> prepared(Outcome outcome, int caret) {
    return outcome instanceof Outcome.Document(DocumentModel document)
        ? area.prepare(document, caret).thenApply(Optional::of)
        : CompletableFuture.completedFuture(Optional.empty());
  }

  private EditorView add(Prepared prepared, int place, int top) {
    EditorView view = area.add(prepared, place);
    view.showTop(top);
    return view;
  }

  private Optional<Draft> draft(Entry entry) {
    return drafts.stream()
        .filter(d -> entry.file().isEmpty() ? d.id().equals(entry.draft()) : d.file().equals(entry.file()))
        .findFirst();
  }

  private Optional<EditorView> view(Entry entry) {
    return entry.file().isEmpty()
        ? area.views().stream().filter(v -> v.document().id().equals(entry.draft())).findFirst()
        : area.viewOf(Path.of(entry.file()));
  }

  /// Behind the nearest of its neighbours before it that is open, else before the nearest one after it.
  private int place(int index) {
    List<EditorView> open = area.views();
    for (int i = index - 1; i >= 0; i--) {
      int at = view(wanted.entries().get(i)).map(open::indexOf).orElse(-1);
      if (at >= 0) {
        return at + 1;
      }
    }
    return IntStream.range(index + 1, wanted.entries().size())
        .mapToObj(i -> view(wanted.entries().get(i)))
        .flatMap(Optional::stream)
        .mapToInt(open::indexOf)
        .findFirst()
        .orElse(open.size());
  }

  private void openRest() {
    for (Draft draft : drafts) {
      EditorView view = restored(draft, area.views().size(), -1);
      if (Objects.equals(area.current(), before) || wanted.entries().isEmpty()) {
        area.show(view);
      }
    }
  }

  private EditorView restored(Draft draft, int place, int top) {
    DocumentModel document = files.restored(draft);
    document.file().flatMap(area::viewOf).ifPresent(area::close);
    EditorView view = area.addRestored(document, Math.min(place, area.views().size()));
    files.check(document);
    view.showTop(top);
    return view;
  }
}
