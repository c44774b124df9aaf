/**
 * Text with holes, filled at random: the notation of the rule generator. `t` makes text from a template, `pick` takes
 * one of several words, `some` one of several templates.
 */
import fc from 'fast-check';

export type Text = fc.Arbitrary<string>;

/** Text with holes. */
export function t(parts: TemplateStringsArray, ...holes: readonly Text[]): Text {
  return fc.tuple(...holes).map((filled) => parts.reduce((text, part, i) => text + filled[i - 1]! + part));
}

export const pick = (...options: readonly string[]): Text => fc.constantFrom(...options);

/** One of several; a number before an option is its weight. */
export function some(...options: readonly (Text | readonly [number, Text])[]): Text {
  return fc.oneof(
    ...options.map((option) =>
      Array.isArray(option)
        ? { weight: (option as readonly [number, Text])[0], arbitrary: (option as readonly [number, Text])[1] }
        : { weight: 1, arbitrary: option as Text },
    ),
  );
}

export function list(item: Text, least = 1, most = 3): Text {
  return fc.array(item, { minLength: least, maxLength: most, size: 'max' }).map((items) => items.join(', '));
}
