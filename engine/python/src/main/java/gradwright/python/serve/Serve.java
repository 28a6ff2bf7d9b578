package gradwright.python.serve;

import gradwright.protocol.EngineSession;
import gradwright.protocol.EventBatch;
import gradwright.protocol.RunRequest;
import gradwright.protocol.SessionListener;
import gradwright.protocol.rpc.EngineClient;
import gradwright.protocol.rpc.Wire;
import gradwright.python.script.CacheFolders;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// Serves one client over a stream, until the stream ends.
public final class Serve {
  private static final int BUFFER = 1 << 16;

  private Serve() {}

  /// Speaks the protocol on the given streams; returns when the client is gone.
  ///
  /// @param hopeless is called where memory is exhausted and the program does not give way
  public static void run(InputStream in, OutputStream out, CacheFolders caches, Runnable hopeless) {
    try (EngineServer server = new EngineServer(caches, hopeless)) {
      Wire<EngineClient> wire =
          Wire.of(
              new BufferedInputStream(in, BUFFER), new BufferedOutputStream(out, BUFFER), server, EngineClient.class);
      server.connect(wire.remote());
      wire.listen();
      wire.ended().handle((v, broken) -> null).join();
    }
  }

  /// Does once what most clients ask for, so that a start-up cache can be made of it.
  public static void train(OutputStream out) {
    try (EngineSession session = InProcessSession.start(new Trainee(out))) {
      String here = System.getProperty("user.home");
      RunRequest program = new RunRequest(here + "/training.py", "import _warm", 1, List.of(), here, Map.of(), false);
      session.run(program).join();
      session.evaluate("1 + 1").join();
      session.arrays().join();
      session.names("").join();
      session.valueTypes().join();
      session.check("training.py", "x = 1").join();
      session.catalogue().join();
    }
  }

  private record Trainee(OutputStream out) implements SessionListener {
    @Override
    public void output(Stream stream, String text) {
      try {
        out.write(text.getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void events(EventBatch batch) {}

    @Override
    public void state(State state) {}
  }
}
