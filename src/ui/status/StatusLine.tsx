import { useMemo } from 'react';
import { positionAt } from '../../text/lines.ts';
import { IconButton } from '../parts/Button.tsx';
import { IconClose } from '../parts/icons.ts';
import { useShell } from '../shell.ts';
import { useActions, useApp } from '../useApp.ts';
import { counted, duration, matchLine } from '../words.ts';

/** One line: how many events match, or the first error; then how that came about. */
export function StatusLine() {
  return (
    <footer className="st">
      <Message />
      <Facts />
    </footer>
  );
}

function Message() {
  const { focus, handles } = useShell();
  const analysis = useApp((state) => state.analysis);
  const evidence = useApp((state) => state.verdicts?.evidence);
  const stale = useApp((state) => state.stale);
  const error = useMemo(() => {
    const first = analysis.diagnostics.find(({ severity }) => severity === 'error');
    if (first === undefined) return null;
    const place = first.span === undefined ? null : positionAt(analysis.text, first.span.from);
    return { diagnostic: first, text: `${place === null ? '' : `${place.line}:${place.column} `}${first.message}` };
  }, [analysis]);

  if (analysis.text.trim() === '') {
    return (
      <p role="status" className="st-message">
        No rule yet
      </p>
    );
  }
  if (error === null) {
    const line = evidence === undefined ? 'Reading…' : matchLine(evidence.matchCount, evidence.liveCount);
    return (
      <p role="status" className="st-message" data-stale={(stale && evidence !== undefined) || undefined}>
        {line}
      </p>
    );
  }
  const { span } = error.diagnostic;
  return (
    <p className="st-message" data-error title={error.text}>
      <span role="status" className="u-clip">
        {error.text}
      </span>
      {span !== undefined && (
        <button
          type="button"
          className="st-go"
          onClick={() => {
            focus('rule');
            handles.rule.current?.reveal(span);
          }}
        >
          Show
        </button>
      )}
    </p>
  );
}

function Facts() {
  const actions = useActions();
  const evidence = useApp((state) => state.verdicts?.evidence);
  const notice = useApp((state) => state.notice);
  const saved = useApp((state) => state.saved);
  const warnings = useApp((state) => state.analysis.diagnostics.filter(({ severity }) => severity === 'warning').length);
  return (
    <>
      {notice !== null && (
        <span className="st-notice" data-tone={notice.tone} role={notice.tone === 'error' ? 'alert' : undefined}>
          <span className="u-clip" title={notice.text}>
            {notice.text}
          </span>
          <IconButton label="Dismiss" icon={IconClose} onClick={actions.dismissNotice} />
        </span>
      )}
      <span className="st-facts">
        {warnings > 0 && <span className="st-warnings">{counted(warnings, 'warning')}</span>}
        {evidence !== undefined && <span title="Time of the last evaluation">{duration(evidence.evaluateMs)}</span>}
        <span className="st-fields" title="The field types that the rule is checked against, with those found in the events">
          fields: Defend for Containers
        </span>
        {saved === 'off' && <span className="st-off">Storage is off: a reload loses this work</span>}
      </span>
    </>
  );
}
