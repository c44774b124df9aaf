import type { RowSummary } from '../../worker/protocol.ts';
import { clock, counted } from '../words.ts';
import { contradiction, contradictionWords, verdictLooks } from './rowVerdict.ts';
import type { Label, RowVerdict } from './rowVerdict.ts';

/**
 * The accessible name of a row. It starts with the verdict and the label, as the contract says, and then tells which
 * event it is and why it has that verdict.
 */
export function rowName(
  verdict: RowVerdict,
  label: Label | undefined,
  summary: RowSummary | undefined,
  cutOff = false,
): string {
  const against = contradiction(verdict, label);
  const parts = [verdictLooks[verdict].word, label, against === null ? undefined : contradictionWords[against]];
  if (summary === undefined) parts.push('loading');
  else if (summary.invalid !== undefined) parts.push(summary.invalid);
  else {
    const { command, timestamp, place, user } = summary;
    parts.push(
      command,
      clock(timestamp),
      place,
      user === '' ? '' : `user ${user}`,
      rowReason(verdict, summary, cutOff),
    );
  }
  return parts.filter((part) => part !== undefined && part !== '').join(', ');
}

/** Why it does not match, in a few words: `1 away · process.interactive`. */
export function rowReason(verdict: RowVerdict, summary: RowSummary, cutOff = false): string {
  if (cutOff) return summary.reason === '' ? 'not returned' : `${summary.reason}, not returned`;
  if (verdict === 'error') return summary.reason === '' ? 'error at run time' : summary.reason;
  // Of a sequence or sample: the stages that it fits.
  if (verdict === 'partial' || verdict === 'match') return summary.reason;
  if (verdict !== 'no match') return '';
  // Not the rule keeps it out but an exception; or nothing would let it in.
  if (summary.distance === 0) return summary.reason;
  const away = `${summary.distance} away`;
  return summary.reason === '' ? away : `${away} · ${summary.reason}`;
}

/** What a row's reason means, for whoever rests on it. */
export function reasonHint(verdict: RowVerdict, summary: RowSummary, cutOff = false): string | undefined {
  if (cutOff) return 'It matches, but a search would not return it: size, head or tail cuts it off';
  if (verdict !== 'no match') return undefined;
  if (summary.distance === 0) return summary.reason === '' ? undefined : summary.reason;
  return `Would match if ${counted(summary.distance, 'clause')} had the other verdict: ${summary.reason}`;
}
