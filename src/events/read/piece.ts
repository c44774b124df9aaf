/**
 * What reading yields, whatever the form of the source: one piece for each event, broken ones included, so that nothing
 * of the source is dropped silently.
 */
export interface Piece {
  /** The event's JSON: a range of the source, or a buffer of its own when keys were left out. */
  readonly bytes: Uint8Array;
  readonly from: number;
  readonly to: number;
  /** From the source, such as a search hit's `_id`. */
  readonly id?: string;
  /** Where it stands in the source, as a byte offset: its start, or the fault of a broken one. */
  readonly at: number;
  /** Why it is broken. An empty range then means that there is nothing to keep. */
  readonly broken?: string;
  /** The form that it was recognised as, in words. */
  readonly form?: string;
  /** Of another tool's event: what of it has no counterpart, `evt.num`. */
  readonly untold?: readonly string[];
  /** What about it is a guess, or was left out; the same words for all of its kind. */
  readonly notes?: readonly string[];
  /** It is an alert of Kibana, with the event that it is about beside `kibana.alert`. */
  readonly alert?: boolean;
}

/** A form of source, recognised by its content. */
export interface Format {
  /** Whether the text from `from` on has this form. Looks at the beginning alone. */
  recognises(bytes: Uint8Array, from: number): boolean;
  /** Reads it piece by piece; whoever asks decides about the pace. */
  pieces(bytes: Uint8Array, from: number): Generator<Piece, void>;
}

/** A piece that is broken at `at`. */
export function brokenPiece(bytes: Uint8Array, from: number, to: number, at: number, reason: string): Piece {
  return { bytes, from, to, at, broken: `not JSON: ${reason}` };
}
