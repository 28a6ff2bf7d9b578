/// Executables: plans whose steps became thunks, run on frames that hold the address of every slot.
package gradwright.cpu.run;
