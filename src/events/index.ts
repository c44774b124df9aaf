/**
 * Events: anything a person pastes becomes a dataset of rows, columns and texts. This is all that other folders use.
 */
export { createDataset } from './columns/dataset.ts';
export type { Dataset, Located, LocatedValue, NewEventText } from './columns/dataset.ts';
export { canonicalIp } from './columns/convert.ts';
export { pretty } from './columns/pretty.ts';
export { createSchema } from './schema/schema.ts';
export type { EventSchema, SchemaOptions } from './schema/schema.ts';
export { containerField, containerFields } from './schema/container-fields.ts';
export type { ContainerField } from './schema/container-fields.ts';
export { loadSources } from './read/load.ts';
export type { LoadProblem, LoadReport } from './read/load.ts';
export { readSource } from './read/read.ts';
export type { EventSource, ReadEvent, ReadOptions, ReadResult } from './read/read.ts';
