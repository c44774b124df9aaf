/**
 * Alerts of Kibana's detection engine: the event that a rule found, with what the rule says of it under `kibana.*`. The
 * alert has a time and a kind of its own (`event.kind` is `signal`); those of the event are kept beside it, and come back
 * when the alert's fields are left out.
 */
import { hasBit } from '../../eql/evaluate/bitmap.ts';
import { decode, encode } from '../columns/bytes.ts';
import type { Dataset } from '../columns/dataset.ts';
import { skipSpace, skipTrusted } from '../columns/json.ts';
import { rewriteKeys } from './rewriteKeys.ts';
import { Members } from './walk.ts';

/** Whether a key at the top of a document is one of an alert, and its event has none such. */
export function isAlertKey(key: string): boolean {
  return key === 'kibana' || key.startsWith('kibana.');
}

/** Whether the object in a range, which was checked before, is an alert. */
export function isAlert(bytes: Uint8Array, { from, to }: { readonly from: number; readonly to: number }): boolean {
  const members = new Members(bytes, from, to, { at: 0, reason: '' });
  while (members.next()) {
    if (members.initial === 0x6b && isAlertKey(members.key)) return true;
    members.after(skipTrusted(bytes, members.valueAt));
  }
  return false;
}

/** What an alert changes of its event, and where it keeps what was there. */
const KEPT: readonly (readonly [field: string, original: string])[] = [
  ['@timestamp', 'kibana.alert.original_time'],
  ['event.kind', 'kibana.alert.original_event.kind'],
];

/** The event of an alert: the same text without the alert's fields. Other events come back as they are. */
export function eventOfAlert(dataset: Pick<Dataset, 'locateIn'>, alert: string): string {
  const located = dataset.locateIn(alert, KEPT.flat());
  const edits = KEPT.flatMap(([field, original]) => {
    const [at] = located.get(field)!;
    const [kept] = located.get(original)!;
    return at === undefined || kept === undefined ? [] : [{ at: at.span, by: kept.span }];
  });
  let text = alert;
  // From behind, so that places before an edit stay what they are.
  for (const { at, by } of edits.toSorted((a, b) => b.at.from - a.at.from)) {
    text = text.slice(0, at.from) + alert.slice(by.from, by.to) + text.slice(at.to);
  }
  const bytes = encode(text);
  const start = skipSpace(bytes, 0, bytes.length);
  return decode(rewriteKeys(bytes, start, bytes.length, (key) => (isAlertKey(key) ? undefined : key)));
}

/** Leaves the alert's fields out of valid rows. Returns how many rows changed. */
export function leaveOutAlertFields(dataset: Dataset, rows: readonly number[]): number {
  let changed = 0;
  for (const row of rows) {
    if (!hasBit(dataset.live, row)) continue;
    const alert = dataset.text(row);
    const event = eventOfAlert(dataset, alert);
    if (event === alert) continue;
    dataset.patch(row, event);
    changed++;
  }
  return changed;
}
