package gradwright.cpu.run;

/// A kernel's machine code and how its work divides. The code stays loaded while this is reachable.
///
/// @param code what keeps the machine code
record LoadedKernel(KernelLibrary.Code code, long items, long grain, boolean ordered) {
  long address() {
    return code.address();
  }
}
