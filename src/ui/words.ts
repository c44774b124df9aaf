/** Numbers, sizes and times as the page writes them. Every number comes with what it is a number of. */

import { counted } from '../app/words.ts';

export { counted, errorLine, matchLine, statusLine } from '../app/words.ts';

const digits = new Intl.NumberFormat('en-US');

export function number(n: number): string {
  return digits.format(n);
}

export interface ClauseCounts {
  readonly true: number;
  readonly missing: number;
  readonly error: number;
  readonly 'sole blocker': number;
  readonly 'alone responsible': number;
}

/** `true in 9 of 24, missing in 2`. */
export function clauseCounts(counts: ClauseCounts, events: number): string {
  const parts = [`true in ${number(counts.true)} of ${number(events)}`];
  if (counts.missing > 0) parts.push(`missing in ${number(counts.missing)}`);
  if (counts.error > 0) parts.push(`error in ${number(counts.error)}`);
  if (counts['sole blocker'] > 0) parts.push(`alone keeps out ${number(counts['sole blocker'])}`);
  if (counts['alone responsible'] > 0) parts.push(`alone lets in ${number(counts['alone responsible'])}`);
  return parts.join(', ');
}

/** A phrase as a sentence of its own; one that begins with code keeps it. */
export function sentence(phrase: string): string {
  return `${phrase.charAt(0).toUpperCase()}${phrase.slice(1)}.`;
}

/** `0.4 ms`, `12 ms`, `1.3 s`. */
export function duration(ms: number): string {
  if (ms >= 1000) return `${(ms / 1000).toFixed(1)} s`;
  return `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`;
}

/** `512 bytes`, `3.2 MB`: decimal, as file managers count. */
export function fileSize(bytes: number): string {
  if (bytes < 1000) return counted(bytes, 'byte');
  const units = ['kB', 'MB', 'GB'];
  let size = bytes / 1000;
  let unit = 0;
  while (size >= 999.5 && unit < units.length - 1) {
    size /= 1000;
    unit++;
  }
  return `${size < 10 ? size.toFixed(1) : Math.round(size)} ${units[unit]}`;
}

/** The instant of an event's timestamp as written: ISO text or milliseconds since 1970. Null when it is neither. */
export function instant(timestamp: string): Date | null {
  const text = timestamp.trim();
  if (text === '') return null;
  const date = new Date(/^-?\d{9,16}$/.test(text) ? Number(text) : text);
  return Number.isNaN(date.getTime()) ? null : date;
}

/** `08:01:12`, in UTC; the text itself where it is no time. */
export function clock(timestamp: string): string {
  return instant(timestamp)?.toISOString().slice(11, 19) ?? timestamp;
}

/** `09:02:11`, with milliseconds where there are some, in UTC; of milliseconds since 1970 that no calendar has, those. */
export function timeOfDay(milliseconds: number): string {
  return (
    isoText(milliseconds)
      ?.split('T')[1]
      ?.replace(/(\.000)?Z/, '') ?? String(milliseconds)
  );
}

/** `2026-02-01`, in UTC. */
export function dayOf(milliseconds: number): string {
  return isoText(milliseconds)?.split('T')[0] ?? '';
}

function isoText(milliseconds: number): string | null {
  const date = new Date(milliseconds);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}

/** The whole time, in UTC and where the reader is. */
export function fullTime(timestamp: string): string {
  const date = instant(timestamp);
  if (date === null) return timestamp === '' ? 'no time' : `${timestamp} is not a time`;
  const utc = date.toISOString().replace('T', ' ').replace('Z', ' UTC');
  const local = date.toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'long' });
  return `${utc}\n${local}`;
}
