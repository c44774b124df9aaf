import { useCallback, useMemo } from 'react';
import type { Span } from '../../text/span.ts';
import type { Inspection } from '../../worker/protocol.ts';
import { useActions, useApp } from '../useApp.ts';

const none: readonly Span[] = [];

interface EventMarks {
  /** Values that made clauses true. */
  readonly witnesses: readonly Span[];
  /** Values that the deciding clauses read and that do not fit. */
  readonly obstacles: readonly Span[];
  /** What the clause or field under the pointer reads. */
  readonly reads: readonly Span[];
  readonly onHoverPath: (offset: number | null) => void;
}

/** The two-way hover: a clause marks its values in the event, a value marks the clauses that read it. */
export function useHoverInEvent(inspection: Inspection): EventMarks {
  const actions = useActions();
  const hover = useApp((state) => state.hover);

  const witnesses = useMemo(() => inspection.clauses.flatMap((clause) => clause.witnesses), [inspection]);

  const obstacles = useMemo(() => {
    if (inspection.blockers === null) return none;
    return inspection.deciding.flatMap((id) => inspection.clauses[id]?.reads.flatMap((read) => read.spans) ?? []);
  }, [inspection]);

  const reads = useMemo(() => {
    if (hover === null) return none;
    if (hover.kind === 'clause') return (inspection.clauses[hover.clause]?.reads ?? []).flatMap((read) => read.spans);
    for (const clause of inspection.clauses) {
      const read = clause.reads.find(({ path }) => path === hover.path);
      if (read !== undefined) return read.spans;
    }
    return none;
  }, [hover, inspection]);

  const onHoverPath = useCallback(
    (offset: number | null) => {
      const path = offset === null ? null : pathAt(inspection, offset);
      actions.setHover(path === null ? null : { kind: 'path', path });
    },
    [actions, inspection],
  );

  return { witnesses, obstacles, reads, onHoverPath };
}

/** The field of the rule whose value stands at an offset of the event's text. */
function pathAt({ clauses }: Inspection, offset: number): string | null {
  for (const clause of clauses) {
    for (const { path, spans } of clause.reads) {
      if (spans.some(({ from, to }) => from <= offset && offset <= to)) return path;
    }
  }
  return null;
}
