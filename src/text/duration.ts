/** Lengths of time as a person says them. */

const UNITS: readonly (readonly [number, string])[] = [
  [86_400_000, 'd'],
  [3_600_000, 'h'],
  [60_000, 'm'],
  [1000, 's'],
];

/** `12 s`, `1.5 h`, `20 ms`; under a millisecond, `less than 1 ms`. */
export function duration(milliseconds: number): string {
  if (milliseconds === 0) return 'less than 1 ms';
  const [size, unit] = UNITS.find(([least]) => milliseconds >= least) ?? [1, 'ms'];
  return `${Number((milliseconds / size).toFixed(1))} ${unit}`;
}
