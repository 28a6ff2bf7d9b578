package gradwright.cpu.run;

/// One step of an executable, ready to run on a frame.
interface Thunk {
  void run(Frame frame);
}
