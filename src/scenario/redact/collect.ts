/**
 * What a scenario tells of its author: secrets by their shape, and private values by their field, by the directories of
 * people's homes, and by the author's own words. Each value once, with the places where it was found.
 */
import type { Scenario } from '../scenario.ts';
import { addressOf, isCommonAddress } from './addresses.ts';
import { decodeText } from './matcher.ts';
import { isCommon, type PrivateKind, privateKindOf, privateParts } from './privateFields.ts';
import { type FoundSecret, secretsIn } from './secrets.ts';
import { mapTexts, type Place } from './strings.ts';

/** A likely secret and where it stands. */
export interface SecretPlace extends FoundSecret {
  readonly place: Place;
}

/** Every likely secret of a scenario, once for each value, in the order of the text. */
export function findSecrets(scenario: Scenario): readonly SecretPlace[] {
  const found = new Map<string, SecretPlace>();
  const seen = new Set<string>();
  mapTexts(scenario, {
    text(text, place, before) {
      // Most texts of events repeat.
      const key = `${before ?? ''}\n${text}`;
      if (seen.has(key)) return text;
      seen.add(key);
      // Ids of processes and machines look drawn by lot, and are.
      const isId = place.path !== undefined && privateKindOf(place.path) === 'id';
      for (const secret of secretsIn(text, before)) {
        if (isId && secret.kind === 'random text') continue;
        if (!found.has(secret.value)) found.set(secret.value, { ...secret, place });
      }
      return text;
    },
  });
  return [...found.values()];
}

/** The directory that people's homes are in, and a name below it. */
const HOME = /(?:^|[\s=:"'])(?:\/home|\/Users|[A-Za-z]:\\Users)[/\\](?<name>[^/\\\s"':]{2,64})/g;

/** Private addresses in running text. */
const ADDRESS = /(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w.]*\d)/g;

/** Value -> what it is. Secrets come first, then fields in the order of the text. */
export function findPrivate(scenario: Scenario): ReadonlyMap<string, PrivateKind> {
  const found = new Map<string, PrivateKind>();
  for (const { value } of findSecrets(scenario)) found.set(value, 'secret');
  const add = (kind: PrivateKind, value: string): void => {
    if (found.has(value) || isCommon(value) || isCommonAddress(value)) return;
    // The parts of an id in base64 stand elsewhere by themselves, and are replaced inside of it.
    if (kind === 'id' && decodeText(value) !== null) return;
    found.set(value, addressOf(value) === null ? kind : 'address');
  };
  mapTexts(scenario, {
    text(text, { path, part }) {
      const kind = path === undefined || part !== 'event' ? null : privateKindOf(path);
      if (kind !== null) for (const value of privateParts(kind, text)) add(kind, value);
      for (const { groups } of text.matchAll(HOME)) add('user', groups!['name']!);
      for (const [address] of text.matchAll(ADDRESS)) if (addressOf(address) !== null) add('address', address);
      return text;
    },
  });
  return found;
}
