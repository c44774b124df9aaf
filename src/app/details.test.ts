/** What a rule says of itself as a form: nothing changes that nobody changed, and what Kibana would refuse is said. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fullRules } from '../scenario/files/arbitrary.ts';
import type { JsonValue, Rule } from '../scenario/scenario.ts';
import { attackRowsOf, knownNames, NO_NAME, readAttackText, threatOf } from './attack.ts';
import { type DetailsForm, detailsProblems, formOf, ruleOf } from './details.ts';

const threat = [
  {
    framework: 'MITRE ATT&CK',
    tactic: { id: 'TA0002', name: 'Execution', reference: 'https://attack.mitre.org/tactics/TA0002/' },
    technique: [
      {
        id: 'T1059',
        name: 'Command and Scripting Interpreter',
        reference: 'https://attack.mitre.org/techniques/T1059/',
        x_own: 1,
        subtechnique: [
          { id: 'T1059.004', name: 'Unix Shell', reference: 'https://attack.mitre.org/techniques/T1059/004/' },
        ],
      },
    ],
  },
];
const rule: Rule = {
  rule_id: 'r',
  name: 'Shell',
  description: 'A shell',
  query: 'any where true',
  severity: 'low',
  risk_score: 21,
  interval: '5m',
  from: 'now-6m',
  threat,
  x_unknown: { kept: true },
};
const changed = (changes: Partial<DetailsForm>, of = rule) => ruleOf(of, { ...formOf(of), ...changes });

test('a form that nobody touched changes nothing, not even the order of keys', () => {
  fc.assert(
    fc.property(fullRules, (any) => {
      expect(JSON.stringify(ruleOf(any, formOf(any)))).toBe(JSON.stringify(any));
    }),
    { numRuns: 100 },
  );
});

describe('a change', () => {
  test('is written to its key alone', () => {
    const next = changed({ severity: 'critical', risk_score: '99', tags: 'a\n\n b ' });
    expect(next).toEqual({ ...rule, severity: 'critical', risk_score: 99, tags: ['a', 'b'] });
    expect(Object.keys(next)).toEqual([...Object.keys(rule), 'tags']);
  });

  test('that empties a text takes its key away, and a list only if it was not there', () => {
    expect(changed({ interval: '' })).not.toHaveProperty('interval');
    expect(changed({ tags: '' }, { ...rule, tags: ['a'] })['tags']).toEqual([]);
    expect(changed({ tags: ' \n' })).not.toHaveProperty('tags');
  });

  test('of a building block and a suppression', () => {
    const next = changed({ building_block: true, suppress_by: 'host.id, user.name', suppress_for: '10m' });
    expect(next['building_block_type']).toBe('default');
    expect(next['alert_suppression']).toEqual({
      group_by: ['host.id', 'user.name'],
      duration: { value: 10, unit: 'm' },
      missing_fields_strategy: 'suppress',
    });
    expect(changed({ building_block: false, suppress_by: '' }, next)).toEqual(rule);
    expect(formOf(next)).toMatchObject({
      suppress_by: 'host.id, user.name',
      suppress_for: '10m',
      building_block: true,
    });
  });
});

describe('MITRE ATT&CK', () => {
  test('is rows, and comes back as it was', () => {
    const rows = attackRowsOf(threat)!;
    expect(rows).toEqual([
      {
        tactic: { id: 'TA0002', name: 'Execution' },
        technique: { id: 'T1059', name: 'Command and Scripting Interpreter' },
        subtechnique: { id: 'T1059.004', name: 'Unix Shell' },
      },
    ]);
    expect(threatOf(rows, threat)).toEqual(threat);
  });

  test('of a new row stands beside what is there, with the page that MITRE has on it', () => {
    const row = { ...formOf(rule).attack![0]!, subtechnique: { id: 'T1059.006', name: 'Python' } };
    const attack = [
      ...formOf(rule).attack!,
      row,
      { tactic: { id: 'TA0003', name: 'Persistence' }, technique: NO_NAME, subtechnique: NO_NAME },
    ];
    const [execution, persistence] = changed({ attack })['threat'] as [(typeof threat)[0], JsonValue];
    expect(execution.technique[0]).toMatchObject({ x_own: 1 });
    expect(execution.technique[0]!.subtechnique[1]).toEqual({
      id: 'T1059.006',
      name: 'Python',
      reference: 'https://attack.mitre.org/techniques/T1059/006/',
    });
    expect(persistence).toEqual({
      framework: 'MITRE ATT&CK',
      tactic: { id: 'TA0003', name: 'Persistence', reference: 'https://attack.mitre.org/tactics/TA0003/' },
    });
  });

  test.each<[string, JsonValue]>([
    ['ids alone', [{ framework: 'MITRE ATT&CK', tactic: 'TA0006', technique: ['T1110'] }]],
    ['another framework', [{ framework: 'Other', tactic: { id: 'x' } }]],
    ['no list', { tactic: 1 }],
  ])('in another form (%s) is left alone', (_, odd) => {
    expect(attackRowsOf(odd)).toBeNull();
    expect(changed({ severity: 'high' }, { ...rule, threat: odd })['threat']).toBe(odd);
  });

  test('has the names that rules bring along', () => {
    const known = knownNames([rule]);
    expect(readAttackText('t1059.004', known)).toEqual({ id: 'T1059.004', name: 'Unix Shell' });
    expect(readAttackText(' T1059  Mine ', known)).toEqual({ id: 'T1059', name: 'Mine' });
    expect(readAttackText('T9999', known)).toEqual({ id: 'T9999', name: '' });
    expect(readAttackText('', known)).toEqual(NO_NAME);
  });
});

describe('what is wrong is said', () => {
  const said = (changes: Partial<DetailsForm>) =>
    detailsProblems({ ...formOf(rule), ...changes }).map(
      ({ field, severity, message }) => `${severity} ${field}: ${message}`,
    );
  test('of nothing', () => expect(said({})).toEqual([]));
  test.each<[Partial<DetailsForm>, string]>([
    [{ name: ' ' }, 'warning name: Kibana needs it.'],
    [{ risk_score: '101' }, 'error risk_score: A number from 0 to 100.'],
    [{ risk_score: '1.5' }, 'warning risk_score: Kibana takes whole numbers.'],
    [{ risk_score: 'x' }, 'error risk_score: A number from 0 to 100.'],
    [{ max_signals: '0' }, 'warning max_signals: A whole number from 1.'],
    [{ interval: '5' }, 'warning interval: A number and s, m or h, such as 5m.'],
    [{ from: '6m' }, 'warning from: Like now-6m: a number and s, m, h or d.'],
    [{ from: 'now-4m' }, 'warning from: Shorter than the interval: events in between are never seen.'],
    [{ suppress_by: 'a' }, 'warning suppress_by: Needs stack 8.14 or newer. No verdict here hangs on it.'],
    [{ suppress_for: '5m' }, 'warning suppress_by: Without a field nothing is suppressed.'],
    [
      { attack: [{ tactic: { id: 'T1', name: 'x' }, technique: NO_NAME, subtechnique: NO_NAME }] },
      'warning attack: "T1" is no tactic: like TA0002.',
    ],
    [
      {
        attack: [{ tactic: { id: 'TA0002', name: 'x' }, technique: { id: 'T1059', name: '' }, subtechnique: NO_NAME }],
      },
      'warning attack: T1059 has no name, and Kibana wants one: write it behind the id.',
    ],
  ])('%j', (changes, wanted) => {
    expect(said(changes)).toContain(wanted);
  });
});
