/** Reading bitmaps, for the components that draw them. */
export { BitmapIndex, countBits, countShared, hasBit, rowsOf } from '../worker/protocol.ts';
