/** Test support: random scenarios, as odd as people's can be. */
import fc from 'fast-check';
import { defaultOptions, type JsonObject, type Rule, type Scenario, type ScenarioEvent } from '../scenario.ts';

const instants = fc.date({ noInvalidDate: true }).map((date) => date.toISOString());
const base64 = fc.string({ unit: 'grapheme-ascii', minLength: 16, maxLength: 40 }).map((text) => btoa(text));
const scalars = fc.oneof(
  fc.constantFrom('bash', '/usr/bin/sh', '-i', '10.0.0.1', '', '\ud800', 'Grüße', '"quoted"\n'),
  fc.string({ unit: 'binary' }),
  instants,
  base64,
  fc.integer(),
  fc.double({ noDefaultInfinity: true, noNaN: true }),
  fc.boolean(),
  fc.constant(null),
);
const keys = fc.oneof(
  fc.constantFrom('@timestamp', 'event', 'process', 'args', 'container.id', 'user', 'name', '__proto__', 'a.b', 'ü"'),
  fc.string({ maxLength: 4 }),
);

/** Values of documents, at most some objects deep. */
const values = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    scalars,
    fc.array(scalars, { maxLength: 3 }),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(keys, tie('value'), { maxKeys: 4 }),
  ),
})).value;

const documents = fc
  .tuple(fc.dictionary(keys, values, { maxKeys: 5 }), fc.constantFrom(0, 1, '\t'))
  .map(([document, indent]) => JSON.stringify(document, null, indent));

/** Valid documents, spellings that `JSON.stringify` never makes, and texts that are none. */
const texts = fc.oneof(
  { weight: 5, arbitrary: documents },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '{"a": 1.0, "a": 12345678901234567890}',
      '{ "\\u0061" : [ 1e5 , { } , [ [ ] ] ] , "b" : { } }',
      '{"a": [',
      '[1]',
      '"{}"',
      '',
      ' \n',
      `${'{"a":'.repeat(200)}1${'}'.repeat(200)}`,
    ),
  },
  { weight: 1, arbitrary: fc.string() },
);

const objects = fc.dictionary(fc.string({ minLength: 1, maxLength: 8 }), fc.jsonValue({ maxDepth: 2 }), {
  maxKeys: 3,
}) as fc.Arbitrary<JsonObject>;

const rules = fc
  .tuple(fc.string(), objects, fc.option(fc.string()), fc.constantFrom('low', 'high'))
  .map(([query, odd, name, severity]): Rule => {
    const { name: _name, description: _description, threat: _threat, risk_score: _score, ...rest } = odd;
    return { ...rest, query, severity, ...(name !== null && { name }) };
  });

const events = fc
  .uniqueArray(fc.tuple(fc.string({ minLength: 1, maxLength: 6 }), fc.boolean(), texts), {
    selector: ([id]) => id,
    maxLength: 8,
  })
  .chain((named) =>
    fc.tuple(
      fc.constant(named),
      fc.array(fc.tuple(fc.constantFrom('alert', 'benign', undefined), fc.option(fc.string())), {
        minLength: named.length,
        maxLength: named.length,
      }),
    ),
  )
  .map(([named, marks]) =>
    named.map(([id, isNamed, text], i): ScenarioEvent => {
      const [label, note] = marks[i]!;
      return {
        id: isNamed && !id.startsWith('#') ? id : `#${i}`,
        text,
        ...(label !== undefined && { label }),
        ...(note !== null && { note }),
      };
    }),
  );

export const scenarios: fc.Arbitrary<Scenario> = fc.record({
  title: fc.string(),
  description: fc.string({ unit: 'grapheme' }),
  rule: rules,
  baseline: fc.option(rules),
  exceptionLists: fc.array(objects, { maxLength: 2 }),
  exceptions: fc.array(objects, { maxLength: 2 }),
  valueLists: fc.dictionary(
    fc.string({ minLength: 1, maxLength: 5 }).filter((name) => name !== '__proto__'),
    fc.record({ type: fc.constantFrom('keyword', 'ip'), values: fc.array(fc.string(), { maxLength: 3 }) }),
    { maxKeys: 2 },
  ),
  events,
  fields: fc.dictionary(fc.constantFrom('a', 'process.args', 'user.name'), fc.constantFrom('keyword', 'long'), {
    maxKeys: 2,
  }),
  options: fc.record({
    mapping: fc.constantFrom('open', 'closed'),
    timestampField: fc.constantFrom('@timestamp', 'event.created'),
    eventCategoryField: fc.constant(defaultOptions.eventCategoryField),
    tiebreakerField: fc.constantFrom(null, 'event.sequence'),
    size: fc.nat(1000),
    maxSamplesPerKey: fc.constantFrom(1, 5),
    resultPosition: fc.constantFrom('head', 'tail'),
    exceptionReading: fc.constantFrom('events', 'sequences'),
  }),
});
