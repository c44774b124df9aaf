/** What a file of rules holds, in words. */
import type { RuleFile } from '../../app/imports.ts';
import { counted } from '../words.ts';

const forms = {
  scenario: 'Scenario',
  kibana: 'Kibana export',
  toml: 'File of the rules repository',
  json: 'Rule of Kibana’s API',
  eql: 'EQL query',
} satisfies Record<RuleFile['form'], string>;

/** `Kibana export: 2 rules, 1 exception.` */
export function contentsLine(files: readonly RuleFile[]): string {
  const count = (of: (file: RuleFile) => number) => files.reduce((sum, file) => sum + of(file), 0);
  const [only] = files;
  const what = files.length === 1 && only !== undefined ? forms[only.form] : counted(files.length, 'file');
  const scenarios = count((file) => (file.scenario === null ? 0 : 1));
  const parts: readonly (readonly [number, string])[] = [
    [count(({ rules }) => rules.length), 'rule'],
    [count(({ exceptions }) => exceptions.length), 'exception'],
    [files.length > 1 ? scenarios : 0, 'scenario'],
    [count((file) => file.scenario?.events.length ?? 0), 'event'],
  ];
  const holds = parts.flatMap(([n, noun]) => (n > 0 ? [counted(n, noun)] : []));
  return `${what}: ${holds.length === 0 ? 'nothing that can be used' : holds.join(', ')}.`;
}
