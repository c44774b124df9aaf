/** The lint of constants that no value of the field can be: a path in a field of names, a checksum of another length. */
import type { Fix } from '../../../text/diagnostic.ts';
import { slice } from '../../../text/span.ts';
import { writeString } from '../../syntax/literals.ts';
import { similarNames } from '../suggest.ts';
import type { Finding, LintParts } from './lint.ts';
import { type ValueTest, valueTestsOf, withoutEntry } from './valueTests.ts';
import { isWild } from './wildcards.ts';

/** What the values of a field are like. */
interface Shape {
  readonly isForeign: (value: string) => boolean;
  /** Behind the name of the field. */
  readonly why: string;
  /** The field that holds such values. */
  readonly rename?: readonly [from: string, to: string];
  /** The value that is meant; undefined where nobody knows. */
  readonly meant?: (value: string) => string | undefined;
}

/** What is not listed may hold anything. */
const SHAPES: readonly (Shape & { readonly fields: RegExp })[] = [
  {
    fields: /^process(?:\.\w+)*\.name$/,
    isForeign: (value) => value.includes('/') && !/^https?:/.test(value),
    why: 'is a base name, without a slash',
    rename: ['name', 'executable'],
  },
  {
    fields: /^process(?:\.\w+)*\.executable$/,
    isForeign: (value) => value !== '' && !/[/\\*?]/.test(value),
    why: 'is a whole path, with a slash',
    rename: ['executable', 'name'],
  },
  {
    fields: /^file\.extension$/,
    isForeign: (value) => value.startsWith('.'),
    why: 'is written without the dot',
    meant: (value) => value.slice(1),
  },
];

/** Hexadecimal digits of a checksum, by the last name of its field. */
const DIGITS: Readonly<Record<string, number>> = { md5: 32, sha1: 40, sha256: 64, sha384: 96, sha512: 128 };

/** Has a list of values that every source keeps to; those of `event.type` came later than some sources. */
const CLOSED = 'host.os.type';

export function findForeignValues({ clauses, text, facts }: LintParts): readonly Finding[] {
  const tests = valueTestsOf(clauses);
  // Windows has processes without a file, such as Registry.
  const isWindows = tests.some(({ field, items }) => field.path === CLOSED && items.some(isTextOf('windows')));
  return tests.flatMap((test) => {
    const { path } = test.field;
    const allowed = path === CLOSED ? (facts?.notes(path)?.allowed ?? []) : [];
    const shape = (isWindows ? undefined : SHAPES.find(({ fields }) => fields.test(path))) ?? shapeOf(test, allowed);
    if (shape === undefined) return [];
    const isForeign = ({ value }: Item): boolean => typeof value === 'string' && shape.isForeign(value);
    return test.items.flatMap((item, place) => {
      if (!isForeign(item)) return [];
      const message = `${path} ${shape.why}: ${slice(text, item.span)} never fits.`;
      const isAll = test.items.every(isForeign);
      return [{ span: item.span, message, fixes: [...mending(test, item, shape, isAll), ...removal(test, place)] }];
    });
  });
}

type Item = ValueTest['items'][number];

function isTextOf(wanted: string): (item: Item) => boolean {
  return ({ value }) => typeof value === 'string' && value.toLowerCase() === wanted;
}

/** Of checksums, and of a field with a list of values. */
function shapeOf({ field, ignoresCase, expandsWildcards }: ValueTest, allowed: readonly string[]): Shape | undefined {
  const isPattern = (value: string): boolean => expandsWildcards && isWild(value);
  const kind = /\.hash\.(\w+)$/.exec(field.path)?.[1] ?? '';
  if (Object.hasOwn(DIGITS, kind)) {
    const digits = DIGITS[kind]!;
    const isForeign = (value: string): boolean => value !== '' && !isPattern(value) && value.length !== digits;
    return { isForeign, why: `has ${digits} hexadecimal digits` };
  }
  if (allowed.length === 0) return undefined;
  return {
    isForeign: (value) => !isPattern(value) && !allowed.includes(ignoresCase ? value.toLowerCase() : value),
    why: `holds one of ${allowed.join(', ')}`,
    meant: (value) => similarNames(value.toLowerCase(), allowed)[0],
  };
}

function mending({ field }: ValueTest, { value, span }: Item, { rename, meant }: Shape, isAll: boolean): Fix[] {
  const written = meant?.(String(value));
  if (written !== undefined) {
    const replacement = writeString(written);
    return [{ title: `Write ${replacement}`, span, replacement }];
  }
  if (rename === undefined || !isAll) return [];
  const path = field.path.slice(0, -rename[0].length) + rename[1];
  return [{ title: `Write ${path}`, span: field.nameSpan, replacement: path }];
}

function removal({ items }: ValueTest, place: number): Fix[] {
  if (items.length < 2) return [];
  return [{ title: 'Remove the entry', span: withoutEntry(items, place), replacement: '' }];
}
