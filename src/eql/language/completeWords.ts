/** Keywords, pipes, and pieces of a rule with places to fill in. */
import { PIPES } from '../check/checker.ts';
import type { Completion } from './completion.ts';
import { MEANINGS } from './meanings.ts';
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
  snippet('sequence by … with maxspan', `sequence by ${KEY} with maxspan=\${2:1m}${STAGES}`, MEANINGS.sequence),
  snippet('sample by …', `sample by ${KEY}${STAGES}`, MEANINGS.sample),
  word('sequence', 'sequence ', MEANINGS.sequence),
  word('sample', 'sample ', MEANINGS.sample),
];

export function queryWords(): readonly Completion[] {
  return QUERIES;
}

const CONDITIONS: readonly Completion[] = [
  snippet('not (…)', 'not (${1:condition})', MEANINGS.not),
  word('not', 'not ', MEANINGS.not),
  word('true', 'true', 'Every event of the category.'),
];

/** What a condition may begin with, besides fields and functions. */
export function conditionWords(): readonly Completion[] {
  return CONDITIONS;
}

const CONNECTIVES: readonly Completion[] = [
  word('and', 'and ', MEANINGS.and),
  word('or', 'or ', MEANINGS.or),
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
  const by = mode === 'behind key' ? [] : [word('by', 'by ', MEANINGS.by)];
  const option = isHead
    ? word('with maxspan', 'with maxspan=', MEANINGS.maxspan)
    : word('with runs', 'with runs=', MEANINGS.runs);
  const missing = snippet('![… where …]', '![${1:process} where ${2:true}]', MEANINGS['![']);
  const until = snippet('until [… where …]', 'until [${1:process} where ${2:true}]', MEANINGS.until);
  return [STAGE, ...by, ...(isSequence ? [option, missing] : []), ...(isSequence && !isHead ? [until] : [])];
}

const SPANS = ['30s', '1m', '5m', '1h', '1d'];

export function optionWords({ mode, isHead, option }: Site): readonly Completion[] {
  if (mode === 'option') return isHead ? [word('maxspan', 'maxspan=')] : [word('runs', 'runs=')];
  if (option !== 'maxspan') return [];
  return SPANS.map((span) => ({ label: span, kind: 'value', insert: span, detail: '', about: '' }));
}

export function pipeWords(): readonly Completion[] {
  return PIPES.map((name) => snippet(name, `${name} \${1:10}`, MEANINGS[name]));
}
