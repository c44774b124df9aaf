/** Events of neighbouring tools that container people have at hand, told as ECS events. */
import { decode, encode } from '../../columns/bytes.ts';
import { fromFalco } from './falco.ts';
import type { Json } from './mapping.ts';
import { fromTetragon } from './tetragon.ts';

export type Neighbour = 'Falco' | 'Tetragon';

export interface Told {
  /** The event as JSON. */
  readonly text: Uint8Array;
  /** Fields of the tool that have no counterpart. */
  readonly untold: readonly string[];
  readonly notes: readonly string[];
}

/** Both tools join the arguments into one text. */
const GUESS = 'a command line that is one text was split into arguments as a shell would: a guess';

/** @param from where the event, which was checked before, stands in the bytes */
export function tell(neighbour: Neighbour, bytes: Uint8Array, from: number, to: number): Told {
  const event = JSON.parse(decode(bytes, from, to)) as { readonly [key: string]: Json };
  const { document, untold } = neighbour === 'Falco' ? fromFalco(event) : fromTetragon(event);
  const notes = 'process.args' in document || 'process.parent.args' in document ? [GUESS] : [];
  return { text: encode(JSON.stringify(document)), untold, notes };
}
