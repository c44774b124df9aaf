/**
 * Order of software versions (eql.md 3.1): parts as numbers, a pre-release before its release, and text that is no
 * version after all versions.
 */
import { compareText } from './values.ts';

interface Version {
  readonly numbers: readonly bigint[];
  readonly preRelease: readonly string[];
}

const VERSION = /^(\d+(?:\.\d+)*)(?:-([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?(?:\+[0-9A-Za-z.-]+)?$/;

export function compareVersions(a: string, b: string): number {
  const x = readVersion(a);
  const y = readVersion(b);
  if (x === null || y === null) return x === y ? compareText(a, b) : x === null ? 1 : -1;
  const parts = Math.max(x.numbers.length, y.numbers.length);
  for (let i = 0; i < parts; i++) {
    const left = x.numbers[i] ?? 0n;
    const right = y.numbers[i] ?? 0n;
    if (left !== right) return left < right ? -1 : 1;
  }
  return comparePreReleases(x.preRelease, y.preRelease);
}

function readVersion(text: string): Version | null {
  const parts = VERSION.exec(text);
  if (parts === null) return null;
  return { numbers: parts[1]!.split('.').map(BigInt), preRelease: parts[2]?.split('.') ?? [] };
}

function comparePreReleases(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 || b.length === 0) return b.length - a.length;
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const x = a[i]!;
    const y = b[i]!;
    const numeric = [x, y].map((part) => /^\d+$/.test(part));
    if (numeric[0] && numeric[1] && BigInt(x) !== BigInt(y)) return BigInt(x) < BigInt(y) ? -1 : 1;
    if (numeric[0] !== numeric[1]) return numeric[0] ? -1 : 1;
    const order = compareText(x, y);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}
