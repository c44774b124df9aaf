/** Keywords, pipes, and pieces of a rule with places to fill in. */
import { PIPES } from '../check/checker.ts';
import type { Completion } from './completion.ts';
import type { Site } from './site.ts';

function snippet(label: string, insert: string, about: string): Completion {
  return { label, kind: 'snippet', insert, isSnippet: true, detail: '', about, goesOn: true };
}

function word(label: string, insert: string, about = ''): Completion {
  return { label, kind: 'keyword', insert, detail: '', about, goesOn: true };
}

const KEY = '${1:process.entity_id}';
const STAGES = '\n  [${3:process} where ${4:true}]\n  [${5:process} where ${6:true}]';

const QUERIES: readonly Completion[] = [
  snippet(
    'sequence by … with maxspan',
    `sequence by ${KEY} with maxspan=\${2:1m}${STAGES}`,
    'Events that follow one another with the same key, within a time.',
  ),
  snippet('sample by …', `sample by ${KEY}${STAGES}`, 'Events with the same key, in any order.'),
  word('sequence', 'sequence ', 'Events that follow one another.'),
  word('sample', 'sample ', 'Events that share a key, in any order.'),
];

export function queryWords(): readonly Completion[] {
  return QUERIES;
}

const CONDITIONS: readonly Completion[] = [
  snippet('not (…)', 'not (${1:condition})', 'True where the condition is not; also where its fields are missing.'),
  word('not', 'not ', 'True where what follows is not; also where its fields are missing.'),
  word('true', 'true', 'Every event of the category.'),
];

/** What a condition may begin with, besides fields and functions. */
export function conditionWords(): readonly Completion[] {
  return CONDITIONS;
}

const CONNECTIVES: readonly Completion[] = [
  word('and', 'and ', 'Both must be true. Binds tighter than or.'),
  word('or', 'or ', 'At least one must be true.'),
  snippet('and not (…)', 'and not (${1:condition})', 'An exclusion: what it fits is no match.'),
  snippet('and (… or …)', 'and (${1:condition} or ${2:condition})', 'One of several must be true.'),
];

/** What may follow a condition. */
export function connectives(): readonly Completion[] {
  return CONNECTIVES;
}

const STAGE = snippet('[… where …]', '[${1:process} where ${2:true}]', 'One more event.');

/** Between the stages of a sequence or sample, and after the last. */
export function stageWords({ join, isHead, mode }: Site): readonly Completion[] {
  const isSequence = join === 'sequence';
  if (join === null) return isHead ? [] : [word('|', '| ')];
  const by = mode === 'behind key' ? [] : [word('by', 'by ', 'The fields that must be equal.')];
  const option = isHead
    ? word('with maxspan', 'with maxspan=', 'How long it may take from the first event to the last.')
    : word('with runs', 'with runs=', 'How often the event must occur in a row.');
  const missing = snippet(
    '![… where …]',
    '![${1:process} where ${2:true}]',
    'No such event may occur here; needs maxspan.',
  );
  const until = snippet(
    'until [… where …]',
    'until [${1:process} where ${2:true}]',
    'Such an event ends what is not complete.',
  );
  return [STAGE, ...by, ...(isSequence ? [option, missing] : []), ...(isSequence && !isHead ? [until] : [])];
}

const SPANS = ['30s', '1m', '5m', '1h', '1d'];

export function optionWords({ mode, isHead, option }: Site): readonly Completion[] {
  if (mode === 'option') return isHead ? [word('maxspan', 'maxspan=')] : [word('runs', 'runs=')];
  if (option !== 'maxspan') return [];
  return SPANS.map((span) => ({ label: span, kind: 'value', insert: span, detail: '', about: '' }));
}

const PIPE_ABOUT: Readonly<Record<(typeof PIPES)[number], string>> = {
  head: 'Only the first results.',
  tail: 'Only the last results.',
};

export function pipeWords(): readonly Completion[] {
  return PIPES.map((name) => snippet(name, `${name} \${1:10}`, PIPE_ABOUT[name]));
}
