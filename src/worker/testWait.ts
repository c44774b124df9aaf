/** Test support: waits for what happens in its own time, however busy the machine. */
import { vi } from 'vitest';

/** Asks until nothing is thrown. It gives up only where a test would be ended as hanging. */
export function soon(check: () => void): Promise<void> {
  return vi.waitFor(check, { interval: 2, timeout: 50_000 });
}
