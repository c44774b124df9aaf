/**
 * Events: anything a person pastes becomes a dataset of rows, columns and texts. This is all that other folders use.
 */
export { createDataset } from './columns/dataset.ts';
export type { Dataset, Located, NewEventText } from './columns/dataset.ts';
export { commandLine, written, writtenValues } from './columns/written.ts';
export { allowedValues } from './schema/allowed-values.ts';
export { containerField } from './schema/container-fields.ts';
export { readMapping } from './schema/mapping.ts';
export { createSchema } from './schema/schema.ts';
export type { EventSchema, SchemaOptions } from './schema/schema.ts';
export { appendInTurns } from './inTurns.ts';
export { leaveOutAlertFields } from './read/alert.ts';
export { loadSources } from './read/load.ts';
export type { LoadReport } from './read/load.ts';
export { readSource } from './read/read.ts';
export type { EventSource } from './read/source.ts';
export { processTree } from './processes/tree.ts';
export { toCsv } from './write/csv.ts';
export { toBulk, toNdjson } from './write/json.ts';
