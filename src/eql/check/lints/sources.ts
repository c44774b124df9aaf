/** The lint of fields that the source of the rule's index patterns does not send. */
import { nodesIn } from '../../syntax/visit.ts';
import type { Finding, LintParts } from './lint.ts';

/** Index patterns whose fields are known. Of others, and so of rules that read from others too, nothing is said. */
const KNOWN: readonly { readonly pattern: RegExp; readonly streams: readonly string[] }[] = [
  { pattern: /^logs-cloud_defend\.process(?:[-*]|$)/, streams: ['process'] },
  { pattern: /^logs-cloud_defend\.file(?:[-*]|$)/, streams: ['file'] },
  { pattern: /^logs-cloud_defend\.alerts(?:[-*]|$)/, streams: ['alerts'] },
  { pattern: /^logs-cloud_defend(?:\.?\*|$)/, streams: ['process', 'file', 'alerts'] },
];

/** What the patterns can read; null where one of them is not known, or there is none. */
function streamsOf(index: readonly string[]): ReadonlySet<string> | null {
  const streams = index.map((name) => KNOWN.find(({ pattern }) => pattern.test(name))?.streams);
  if (streams.length === 0 || streams.includes(undefined)) return null;
  return new Set(streams.flatMap((names) => names ?? []));
}

/** An optional field is asked for in the knowledge that it may not be there; one that the events have is there. */
export function findAbsentFields({ query, index = [], facts }: LintParts): readonly Finding[] {
  const streams = streamsOf(index);
  if (streams === null || facts === undefined) return [];
  return [...nodesIn(query)].flatMap((node) => {
    if (node.kind !== 'field' || node.optional) return [];
    const notes = facts.notes(node.path);
    const isAbsent = notes?.streams?.some((stream) => streams.has(stream)) === false;
    if (!isAbsent || (notes?.valueCount ?? 0) > 0) return [];
    const message = `Defend for Containers sends no ${node.path}, and the rule reads only ${index.join(', ')}.`;
    const fix = { title: 'Mark the field as optional', span: { from: node.span.from, to: node.span.from } };
    return [{ span: node.nameSpan, message, fixes: [{ ...fix, replacement: '?' }] }];
  });
}
