/** The answer of a cluster, pasted, beside the page's own verdicts: every event on which the two differ. */
import { useId, useState } from 'react';
import { type ClusterComparison, compareWithCluster } from '../../app/cluster.ts';
import { Button } from '../parts/Button.tsx';
import { Sign } from '../Sign.tsx';
import { useActions, useStore } from '../useApp.ts';
import { counted, number } from '../words.ts';

/** Differences that are listed. */
const MOST = 100;

export function AnswerCheck({ onClose }: { readonly onClose: () => void }) {
  const store = useStore();
  const [answer, setAnswer] = useState('');
  const [found, setFound] = useState<ClusterComparison | null>(null);
  const field = useId();
  return (
    <section className="es-answer" aria-label="Its answer">
      <label htmlFor={field}>Its answer to _eql/search</label>
      <textarea
        id={field}
        className="p-input es-paste"
        rows={3}
        spellCheck={false}
        placeholder={'{"hits":{"events":[…]}}'}
        value={answer}
        onChange={(event) => {
          setAnswer(event.target.value);
          setFound(null);
        }}
      />
      <p className="es-actions">
        <Button disabled={answer.trim() === ''} onClick={() => setFound(compareWithCluster(answer, store.getState()))}>
          Compare
        </Button>
      </p>
      <div role="status">{found !== null && <Found found={found} onClose={onClose} />}</div>
    </section>
  );
}

function Found({ found, onClose }: { readonly found: ClusterComparison; readonly onClose: () => void }) {
  const actions = useActions();
  if ('problem' in found) return <p className="es-problem">{found.problem}</p>;
  const { compared, differences } = found;
  if (differences.length === 0) {
    return (
      <p className="es-agrees">
        <Sign kind="true" /> The cluster and the page agree on {counted(compared, 'event')}.
      </p>
    );
  }
  return (
    <>
      <p className="es-problem">
        They differ on {number(differences.length)} of {counted(compared, 'event')}:
      </p>
      <ul className="es-differences">
        {differences.slice(0, MOST).map(({ id, here, there, row }) => (
          <li key={id}>
            <button
              type="button"
              className="es-difference"
              disabled={row === null}
              title={row === null ? 'The page has no such event' : 'Show the event'}
              onClick={() => {
                actions.select(row);
                onClose();
              }}
            >
              <code>{id}</code> here {here}, there {there}
            </button>
          </li>
        ))}
      </ul>
      {differences.length > MOST && <p className="es-note">and {number(differences.length - MOST)} more.</p>}
    </>
  );
}
