/** The lint of patterns that begin with `*` where another field holds the rest of them as its whole value. */
import { slice } from '../../../text/span.ts';
import { writeString } from '../../syntax/literals.ts';
import type { Finding, LintParts } from './lint.ts';
import { type ValueTest, valueTestsOf } from './valueTests.ts';

/** `*` + a name, in a field of paths, is that name in the field of names. */
const SHORTER: readonly {
  readonly field: RegExp;
  readonly pattern: RegExp;
  readonly rename: readonly [from: string, to: string];
}[] = [
  { field: /^process(?:\.\w+)*\.executable$/, pattern: /^\*[\\/]([^*?\\/][^\\/]*)$/, rename: ['executable', 'name'] },
  { field: /^(?:file|dll)\.path$/, pattern: /^\*[\\/]([^*?\\/][^\\/]*)$/, rename: ['path', 'name'] },
  { field: /^file\.path$/, pattern: /^\*\.(\w+)$/, rename: ['path', 'extension'] },
  { field: /^file\.name$/, pattern: /^\*\.(\w+)$/, rename: ['name', 'extension'] },
];

export function findLeadingWildcards({ clauses, text, schema }: LintParts): readonly Finding[] {
  return valueTestsOf(clauses).flatMap((test) => {
    if (!test.expandsWildcards || test.items.length === 0) return [];
    for (const { field, pattern, rename } of SHORTER) {
      if (!field.test(test.field.path)) continue;
      const rests = test.items.flatMap(({ value }) => pattern.exec(String(value))?.[1] ?? []);
      if (rests.length < test.items.length) continue;
      const path = test.field.path.slice(0, -rename[0].length) + rename[1];
      if (schema.field(path)?.declared !== true) continue;
      const message = `Every value of ${test.field.path} has to be looked at; ${path} holds the rest of the pattern itself.`;
      const fix = { title: `Write ${path}`, span: test.span, replacement: withField(test, path, rests, text) };
      return [{ span: test.span, message, fixes: [fix] }];
    }
    return [];
  });
}

/** The same test of another field; what stands between field and values stays. */
function withField({ field, items, span }: ValueTest, path: string, rests: readonly string[], text: string): string {
  let written = `${field.optional ? '?' : ''}${path}`;
  let at = field.span.to;
  for (const [place, item] of items.entries()) {
    written += slice(text, { from: at, to: item.span.from }) + writeString(rests[place]!);
    at = item.span.to;
  }
  return written + slice(text, { from: at, to: span.to });
}
