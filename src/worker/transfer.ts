/** The arrays of an answer, which go to the page instead of being copied. */
import type { PackedTexts } from '../text/packed.ts';
import type { Answer, Bitmap, NearMisses, Told } from './protocol.ts';

interface Buffered {
  readonly buffer: ArrayBuffer;
}

export function transferables(answer: Answer): readonly ArrayBuffer[] {
  switch (answer.kind) {
    case 'table':
      return [
        ...distinct([answer.table.live, answer.table.invalid, ...arraysOf(answer.table.added?.ids)]),
        ...(answer.told ? buffersOf(answer.told) : []),
      ];
    case 'evidence': {
      const { clauses } = answer.evidence;
      return distinct(
        clauses.flatMap((clause) => [
          clause.true,
          clause.missing,
          clause.error,
          clause.decides,
          clause.soleBlocker,
          clause.aloneResponsible,
        ]),
      );
    }
    case 'matched':
      return distinct(answer.rule.matches === null ? [] : [answer.rule.matches]);
    case 'found':
      return distinct([answer.rows]);
    case 'order':
      return distinct([answer.order.rows]);
    case 'saved':
      return distinct([...arraysOf(answer.events.ids), ...arraysOf(answer.events.texts)]);
    case 'file':
      return [answer.bytes.buffer];
    case 'shared':
      return answer.shared.file === null ? [] : [answer.shared.file.buffer];
    case 'clause':
      return distinct([
        ...(answer.use?.entries ?? []).map(({ rows }) => rows),
        ...(answer.use?.fields ?? []).flatMap(({ values }) => values.map(({ rows }) => rows)),
      ]);
    case 'values':
      return distinct(answer.values.values.map(({ rows }) => rows));
    case 'near':
      return answer.near === null ? [] : distinct(bitmapsOf(answer.near));
    case 'part':
      return answer.part.kind === 'condition' ? distinct([answer.part.rows]) : [];
    case 'where':
      return distinct(answer.rows === null ? [] : [answer.rows]);
    default:
      return [];
  }
}

function buffersOf({ alert, benign, purposes }: Told): readonly ArrayBuffer[] {
  return [alert, benign, purposes.stories, purposes.actors, purposes.says].map(({ buffer }) => buffer);
}

function bitmapsOf({ distances, groups, unreachable, unsolved }: NearMisses): readonly Bitmap[] {
  return [...distances, ...groups.map(({ rows }) => rows), unreachable, unsolved];
}

function arraysOf(packed: PackedTexts | undefined): readonly Buffered[] {
  return packed === undefined ? [] : [packed.bytes, packed.starts];
}

function distinct(arrays: readonly (Buffered | undefined)[]): readonly ArrayBuffer[] {
  return [...new Set(arrays.flatMap((array) => array?.buffer ?? []))];
}
