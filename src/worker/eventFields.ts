/** One event as a flat list of fields, in the order in which they stand in its text. */
import { type Dataset, written } from '../events/index.ts';
import { shortened } from '../text/shortened.ts';
import type { EventField } from './protocol.ts';

/** What a table can show of one event. */
const MAX_FIELDS = 2000;
const MAX_VALUES = 100;

/** Characters of a value. Elasticsearch indexes no longer ones of a keyword, in bytes, so nothing looks for them. */
const LONGEST = 32_766;

/** @param text the event's text as it is shown; places of values are in it */
export function eventFields(dataset: Dataset, text: string): readonly EventField[] {
  const { schema } = dataset;
  // A multi-field such as `process.name.text` has its values from the field above it.
  const paths = [...schema.paths()].filter((path) => schema.tree.find(path)?.source === undefined);
  const located = [...dataset.locateIn(text, paths)].filter(([, values]) => values.length > 0);
  located.sort(([, a], [, b]) => a[0]!.span.from - b[0]!.span.from);
  return located.slice(0, MAX_FIELDS).map(([path, values]): EventField => {
    const fact = schema.field(path);
    return {
      path,
      type: fact?.typeName ?? fact?.type ?? '',
      declared: fact?.declared ?? false,
      values: values.slice(0, MAX_VALUES).map(({ span }) => {
        const whole = written({ span }, text);
        return { text: shortened(whole, LONGEST), isWhole: whole.length <= LONGEST, span };
      }),
      valueCount: values.length,
    };
  });
}
