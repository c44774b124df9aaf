/** What a clause asks, in words. */
export { readingOf } from '../eql/check/reading.ts';
