package gradwright.app.editor.view;

import gradwright.app.editor.document.DocumentModel;
import gradwright.app.editor.python.SyntaxModel;
import gradwright.app.editor.text.TextBuffer;
import java.util.Collection;
import java.util.List;
import org.fxmisc.richtext.model.ReadOnlyStyledDocument;
import org.fxmisc.richtext.model.ReadOnlyStyledDocumentBuilder;
import org.fxmisc.richtext.model.SegmentOps;

/// A document made ready to be shown: its words and their styles. Made on any thread before an editor has the document, so
/// that the window's thread need not do it.
public final class Prepared {
  private final DocumentModel document;
  private final SyntaxModel syntax;
  private final ReadOnlyStyledDocument<Collection<String>, String, Collection<String>> styled;

  private Prepared(DocumentModel document) {
    this.document = document;
    TextBuffer text = document.text().buffer();
    boolean python = document.title().endsWith(".py") || document.title().endsWith(".pyi") || document.file().isEmpty();
    syntax = python ? new SyntaxModel(text) : SyntaxModel.plain(text);
    styled =
        ReadOnlyStyledDocumentBuilder.constructDocument(
            SegmentOps.<Collection<String>>styledTextOps(), List.<String>of(), this::fill);
  }

  public static Prepared of(DocumentModel document) {
    return new Prepared(document);
  }

  private void fill(ReadOnlyStyledDocumentBuilder<Collection<String>, String, Collection<String>> builder) {
    for (int line = 0; line < syntax.lineCount(); line++) {
      String text = syntax.text().line(line);
      builder.addParagraph(text, LineStyler.style(syntax.tokens(line), List.of(), text.length()));
    }
  }

  DocumentModel document() {
    return document;
  }

  SyntaxModel syntax() {
    return syntax;
  }

  ReadOnlyStyledDocument<Collection<String>, String, Collection<String>> styled() {
    return styled;
  }
}
