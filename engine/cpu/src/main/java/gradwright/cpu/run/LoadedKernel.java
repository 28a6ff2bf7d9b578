package gradwright.cpu.run;

/// A kernel's machine code and how its work divides.
record LoadedKernel(long address, long items, long grain, boolean ordered) {}
