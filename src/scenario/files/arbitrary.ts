/** Test support: random rules as Kibana has them, with exceptions, and the tables of a detection-rules file. */
import fc from 'fast-check';
import { defaultOptions, emptyScenario, type JsonObject, type Rule } from '../scenario.ts';
import type { ScenarioFrame } from './opened.ts';

/** JSON that survives: no half of a surrogate pair, no negative zero. */
const texts = fc.oneof(
  fc.constantFrom(
    'bash',
    '"""',
    "'''",
    'a\\b',
    'line\nline\n',
    '\n',
    'tab\tend',
    'ü 🐳',
    '',
    '\u007f\u0001',
    'x"',
    "x'",
  ),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
);
const numbers = fc.oneof(fc.nat(), fc.double({ noNaN: true, noDefaultInfinity: true })).map((value) => value + 0);
const keys = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }).filter((key) => key !== '__proto__');
const values = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    texts,
    numbers,
    fc.boolean(),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(keys, tie('value'), { maxKeys: 3 }),
  ),
})).value as fc.Arbitrary<never>;

const textLists = fc.array(texts, { maxLength: 4 });
const techniques = fc.record({ id: fc.constantFrom('T1059', 'T1609'), name: texts, reference: texts });
const threats = fc.array(
  fc.record(
    {
      framework: fc.constant('MITRE ATT&CK'),
      tactic: fc.record({ id: fc.constant('TA0002'), name: texts, reference: texts }),
      technique: fc.array(techniques, { maxLength: 2 }),
    },
    { requiredKeys: ['framework', 'tactic'] },
  ),
  { maxLength: 2 },
);
const fields = fc.constantFrom('event.kind', 'host.id', 'ts');

/** A rule that says everything that a file must say. */
export const fullRules = fc
  .tuple(
    fc.record({
      rule_id: fc.uuid(),
      name: texts.map((name) => `rule ${name}`),
      description: texts.map((text) => `it ${text}`),
      type: fc.constant('eql'),
      language: fc.constant('eql'),
      query: texts,
      severity: fc.constantFrom('low', 'critical'),
      risk_score: fc.nat(100),
    }),
    fc.record(
      {
        index: textLists,
        tags: textLists,
        false_positives: textLists,
        note: texts,
        threat: threats,
        investigation_fields: fc.record({ field_names: textLists }),
        from: fc.constant('now-9m'),
        interval: fc.constant('5m'),
        max_signals: fc.nat(1000),
        event_category_override: fields,
        timestamp_field: fields,
        tiebreaker_field: fields,
        alert_suppression: fc.record({ group_by: textLists }),
        filters: fc.array(values, { maxLength: 1 }),
      },
      { requiredKeys: [] },
    ),
    fc.dictionary(
      keys.map((key) => `x_${key}`),
      values,
      { maxKeys: 3 },
    ),
  )
  .map(([needed, known, unknown]): Rule => ({ ...needed, ...known, ...unknown }));

const items = fc.record({
  item_id: fc.uuid(),
  name: texts.map((name) => `item ${name}`),
  description: texts.map((text) => `it ${text}`),
  type: fc.constant('simple'),
  namespace_type: fc.constant('single'),
  entries: fc.array(values, { minLength: 1, maxLength: 2 }),
  comments: fc.array(values, { maxLength: 1 }),
});

/** Lists that the rule names, in the order of an export, each with its items behind it. */
const exceptionsOf = fc.uniqueArray(fc.tuple(fc.uuid(), fc.array(items, { maxLength: 3 })), {
  selector: ([id]) => id,
  maxLength: 2,
});

export const frames: fc.Arbitrary<ScenarioFrame> = fc.tuple(fullRules, exceptionsOf).map(([rule, lists]) => {
  const exceptionLists = lists.map(([id]): JsonObject => ({
    id,
    list_id: id,
    type: 'detection',
    namespace_type: 'single',
  }));
  const own = lists.flatMap(([id, its]) => its.map((item): JsonObject => ({ ...item, list_id: id })));
  const { event_category_override: category, timestamp_field: timestamp, tiebreaker_field: tiebreaker } = rule;
  return {
    ...emptyScenario,
    title: rule.name!,
    rule: exceptionLists.length === 0 ? rule : { ...rule, exceptions_list: exceptionLists },
    exceptionLists,
    exceptions: own,
    options: {
      ...defaultOptions,
      eventCategoryField: (category as string | undefined) ?? defaultOptions.eventCategoryField,
      timestampField: (timestamp as string | undefined) ?? defaultOptions.timestampField,
      tiebreakerField: (tiebreaker as string | undefined) ?? null,
    },
  };
});
