package gradwright.cpu.run;

/// One step of an executable, ready to run on a frame.
interface Thunk {
  void run(Frame frame);

  /// Runs thunks in order, asking between them whether to stop.
  static void runAll(Thunk[] thunks, Frame frame) {
    for (Thunk t : thunks) {
      t.run(frame);
    }
  }
}
