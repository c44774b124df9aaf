/** `eql generate`: events as NDJSON, each with what it is for. */
import {
  type ActorName,
  actorNamed,
  actors,
  defaultKnobs,
  firstStoryLength,
  type GeneratedEvent,
  generateStories,
  groups,
  type Knobs,
  noteText,
  presets,
  readKnobs,
  situations,
} from '../events/generate/index.ts';
import { UsageError, readArguments, readText } from './arguments.ts';
import { generateForRule } from './generateForRule.ts';
import type { Outcome } from './commands.ts';

const USAGE =
  'generate (--query TEXT | --query-file F | --story NAME) [--count N] [--seed N] [--coverage] [--format json]';

const HELP = `NAME is a preset, a group, an actor, "list" for all of them, or knobs as the page shows them: '{"stories":1,…}'.
An actor tells one story, unless --count asks for more.`;

export const generateCommand = { usage: USAGE, help: HELP, run: generate };

async function generate(args: readonly string[]): Promise<Outcome> {
  const given = readArguments(args, {
    query: 'text',
    'query-file': 'text',
    story: 'text',
    count: 'text',
    seed: 'text',
    coverage: 'flag',
    format: 'text',
  });
  given.choice('format', ['json']);
  if (given.files.length > 0) throw new UsageError(`[${given.files[0]}] is one argument too many.`);
  const name = given.text('story');
  const file = given.text('query-file');
  const query = given.text('query') ?? (file === undefined ? undefined : await readText(file));
  if (query !== undefined && name === undefined) {
    const count = given.text('count') === undefined ? null : given.count('count', 0);
    return generateForRule({ query, coverage: given.flag('coverage'), seed: given.text('seed'), count });
  }
  if (name === undefined || query !== undefined)
    throw new UsageError('One of --query, --query-file and --story is needed.');
  if (name === 'list') return Promise.resolve({ output: listOfStories(), exit: 0 });
  const count = given.text('count');
  const seed = given.text('seed');
  const named = knobsNamed(name, seed);
  const knobs = checked({
    ...named,
    ...(seed !== undefined && { seed }),
    ...(count !== undefined && { count: given.count('count', 0) }),
  });
  return Promise.resolve({ output: '', lines: linesOf(knobs), exit: 0 });
}

function* linesOf(knobs: Knobs): Generator<string> {
  for (const event of generateStories(knobs)) yield withPurpose(event);
}

/** The document with what it is for behind it, under a key that readers leave out. */
function withPurpose({ text, story, actor, situation, label, says }: GeneratedEvent): string {
  const purpose = {
    story,
    actor,
    ...(situation !== null && { situation }),
    ...(label !== null && { label }),
    note: noteText(actorNamed(actor)!.title, story, says),
  };
  return `${text.slice(0, -1)},"_generated":${JSON.stringify(purpose)}}`;
}

function knobsNamed(name: string, seed = defaultKnobs.seed): Knobs {
  if (name.startsWith('{')) return knobsFrom(name);
  if (Object.hasOwn(presets, name)) return { ...defaultKnobs, ...presets[name as keyof typeof presets].knobs };
  const isActor = actorNamed(name) !== undefined;
  if (!isActor && !Object.hasOwn(groups, name)) {
    throw new UsageError(`There is no story [${name}]; --story list names them all.`);
  }
  const alone = { ...defaultKnobs, mix: { [name as ActorName]: 1 }, noise: 0 };
  return isActor ? { ...alone, count: firstStoryLength({ ...alone, seed }) } : alone;
}

function knobsFrom(json: string): Knobs {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    throw new UsageError(`The knobs are not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  return checked(value);
}

function checked(value: unknown): Knobs {
  const reading = readKnobs(value);
  if (reading.ok) return reading.knobs;
  throw new UsageError(reading.diagnostics.map(({ message }) => message).join('\n'));
}

/** Every name that `--story` takes, with what it tells. */
function listOfStories(): string {
  return [
    columns([['PRESET'], ...Object.entries(presets).map(([name, { does }]) => [name, does])]),
    columns([['GROUP'], ...Object.entries(groups).map(([name, { does }]) => [name, does])]),
    columns([['ACTOR', 'TELLS'], ...actors.map(({ name, tells, does }) => [name, tells.join(' '), does])]),
    columns([['SITUATION'], ...Object.entries(situations).map(([id, { says }]) => [id, says])]),
  ].join('\n\n');
}

/** Rows of texts, the columns under one another. */
function columns(rows: readonly (readonly string[])[]): string {
  const widthOf = (column: number) => Math.max(...rows.map((row) => row[column]?.length ?? 0));
  const lineOf = (row: readonly string[]) =>
    row
      .map((cell, column) => cell.padEnd(widthOf(column)))
      .join('  ')
      .trimEnd();
  return rows.map(lineOf).join('\n');
}
