/** A scenario as the texts that run it on a real cluster. */
import type { Dataset } from '../events/index.ts';
import {
  bulkRequests,
  createRequest,
  removeRequest,
  searchOverPatterns,
  searchRequest,
} from '../scenario/elasticsearch/requests.ts';
import { asConsole, asCurl, asScript } from '../scenario/elasticsearch/texts.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { or, rowsOf } from '../eql/index.ts';
import type { ClusterTexts } from './protocol.ts';

/** `scenario`: all but the events, which are those of the dataset. */
export function clusterTexts(index: string, scenario: Scenario, dataset: Dataset): ClusterTexts {
  const now = new Date();
  const sent = [...rowsOf(or(dataset.live, dataset.invalid))]
    .map((row) => ({ id: dataset.idOf(row), text: dataset.text(row) }))
    .filter(({ text }) => text.trim().startsWith('{'));
  const types: Record<string, string> = {};
  for (const path of dataset.schema.paths()) {
    const fact = dataset.schema.field(path);
    if (fact !== undefined) types[path] = fact.typeName ?? fact.type;
  }
  const search = searchRequest(index, scenario, sent.length, now);
  const requests = [
    createRequest(index, types, scenario.options),
    ...bulkRequests(index, sent),
    search,
    removeRequest(index),
  ];
  const real = [searchOverPatterns(scenario, now)];
  return {
    events: sent.length,
    console: asConsole(requests),
    curl: asCurl(requests),
    script: asScript(requests),
    overPatterns: { console: asConsole(real), curl: asCurl(real), script: asScript(real) },
  };
}
