package gradwright.app.editor.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradwright.app.editor.ManualThreads;
import gradwright.app.editor.file.Draft;
import gradwright.app.editor.file.LocalDisk;
import gradwright.app.editor.file.RecoveryFolder;
import gradwright.app.editor.text.Selection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DraftKeeperTest {
  @TempDir Path folder;

  private final ManualThreads threads = new ManualThreads();

  private static void type(DocumentModel document, String text) {
    int end = document.text().buffer().length();
    document.text().replace(end, end, text, Selection.at(end), Selection.at(end + text.length()));
  }

  private List<String> texts(RecoveryFolder recovery) throws IOException {
    return recovery.drafts().stream().map(Draft::text).toList();
  }

  @Test
  void unsavedTextIsKeptUntilItIsSavedOrGivenUp() throws IOException {
    RecoveryFolder recovery = new RecoveryFolder(new LocalDisk(), folder.resolve("drafts"));
    DocumentFiles files = new DocumentFiles(new LocalDisk(), threads);
    DraftKeeper keeper = new DraftKeeper(recovery, threads);
    DocumentModel document = files.untitled("untitled-1.py", "");
    keeper.keep(document);
    type(document, "x");
    threads.pass(300);
    type(document, "y");
    threads.pass(300);
    assertEquals(List.of(), texts(recovery), "typing goes on");
    threads.pass(700);
    assertEquals(List.of("xy"), texts(recovery), "a second after typing stopped");
    files.saveAs(document, folder.resolve("a.py"));
    threads.pass(1000);
    assertEquals(List.of(), texts(recovery), "the file has it now");
    type(document, "z");
    threads.pass(1000);
    assertEquals(List.of("xyz"), texts(recovery));
    document.text().undo();
    threads.pass(1000);
    assertEquals(List.of(), texts(recovery), "undone to what the file has");
    type(document, "z");
    threads.pass(1000);
    keeper.release(document);
    threads.settle();
    assertEquals(List.of(), texts(recovery), "given up");
  }

  @Test
  void aDraftComesBackAsAnUnsavedDocumentOfItsFile() throws IOException {
    Path file = Files.writeString(folder.resolve("a.py"), "old\r\n");
    DocumentFiles files = new DocumentFiles(new LocalDisk(), threads);
    RecoveryFolder recovery = new RecoveryFolder(new LocalDisk(), folder.resolve("drafts"));
    DraftKeeper keeper = new DraftKeeper(recovery, threads);
    var opened = files.open(file);
    threads.settle();
    DocumentModel first = ((DocumentFiles.Outcome.Document) opened.join()).model();
    keeper.keep(first);
    type(first, "new\n");
    first.setCaret(5);
    threads.pass(1000);

    DocumentModel again = files.restored(recovery.drafts().getFirst());
    assertEquals("old\nnew\n", again.text().text());
    assertEquals(5, again.caret());
    assertTrue(again.text().isDirty());
    files.save(again);
    threads.settle();
    assertEquals("old\r\nnew\r\n", Files.readString(file));
  }

  @Test
  void aDraftOfAFileThatWasChangedSinceAsks() throws IOException {
    Path file = Files.writeString(folder.resolve("a.py"), "old\n");
    DocumentFiles files = new DocumentFiles(new LocalDisk(), threads);
    var opened = files.open(file);
    threads.settle();
    DocumentModel first = ((DocumentFiles.Outcome.Document) opened.join()).model();
    type(first, "new\n");
    Draft draft = first.draft();
    Files.writeString(file, "other text\n");
    DocumentModel again = files.restored(draft);
    files.check(again);
    threads.settle();
    assertTrue(again.noticeProperty().get().orElseThrow().message().contains("another program"));
  }
}
