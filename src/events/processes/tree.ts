/**
 * The processes around an event as a tree: entry leader, session leader, group leader, parent and process, those that
 * are one process merged, and below it the children that other events know. A leader is above its members, but how many
 * generations lie between is not in an event: such a link is `below`; one that is known to be direct is `child`.
 */
import type { Dataset } from '../columns/dataset.ts';
import { writtenValues } from '../columns/written.ts';
import {
  completed,
  factPaths,
  factsOf,
  isNamed,
  leaderRoles,
  prefixes,
  type ProcessFacts,
  type Role,
} from './facts.ts';
import { MAX_EVENTS, type ProcessEvent, processEvent, push, rowsByValue, timesOf } from './relatives.ts';
import { type LeaderFact, leaderFact, samenessOf } from './sameness.ts';

export interface ProcessTree {
  readonly row: number;
  /** Depth first, what is above comes before; none where the event names no process. */
  readonly nodes: readonly ProcessNode[];
  /** The leaders that the event names or that are asked for. */
  readonly leaders: readonly LeaderFact[];
  /** Where all of it runs, outermost last: container, pod, node. */
  readonly places: readonly ProcessPlace[];
  /** How many children other events know. */
  readonly childCount: number;
}

export interface ProcessNode {
  /** Empty for a child of the process. */
  readonly roles: readonly Role[];
  readonly depth: number;
  readonly link: 'root' | 'child' | 'below';
  readonly facts: ProcessFacts;
  /** The fields that were asked for, as far as they are about this process. */
  readonly fields: readonly { readonly path: string; readonly values: readonly string[] }[];
  /** Programs that the process ran before, oldest first. */
  readonly previous: readonly string[];
  /** Its own events, the first ones in the order of time. */
  readonly events: readonly ProcessEvent[];
  readonly eventCount: number;
}

export interface ProcessPlace {
  readonly what: string;
  readonly text: string;
}

/** Children that are written out. */
export const MAX_CHILDREN = 20;

const PLACES: readonly (readonly [what: string, paths: readonly string[]])[] = [
  ['container', ['container.name', 'container.id']],
  ['image', ['container.image.name', 'container.image.tag']],
  ['pod', ['orchestrator.namespace', 'orchestrator.resource.name']],
  ['pod', ['kubernetes.namespace', 'kubernetes.pod.name']],
  ['node', ['host.name']],
];

const PREVIOUS = 'process.previous.executable';

/** @param asked paths of fields whose values are wanted: those that the rule reads */
export function processTree(
  dataset: Dataset,
  row: number,
  asked: readonly string[],
  timestampField: string,
): ProcessTree {
  return new TreeMaker(dataset, row, asked, timestampField).make();
}

/** A node that is being made. */
interface Draft {
  readonly roles: Role[];
  facts: ProcessFacts;
  above: Draft | null;
  link: ProcessNode['link'];
  /** Rows of its own events. */
  rows: readonly number[];
}

class TreeMaker {
  readonly #dataset: Dataset;
  readonly #row: number;
  readonly #asked: readonly string[];
  readonly #timestampField: string;
  readonly #text: string;
  readonly #located: ReturnType<Dataset['locate']>;
  readonly #drafts: Draft[] = [];

  constructor(dataset: Dataset, row: number, asked: readonly string[], timestampField: string) {
    this.#dataset = dataset;
    this.#row = row;
    this.#asked = asked;
    this.#timestampField = timestampField;
    this.#text = dataset.text(row);
    const paths = Object.values(prefixes).flatMap((prefix) => [...factPaths(prefix), `${prefix}.same_as_process`]);
    const places = PLACES.flatMap(([, fields]) => fields);
    this.#located = dataset.locate(row, [...paths, ...places, PREVIOUS, ...asked]);
  }

  make(): ProcessTree {
    for (const role of ['process', 'parent', 'group leader', 'session leader', 'entry leader'] as const)
      this.#add(role);
    this.#findEvents();
    this.#link();
    const { nodes: children, count } = this.#children();
    return {
      row: this.#row,
      nodes: this.#ordered(children),
      leaders: this.#leaders(),
      places: this.#places(),
      childCount: count,
    };
  }

  #written(path: string): string {
    return writtenValues(this.#located, this.#text, path)[0] ?? '';
  }

  #of(role: Role): Draft | null {
    return this.#drafts.find(({ roles }) => roles.includes(role)) ?? null;
  }

  /** A process that is there already gets the role, too. */
  #add(role: Role): void {
    const prefix = prefixes[role];
    const facts = factsOf(prefix, this.#located, this.#text);
    const flag = role === 'process' ? '' : this.#written(`${prefix}.same_as_process`);
    const hasId = facts.pid !== '' || facts.entityId !== '';
    const same = hasId
      ? this.#drafts.find((draft) => samenessOf(draft.facts, facts)?.same === true)
      : flag === 'true'
        ? (this.#of('process') ?? undefined)
        : undefined;
    if (same !== undefined) {
      same.roles.push(role);
      same.facts = completed(same.facts, facts);
    } else if (isNamed(facts) || flag === 'false') {
      this.#drafts.push({ roles: [role], facts, above: null, link: 'root', rows: [] });
    }
  }

  /** Each process's own events; what the event does not say of it is taken from them. */
  #findEvents(): void {
    const ids = new Set(this.#drafts.map(({ facts }) => facts.entityId).filter((id) => id !== ''));
    const found = rowsByValue(this.#dataset, 'process.entity_id', ids, this.#timestampField);
    const timeOf = timesOf(this.#dataset, this.#timestampField);
    for (const draft of this.#drafts) {
      draft.rows = found.get(draft.facts.entityId) ?? [];
      // As it was at the time of this event: a process may have run another program before or after.
      const now = draft.rows.findLast((row) => timeOf(row) <= timeOf(this.#row)) ?? draft.rows[0];
      if (!draft.roles.includes('process') && now !== undefined) {
        draft.facts = completed(draft.facts, this.#ownFacts(now));
      }
    }
  }

  #ownFacts(row: number): ProcessFacts {
    const located = this.#dataset.locate(row, factPaths('process'));
    return factsOf('process', located, this.#dataset.text(row));
  }

  #link(): void {
    const process = this.#of('process');
    const parent = this.#of('parent');
    const session = this.#of('session leader');
    const entry = this.#of('entry leader');
    attach(process, parent, 'child');
    for (const draft of this.#drafts) attach(draft, this.#parentByEvents(draft), 'child');
    attach(session, entry, 'below');
    // A process that leads its session has left its parent's.
    const above = session === process ? entry : session;
    attach(this.#of('group leader'), above ?? entry, 'below');
    attach(parent, above ?? entry, 'below');
    attach(process, above ?? entry, 'below');
  }

  /** The parent as an event of the process itself names it, if it is in the tree. */
  #parentByEvents({ rows }: Draft): Draft | null {
    const [row] = rows;
    if (row === undefined) return null;
    const located = this.#dataset.locate(row, ['process.parent.entity_id']);
    const [id] = writtenValues(located, this.#dataset.text(row), 'process.parent.entity_id');
    return id === undefined ? null : (this.#drafts.find(({ facts }) => facts.entityId === id) ?? null);
  }

  #children(): { readonly nodes: readonly Draft[]; readonly count: number } {
    const process = this.#of('process');
    const id = process?.facts.entityId ?? '';
    if (process === null || id === '') return { nodes: [], count: 0 };
    const rows =
      rowsByValue(this.#dataset, 'process.parent.entity_id', new Set([id]), this.#timestampField).get(id) ?? [];
    const byChild = new Map<string, number[]>();
    for (const row of rows) {
      const located = this.#dataset.locate(row, ['process.entity_id', 'process.pid']);
      const text = this.#dataset.text(row);
      const [child] = [
        ...writtenValues(located, text, 'process.entity_id'),
        ...writtenValues(located, text, 'process.pid'),
      ];
      if (child !== id) push(byChild, child ?? `#${row}`, row);
    }
    const nodes = [...byChild.values()].slice(0, MAX_CHILDREN).map((own): Draft => {
      return { roles: [], facts: this.#ownFacts(own.at(-1)!), above: process, link: 'child', rows: own };
    });
    return { nodes, count: byChild.size };
  }

  #ordered(children: readonly Draft[]): readonly ProcessNode[] {
    // Leaders stand before what they lead, and what leads to the process last.
    const drafts = [...this.#drafts.toReversed(), ...children];
    const nodes: ProcessNode[] = [];
    const visit = (draft: Draft, depth: number): void => {
      nodes.push(this.#node(draft, depth));
      for (const below of drafts) if (below.above === draft) visit(below, depth + 1);
    };
    for (const draft of drafts) if (draft.above === null) visit(draft, 0);
    return nodes;
  }

  #node({ roles, facts, link, rows }: Draft, depth: number): ProcessNode {
    const isProcess = roles.includes('process');
    return {
      roles: roles.toReversed(),
      depth,
      link,
      facts,
      fields: this.#asked
        .filter((path) => roles.some((role) => role === roleOf(path)))
        .map((path) => ({ path, values: writtenValues(this.#located, this.#text, path) })),
      previous: isProcess ? writtenValues(this.#located, this.#text, PREVIOUS) : [],
      events: rows.slice(0, MAX_EVENTS).map((row) => processEvent(this.#dataset, row, this.#timestampField)),
      eventCount: rows.length,
    };
  }

  #leaders(): readonly LeaderFact[] {
    const process = this.#of('process');
    if (process === null) return [];
    const own = factsOf('process', this.#located, this.#text);
    return leaderRoles.flatMap((role) => {
      const path = `${prefixes[role]}.same_as_process`;
      const facts = factsOf(prefixes[role], this.#located, this.#text);
      const written = this.#written(path);
      const leader = isNamed(facts) ? facts : null;
      if (leader === null && written === '' && !this.#asked.includes(path)) return [];
      return [leaderFact(role, path, own, leader, written)];
    });
  }

  #places(): readonly ProcessPlace[] {
    return PLACES.flatMap(([what, paths]) => {
      const texts = paths.map((path) => this.#written(path)).filter((text) => text !== '');
      if (texts.length === 0) return [];
      const joined = what === 'image' ? texts.join(':') : what === 'pod' ? texts.join('/') : texts.join(' ');
      return [{ what, text: joined }];
    });
  }
}

/** The role whose process a field is about; null for a field of no process. */
export function roleOf(path: string): Role | null {
  const roles = Object.keys(prefixes) as Role[];
  const fitting = roles.filter((role) => path.startsWith(`${prefixes[role]}.`));
  return fitting.toSorted((a, b) => prefixes[b].length - prefixes[a].length)[0] ?? null;
}

/** Hangs a process below another, if it does not hang yet and no circle comes of it. */
function attach(draft: Draft | null, above: Draft | null, link: 'child' | 'below'): void {
  if (draft === null || above === null || draft.above !== null) return;
  for (let at: Draft | null = above; at !== null; at = at.above) if (at === draft) return;
  draft.above = above;
  draft.link = link;
}
