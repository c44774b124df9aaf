/** What components need of bitmaps: reading one bit, and the rows of a list by rank and select. */
export { BitmapIndex, countBits, hasBit } from '../eql/evaluate/bitmap.ts';
