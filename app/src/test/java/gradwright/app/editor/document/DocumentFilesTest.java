package gradwright.app.editor.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradwright.app.editor.ManualThreads;
import gradwright.app.editor.file.FaultyDisk;
import gradwright.app.editor.text.Selection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentFilesTest {
  @TempDir Path folder;

  private final ManualThreads threads = new ManualThreads();
  private final FaultyDisk disk = new FaultyDisk(-1);
  private final DocumentFiles files = new DocumentFiles(disk, threads);
  private Path file = Path.of("");
  private long clock = 1_000_000;

  @BeforeEach
  void write() throws IOException {
    file = folder.resolve("a.py");
    outside("one\r\n");
  }

  /// What another program does; each time a later one.
  private void outside(String text) throws IOException {
    Files.writeString(file, text);
    Files.setLastModifiedTime(file, FileTime.fromMillis(clock += 1000));
  }

  private DocumentModel open() {
    CompletableFuture<DocumentFiles.Outcome> outcome = files.open(file);
    threads.settle();
    return assertInstanceOf(DocumentFiles.Outcome.Document.class, outcome.join()).model();
  }

  private static void type(DocumentModel document, String text) {
    int end = document.text().buffer().length();
    document.text().replace(end, end, text, Selection.at(end), Selection.at(end + text.length()));
  }

  private DocumentFiles.Saved save(DocumentModel document) {
    CompletableFuture<DocumentFiles.Saved> saved = files.save(document);
    threads.settle();
    return saved.join();
  }

  private static String notice(DocumentModel document) {
    return document.noticeProperty().get().map(Notice::message).orElse("");
  }

  private void act(DocumentModel document, int action) {
    document.noticeProperty().get().orElseThrow().actions().get(action).run().run();
    threads.settle();
  }

  @Test
  void savesWithItsLineEnds() throws IOException {
    DocumentModel document = open();
    type(document, "two\n");
    assertTrue(document.text().isDirty());
    assertEquals(DocumentFiles.Saved.SAVED, save(document));
    assertFalse(document.text().isDirty());
    assertEquals("one\r\ntwo\r\n", Files.readString(file));
  }

  @Test
  void whatIsTypedWhileSavingStaysUnsaved() throws IOException {
    DocumentModel document = open();
    type(document, "two\n");
    files.save(document);
    type(document, "three\n");
    files.save(document);
    type(document, "four\n");
    threads.settle();
    assertEquals("one\r\ntwo\r\nthree\r\n", Files.readString(file));
    assertTrue(document.text().isDirty());
    assertEquals("", notice(document), "the second save is no conflict with the first");
  }

  @Test
  void saysWhyItCouldNotSave() throws IOException {
    DocumentModel document = open();
    type(document, "two\n");
    disk.setFails(6);
    assertEquals(DocumentFiles.Saved.FAILED, save(document));
    assertTrue(notice(document).contains("disk is full"), notice(document));
    assertTrue(document.text().isDirty());
    assertEquals("one\r\n", Files.readString(file));
    disk.setFails(-1);
    assertEquals(DocumentFiles.Saved.SAVED, save(document));
    assertEquals("", notice(document));
  }

  @Test
  void aCleanDocumentFollowsItsFile() throws IOException {
    DocumentModel document = open();
    outside("other\n");
    files.check(document);
    threads.settle();
    assertEquals("other\n", document.text().text());
    assertFalse(document.text().isDirty());
    document.text().undo();
    assertEquals("one\n", document.text().text());
  }

  @Test
  void aDirtyDocumentAsksBeforeItIsOverwritten() throws IOException {
    DocumentModel document = open();
    type(document, "mine\n");
    outside("theirs\n");
    files.check(document);
    threads.settle();
    assertTrue(notice(document).contains("changed by another program"));
    assertEquals("one\nmine\n", document.text().text());
    act(document, 0);
    assertEquals("theirs\n", document.text().text());
    assertFalse(document.text().isDirty());
  }

  @Test
  void savingDoesNotOverwriteWhatOthersWrote() throws IOException {
    DocumentModel document = open();
    type(document, "mine\n");
    outside("theirs\n");
    assertEquals(DocumentFiles.Saved.CONFLICT, save(document));
    assertEquals("theirs\n", Files.readString(file));
    act(document, 1);
    assertEquals("one\r\nmine\r\n", Files.readString(file));
    assertFalse(document.text().isDirty());
  }

  @Test
  void touchingAFileIsNoChange() throws IOException {
    DocumentModel document = open();
    type(document, "mine\n");
    outside("one\r\n");
    files.check(document);
    threads.settle();
    assertEquals("", notice(document));
    assertEquals(DocumentFiles.Saved.SAVED, save(document));
  }

  @Test
  void deletedFilesAreNoticedAndCanBeSavedAgain() throws IOException {
    DocumentModel document = open();
    Files.delete(file);
    files.check(document);
    threads.settle();
    assertTrue(notice(document).contains("deleted"));
    assertTrue(document.text().isDirty());
    act(document, 0);
    assertEquals("one\r\n", Files.readString(file));
    assertFalse(document.text().isDirty());
  }

  @Test
  void aDeletedFolderIsSaid() throws IOException {
    DocumentModel document = open();
    type(document, "x");
    Files.delete(file);
    Path moved = Files.move(folder, folder.resolveSibling(folder.getFileName() + "-moved"));
    assertEquals(DocumentFiles.Saved.FAILED, save(document));
    assertTrue(notice(document).contains("does not exist"), notice(document));
    Files.move(moved, folder);
  }

  @Test
  void charactersThatTheCharsetLacksAreSaid() throws IOException {
    Files.writeString(file, "# coding: ascii\n");
    DocumentModel document = open();
    type(document, "# λ\n");
    assertEquals(DocumentFiles.Saved.FAILED, save(document));
    assertTrue(notice(document).contains("US-ASCII"), notice(document));
    act(document, 0);
    assertEquals(DocumentFiles.Saved.SAVED, save(document));
    assertEquals("# coding: ascii\n# λ\n", Files.readString(file));
  }
}
