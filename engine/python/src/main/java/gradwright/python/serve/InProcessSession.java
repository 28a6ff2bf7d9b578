package gradwright.python.serve;

import gradwright.protocol.EngineSession;
import gradwright.protocol.SessionListener;
import gradwright.protocol.rpc.EngineLink;
import gradwright.protocol.rpc.RemoteSession;
import gradwright.python.script.CacheFolders;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.util.concurrent.CompletableFuture;

/// Sessions whose engine stands in this JVM, for tests: the same server and the same protocol, through pipes. A script that breaks the JVM
/// breaks the caller as well, and one that answers no interrupt goes on.
public final class InProcessSession {
  private InProcessSession() {}

  /// Starts an engine and gives the session with it at once, in state `STARTING`.
  public static EngineSession start(SessionListener listener) {
    return RemoteSession.start(environment -> new PipeLink(CacheFolders.ofUser()), listener);
  }

  private static final class PipeLink implements EngineLink {
    private final Pipe toEngine = Pipe.open();
    private final Pipe fromEngine = Pipe.open();
    private final CompletableFuture<String> ended = new CompletableFuture<>();

    PipeLink(CacheFolders caches) throws IOException {
      caches.announce();
      Thread.ofPlatform()
          .daemon()
          .name("engine-server")
          .start(() -> {
            try (OutputStream out = Channels.newOutputStream(fromEngine.sink())) {
              Serve.run(Channels.newInputStream(toEngine.source()), out, caches, () -> {});
              ended.complete("was ended");
            } catch (IOException | RuntimeException e) {
              ended.complete("failed: " + e);
            }
          });
    }

    @Override
    public InputStream input() {
      return Channels.newInputStream(fromEngine.source());
    }

    @Override
    public OutputStream output() {
      return Channels.newOutputStream(toEngine.sink());
    }

    @Override
    public CompletableFuture<String> ended() {
      return ended;
    }

    @Override
    public void kill() {
      try {
        toEngine.sink().close();
        fromEngine.source().close();
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
  }
}
