/** The fields that events have values of, as opposed to those that a mapping knows. */
import type { EventSchema } from './schema.ts';

/** Paths in the order of the mapping, then of first appearance; sub-fields, which read other fields' values, are none. */
export function fieldsInUse({ tree }: EventSchema): readonly string[] {
  return tree.nodes.filter((node) => node.hasValues && node.source === undefined).map(({ path }) => path);
}
