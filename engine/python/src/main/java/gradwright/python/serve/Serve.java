package gradwright.python.serve;

import gradwright.protocol.rpc.EngineClient;
import gradwright.protocol.rpc.Wire;
import gradwright.python.script.CacheFolders;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.InputStream;
import java.io.OutputStream;

/// Serves one client over a stream, until the stream ends.
public final class Serve {
  private static final int BUFFER = 1 << 16;

  private Serve() {}

  /// Speaks the protocol on the given streams; returns when the client is gone.
  public static void run(InputStream in, OutputStream out, CacheFolders caches) {
    try (EngineServer server = new EngineServer(caches)) {
      Wire<EngineClient> wire =
          Wire.of(
              new BufferedInputStream(in, BUFFER), new BufferedOutputStream(out, BUFFER), server, EngineClient.class);
      server.connect(wire.remote());
      wire.listen();
      wire.ended().handle((v, broken) -> null).join();
    }
  }
}
