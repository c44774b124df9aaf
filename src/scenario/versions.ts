/**
 * Earlier versions of a scenario's rule, of what else decides its verdicts, and of its labels; kept with the draft and in
 * no link or file. They are bounded: the oldest go first.
 */
import { type Label, readScenario, type Scenario, writeScenario } from './scenario.ts';

export interface Version {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Without its events. */
  readonly scenario: Scenario;
  /** Ids; null where there were too many to keep. */
  readonly labels: Readonly<Record<Label, readonly string[]>> | null;
}

export const MOST_VERSIONS = 100;

/** Of all versions together, in characters. The newest is kept whatever it takes. */
export const MOST_TEXT = 4_000_000;

/** Of one version. */
export const MOST_LABELS = 20_000;

/** Oldest first. */
interface StoredVersions {
  readonly layout: number;
  readonly versions: readonly { readonly at: number; readonly scenario: string; readonly labels: Version['labels'] }[];
}

const LAYOUT = 1;

export function storedVersions(versions: readonly Version[]): StoredVersions {
  return {
    layout: LAYOUT,
    versions: versions.map((version) => ({ ...version, scenario: textOf(version) })),
  };
}

/** What was stored may be anything: what is no version of ours is left out. */
export function readVersions(value: unknown): readonly Version[] {
  if (typeof value !== 'object' || value === null || !('layout' in value) || value.layout !== LAYOUT) return [];
  const { versions } = value as StoredVersions;
  return versions.flatMap(({ at, scenario: text, labels }) => {
    const { scenario } = readScenario(text);
    return scenario === null ? [] : [{ at, scenario, labels }];
  });
}

/** The versions and a newer one, within the bounds; the same versions where nothing is new in it. */
export function withVersion(versions: readonly Version[], version: Version): readonly Version[] {
  const newest = versions.at(-1);
  if (newest !== undefined && isSame(newest, version)) return versions;
  const all = [...versions, version].slice(-MOST_VERSIONS);
  let left = MOST_TEXT;
  const first = all.findLastIndex((each) => (left -= sizeOf(each)) < 0);
  return all.slice(Math.min(first + 1, all.length - 1));
}

function isSame(a: Version, b: Version): boolean {
  return JSON.stringify(a.labels) === JSON.stringify(b.labels) && textOf(a) === textOf(b);
}

function sizeOf(version: Version): number {
  const { alert, benign } = version.labels ?? { alert: [], benign: [] };
  return textOf(version).length + [...alert, ...benign].reduce((sum, id) => sum + id.length, 0);
}

function textOf({ scenario }: Version): string {
  return writeScenario({ ...scenario, events: [] });
}
