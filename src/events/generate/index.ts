/** Events that nobody has to paste: the process model, the documents of the sensor, and what is made with them. */
export type { Cluster, Container, Node, Pod } from './sensor/places.ts';
export { Process } from './sensor/processes.ts';
export { documentOf } from './sensor/document.ts';
export { type Report, reports } from './sensor/reports.ts';
