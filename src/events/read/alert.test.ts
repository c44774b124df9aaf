/** An alert gives its event back, however its keys are spelt. */
import { expect, test } from 'vitest';
import { createDataset } from '../columns/dataset.ts';
import { leaveOutAlertFields } from './alert.ts';
import { loadSources } from './load.ts';

test.each<[string, string, string]>([
  [
    'dotted keys, as alerts are stored',
    '{"@timestamp":"T2","kibana.alert.original_time":"T1","event.kind":"signal","kibana.alert.original_event.kind":"event","a":1.0,"kibana.version":"9"}',
    '{"@timestamp":"T1","event.kind":"event","a":1.0}',
  ],
  [
    'nested keys',
    '{"kibana": {"alert": {"original_time": "T1", "original_event": {"kind": "event"}}}, "@timestamp": "T2", "event": {"kind": "signal", "action": "exec"}}',
    '{ "@timestamp": "T1", "event": {"kind": "event", "action": "exec"}}',
  ],
  [
    'lists, as a search for fields gives them',
    '{"@timestamp":["T2"],"kibana.alert.original_time":["T1"],"event.kind":["signal"]}',
    '{"@timestamp":["T1"],"event.kind":["signal"]}',
  ],
  ['an alert without the original', '{"@timestamp":"T2","kibana.alert.uuid":"u"}', '{"@timestamp":"T2"}'],
])('%s', (_, alert, event) => {
  const text = (it: string) => it.replaceAll('T1', '2026-03-01T10:00:00Z').replaceAll('T2', '2026-03-01T10:05:00Z');
  const dataset = createDataset();
  dataset.append([{ text: text(alert) }, { text: '{"b":1}' }]);
  expect(leaveOutAlertFields(dataset, [0, 1])).toBe(1);
  expect([dataset.text(0), dataset.text(1)]).toEqual([text(event), '{"b":1}']);
  expect(dataset.problemsOf(0)).toEqual([]);
});

test('alerts are found among hits, fields and plain events, and nothing else is one', async () => {
  const alert = '{"kibana.alert.uuid":"u"}';
  const nested = '{"a":{"kibana":1},"b":"kibana.alert"}';
  const sources = [
    `{"hits":{"hits":[{"_id":"1","_source":${alert}},{"_id":"2","_source":${nested}}]}}`,
    `${nested}\n{"kibana":{"alert":{}}}\n{"_index":"i","_id":"3","fields":{"kibana.alert.uuid":["u"]}}`,
  ].map((text, i) => ({ name: `${i}`, bytes: new TextEncoder().encode(text) }));
  const dataset = createDataset();
  dataset.append([{ text: '{}' }]);
  expect((await loadSources(dataset, sources)).alerts).toEqual([1, 4, 5]);
});
