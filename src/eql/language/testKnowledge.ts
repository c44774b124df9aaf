/** Test support: a few fields of container events and what ten events hold of them; a text with a `|` where the caret is. */
import type { FieldType } from '../check/types.ts';
import type { HeldValues, Knowledge } from './knowledge.ts';

type Row = readonly [type: FieldType, valueCount: number, values: Readonly<Record<string, number>>, array?: true];

const FIELDS: Readonly<Record<string, Row>> = {
  '@timestamp': ['date', 10, { '"2026-01-20T09:12:40.118Z"': 1 }],
  'event.action': ['keyword', 10, { '"exec"': 7, '"fork"': 3 }],
  'event.category': ['keyword', 10, { '"process"': 8, '"file"': 2 }],
  'event.outcome': ['keyword', 0, {}],
  'file.path': ['keyword', 2, { '"/etc/passwd"': 1, '"C:\\\\temp\\\\a.exe"': 1 }],
  'host.ip': ['ip', 0, {}],
  'odd field.in': ['keyword', 1, { '"x"': 1 }],
  'process.args': ['keyword', 24, { '"-i"': 4, '"bash"': 3, '"say \\"hi\\""': 1 }, true],
  'process.args_count': ['long', 10, { '1': 6, '2': 4 }],
  'process.interactive': ['boolean', 10, { true: 6, false: 4 }],
  'process.name': ['keyword', 8, { '"bash"': 5, '"sh"': 3 }],
  process: ['object', 0, {}],
};

const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  'event.category': ['file', 'network', 'process'],
  'event.outcome': ['failure', 'success', 'unknown'],
};

const EVENTS = 10;

export const testKnowledge: Knowledge = {
  schema: {
    mapping: 'open',
    field(path) {
      const row = FIELDS[path];
      return row && { type: row[0], declared: true };
    },
    paths: () => Object.keys(FIELDS),
  },
  eventCategoryField: 'event.category',
  events: EVENTS,
  notes(path) {
    const row = FIELDS[path];
    return (
      row && {
        description: `What ${path} is.`,
        array: row[3] === true,
        valueCount: row[1],
        allowed: ALLOWED[path] ?? [],
      }
    );
  },
  values(path): HeldValues | undefined {
    const row = FIELDS[path];
    if (row === undefined) return undefined;
    const values = Object.entries(row[2]).map(([literal, count]) => ({ literal, count }));
    return { filled: Math.min(row[1], EVENTS), distinct: values.length, values };
  },
};

/** A text with its caret, `|`; `\|` is a bar. */
export function marked(source: string): { readonly text: string; readonly offset: number } {
  const offset = source.search(/(?<!\\)\|/);
  const text = `${source.slice(0, offset)}${source.slice(offset + 1)}`.replaceAll('\\|', '|');
  return { text, offset: offset - (source.slice(0, offset).match(/\\\|/g)?.length ?? 0) };
}
