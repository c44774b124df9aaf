/**
 * What a person recognises an event by: when, which command, where, who. From the fields of container events, with
 * something to fall back on for others.
 */
import { commandLine, type Dataset, type Located, writtenValues } from '../events/index.ts';
import { shortened } from '../text/shortened.ts';

/** Longer texts are cut: a list shows one line. */
const LONGEST = 300;

const COMMAND = ['process.command_line', 'process.executable', 'process.name', 'message', 'event.action'];
const POD = ['orchestrator.resource.name', 'kubernetes.pod.name', 'container.name', 'container.id', 'host.name'];
const NAMESPACE = ['orchestrator.namespace', 'kubernetes.namespace'];
const USER = ['user.name', 'user.id'];

const FIELDS = ['process.args', ...COMMAND, ...POD, ...NAMESPACE, ...USER];

export interface Recognised {
  readonly timestamp: string;
  readonly command: string;
  readonly place: string;
  readonly user: string;
}

export function recognise(dataset: Dataset, row: number, timestampField: string): Recognised {
  const text = dataset.text(row);
  const located = dataset.locate(row, [timestampField, ...FIELDS]);
  const args = writtenValues(located, text, 'process.args');
  const command = args.length > 0 ? commandLine(args) : firstOf(located, text, COMMAND);
  const place = [firstOf(located, text, NAMESPACE), firstOf(located, text, POD)].filter((part) => part !== '');
  return {
    timestamp: firstOf(located, text, [timestampField]),
    command: shortened(command, LONGEST),
    place: shortened(place.join('/'), LONGEST),
    user: shortened(firstOf(located, text, USER), LONGEST),
  };
}

/** Paths of the fields that a row is recognised by. */
export function recognisedBy(dataset: Dataset, row: number): readonly string[] {
  const located = dataset.locate(row, FIELDS);
  const shown = [['process.args', ...COMMAND], NAMESPACE, POD, USER].map((paths) =>
    paths.find((path) => (located.get(path) ?? []).length > 0),
  );
  return shown.filter((path) => path !== undefined);
}

/** Paths of the fields that a list of events is recognised by: of each kind the first that some event has. */
export function shownPaths({ schema }: Dataset, timestampField: string): readonly string[] {
  const kinds = [[timestampField], ['process.args', ...COMMAND], NAMESPACE, POD, USER];
  return kinds.flatMap((paths) => paths.find((path) => schema.tree.find(path)?.hasValues === true) ?? []);
}

/** The first value of the first field that has one. */
function firstOf(located: Located, text: string, paths: readonly string[]): string {
  for (const path of paths) {
    const [first] = writtenValues(located, text, path);
    if (first !== undefined) return first;
  }
  return '';
}
