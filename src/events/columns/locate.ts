/** Where the values of some fields stand in one text, and what they are. */
import { LeafKind, type FieldNode, type FieldTree } from '../schema/field-tree.ts';
import { utf16Offsets } from './bytes.ts';
import { wantedFields } from './column-set.ts';
import { convert } from './convert.ts';
import type { Located, LocatedValue } from './dataset.ts';
import type { EventScanner } from './scanner.ts';
import type { TextRange } from './store.ts';

/**
 * @param checked whether the scanner has accepted the text before; then all other fields are passed over
 */
export function locate(
  tree: FieldTree,
  scanner: EventScanner,
  text: TextRange,
  paths: Iterable<string>,
  checked: boolean,
): Located {
  const { bytes, from, to } = text;
  const located = new Map<string, LocatedValue[]>();
  const readers = new Map<FieldNode, FieldNode[]>();
  for (const path of paths) {
    if (located.has(path)) continue;
    located.set(path, []);
    const node = tree.find(path);
    if (node === undefined) continue;
    const source = node.source ?? node;
    readers.set(source, [...(readers.get(source) ?? []), node]);
  }
  if (readers.size === 0) return located;
  if (checked) scanner.scanWanted(bytes, from, to, wantedFields(tree, readers.keys()));
  else if (scanner.scan(bytes, from, to) !== undefined) return located;
  const toUtf16 = utf16Offsets(bytes, from, to);
  const { leaves } = scanner;
  for (let i = 0; i < leaves.count; i++) {
    const kind = leaves.kinds[i]!;
    if (kind === LeafKind.object) continue;
    for (const node of readers.get(leaves.nodes[i]!) ?? []) {
      const value = convert(node.type ?? 'keyword', leaves.text(bytes, i), kind);
      if (value === undefined || value === null) continue;
      const span = { from: toUtf16(leaves.from[i]! - from), to: toUtf16(leaves.to[i]! - from) };
      located.get(node.path)!.push({ span, value });
    }
  }
  return located;
}
