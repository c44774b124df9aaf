import type { ItemFinding } from '../../worker/protocol.ts';
import { currentInspection } from '../clauses/clauseVerdict.ts';
import { Sign } from '../Sign.tsx';
import { useApp } from '../useApp.ts';
import './exceptions.css';

/** Each exception on the selected event, with a verdict for every condition: open where one takes the event away. */
export function ExceptionFindings() {
  const findings = useApp((state) => currentInspection(state)?.exceptions);
  const selected = useApp((state) => state.selected);
  if (findings === undefined || findings.length === 0) return null;
  const fitting = findings.filter(({ fits }) => fits);
  const names = fitting.map(({ name }) => name).join(', ');
  const line =
    fitting.length === 0
      ? 'No exception fits'
      : `${fitting.length === 1 ? 'Exception' : 'Exceptions'} ${names} ${fitting.length === 1 ? 'fits' : 'fit'}`;
  return (
    <details key={selected} className="ex-findings" open={fitting.length > 0}>
      <summary>
        {line} <span className="ex-count">{`(${fitting.length} of ${findings.length})`}</span>
      </summary>
      <ul aria-label="Exceptions">
        {[...fitting, ...findings.filter(({ fits }) => !fits)].map((finding, i) => (
          // Items may repeat, and have no other name.
          // oxlint-disable-next-line react/no-array-index-key
          <Finding key={`${finding.name} ${i}`} finding={finding} />
        ))}
      </ul>
    </details>
  );
}

function Finding({ finding: { name, fits, conditions } }: { readonly finding: ItemFinding }) {
  return (
    <li className="ex-item">
      <span className="ex-name">
        <Sign kind={fits ? 'true' : 'false'} size={13} /> {name}
      </span>
      <ul>
        {conditions.map(({ words, verdict }) => (
          <li key={words} className="ex-condition" data-verdict={verdict}>
            <Sign kind={verdict === 'error' ? 'false' : verdict} size={12} />
            <code>{words}</code>
            <span className="u-hidden">{verdict}</span>
          </li>
        ))}
      </ul>
    </li>
  );
}
