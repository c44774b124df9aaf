/**
 * What it would take for the selected event to match: its smallest blocker sets, each leaf with the value that was there
 * and the value wanted. A line leads to its clause in the rule.
 */
import { useState } from 'react';
import type { BlockerSets, Obstacle } from '../../worker/protocol.ts';
import { currentInspection } from '../clauses/clauseVerdict.ts';
import { Button } from '../parts/Button.tsx';
import { useHandle, useShell } from '../shell.ts';
import { useActions, useApp } from '../useApp.ts';
import { Words } from '../Words.tsx';
import { counted, number } from '../words.ts';

/** Sets that are shown before one asks for more. */
const FIRST = 1;

export function WhyNot() {
  const blockers = useApp((state) => currentInspection(state)?.blockers);
  const selected = useApp((state) => state.selected);
  const sets = blockers?.sets ?? [];
  // Without a set there is nothing to flip, and an empty one is a match.
  if (!blockers || sets.length === 0 || blockers.size === 0) return null;
  return <Ways key={selected} blockers={blockers} />;
}

function Ways({ blockers: { sets, size, total, exact } }: { readonly blockers: BlockerSets }) {
  const [isOpen, setOpen] = useState(false);
  const shown = isOpen ? sets : sets.slice(0, FIRST);
  const rest = total - shown.length;
  return (
    <div className="ec-why" role="group" aria-label="What keeps it out">
      <ol className="ec-ways">
        {shown.map((set, i) => (
          <li key={set.map(({ clause }) => clause).join()} className="ec-way">
            {i > 0 && <span className="ec-or">or</span>}
            <ul>
              {set.map((obstacle) => (
                <ObstacleLine key={obstacle.clause} obstacle={obstacle} />
              ))}
            </ul>
          </li>
        ))}
      </ol>
      {sets.length > FIRST && (
        <Button look="quiet" className="ec-more" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {isOpen ? 'Show one way' : `${counted(total - FIRST, 'other way')} as short`}
        </Button>
      )}
      {isOpen && rest > 0 && (
        <p className="ec-rest">
          and {number(rest)} more, of {counted(size, 'clause')} each.
        </p>
      )}
      {!exact && <p className="ec-rest">An estimate: too many clauses of this rule repeat to try every choice.</p>}
    </div>
  );
}

function ObstacleLine({ obstacle }: { readonly obstacle: Obstacle }) {
  const actions = useActions();
  const { focus } = useShell();
  const rule = useHandle('rule');
  const span = useApp((state) => state.verdicts?.analysis.clauses[obstacle.clause]?.span);
  const { clause, there, wanted, text } = obstacle;
  const hover = (on: boolean) => actions.setHover(on ? { kind: 'clause', clause } : null);
  return (
    <li>
      <button
        type="button"
        className="ec-obstacle"
        title={`Show in the rule: ${text}`}
        onMouseEnter={() => hover(true)}
        onMouseLeave={() => hover(false)}
        onFocus={() => hover(true)}
        onBlur={() => hover(false)}
        onClick={() => {
          focus('rule');
          if (span !== undefined) rule.current?.reveal(span);
        }}
      >
        <span>
          <Words text={there} />
        </span>
        <span className="ec-wanted">
          <Words text={wanted} />
        </span>
      </button>
    </li>
  );
}
