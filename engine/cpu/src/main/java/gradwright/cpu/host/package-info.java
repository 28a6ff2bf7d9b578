/// What is known about the machine: its processor, native libraries and cache folders.
@NullMarked
package gradwright.cpu.host;

import org.jspecify.annotations.NullMarked;
