/** Objects with other keys, over bytes. */
import { encode } from '../columns/bytes.ts';
import { skipStrict } from '../columns/json.ts';
import { Members } from './walk.ts';

/**
 * A copy of an object with some keys changed or left out; everything else keeps its bytes, white space included.
 * @param rename the key to write, without quotes; undefined leaves the member out
 */
export function rewriteKeys(
  bytes: Uint8Array,
  at: number,
  to: number,
  rename: (key: string) => string | undefined,
): Uint8Array {
  const fault = { at: 0, reason: '' };
  const members = new Members(bytes, at, to, fault);
  const copy: Uint8Array[] = [];
  let last = at + 1;
  while (members.next()) {
    last = skipStrict(bytes, members.valueAt, to, fault);
    members.after(last);
    const { key } = members;
    const written = rename(key);
    if (written === undefined) continue;
    copy.push(copy.length === 0 ? OPEN : COMMA);
    if (written === key) {
      copy.push(bytes.subarray(members.chunkFrom, last));
    } else {
      copy.push(bytes.subarray(members.chunkFrom, members.keyFrom), encode(JSON.stringify(written)));
      copy.push(bytes.subarray(members.keyTo, last));
    }
  }
  if (copy.length === 0) copy.push(OPEN);
  copy.push(bytes.subarray(last, to));
  return join(copy);
}

const OPEN = encode('{');
const COMMA = encode(',');

function join(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let length = 0;
  for (const part of parts) {
    whole.set(part, length);
    length += part.length;
  }
  return whole;
}
