import { useMemo, useRef } from 'react';
import { countBits } from '../../app/rows.ts';
import type { Notice } from '../../app/state.ts';
import type { Fix } from '../../text/diagnostic.ts';
import { IconButton } from '../parts/Button.tsx';
import { IconClose } from '../parts/icons.ts';
import { useHandle, useShell } from '../shell.ts';
import { useActions, useApp } from '../useApp.ts';
import { useFocusAfter } from '../useFocusAfter.ts';
import { duration, errorLine, number, statusLine } from '../words.ts';
import { briefly, moreProblems } from './moreProblems.ts';

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
  const { focus } = useShell();
  const ruleRef = useHandle('rule');
  const line = useApp(statusLine);
  const analysis = useApp((state) => state.analysis);
  const stale = useApp((state) => state.stale);
  const error = analysis.diagnostics.find(({ severity }) => severity === 'error');
  const isError = error !== undefined && analysis.text.trim() !== '';
  const span = isError ? error.span : undefined;
  return (
    <p className="st-message" data-error={isError || undefined} data-stale={stale || undefined} title={line}>
      <span role="status" className="u-clip">
        {line}
      </span>
      {span !== undefined && (
        <button
          type="button"
          className="st-go"
          onClick={() => {
            focus('rule');
            ruleRef.current?.reveal(span);
          }}
        >
          Show
        </button>
      )}
      {isError && error.fixes?.[0] !== undefined && <FixButton fix={error.fixes[0]} />}
    </p>
  );
}

/** Mends what the error complains of. */
function FixButton({ fix }: { readonly fix: Fix }) {
  const actions = useActions();
  const { focus } = useShell();
  const text = useApp((state) => state.analysis.text);
  return (
    <button
      type="button"
      className="st-go"
      onClick={() => {
        actions.setRule(text.slice(0, fix.span.from) + fix.replacement + text.slice(fix.span.to));
        focus('rule');
      }}
    >
      {fix.title}
    </button>
  );
}

function Facts() {
  const evidence = useApp((state) => state.verdicts?.evidence);
  const notice = useApp((state) => state.notice);
  const saved = useApp((state) => state.saved);
  const returned = useMemo(() => (evidence === undefined ? 0 : countBits(evidence.returned)), [evidence]);
  const failure = useMemo(() => (evidence === undefined ? null : errorLine(countBits(evidence.errors))), [evidence]);
  return (
    <>
      {notice !== null && <NoticeLine notice={notice} />}
      <MoreProblems />
      <span className="st-facts">
        {failure !== null && <span className="st-warnings">{failure}</span>}
        {evidence !== undefined && returned < evidence.matchCount && (
          <span title="size, head and tail cut what a search returns, not which events match">
            a search returns {number(returned)}
          </span>
        )}
        {evidence !== undefined && <span title="Time of the last evaluation">{duration(evidence.evaluateMs)}</span>}
        <span
          className="st-fields"
          title="The field types that the rule is checked against, with those found in the events"
        >
          fields: Defend for Containers
        </span>
        {saved === 'large' && <span className="st-off">Too large to keep: a reload loses the events</span>}
        {saved === 'full' && <span className="st-off">Storage is full: a reload loses changes</span>}
        {saved === 'off' && <span className="st-off">Storage is off: a reload loses this work</span>}
      </span>
    </>
  );
}

function NoticeLine({ notice }: { readonly notice: Notice }) {
  const actions = useActions();
  const { narrow } = useShell();
  // On a narrow page the list may be behind another pane, which is to stay in front.
  const line = useRef<HTMLSpanElement>(null);
  useFocusAfter(line, narrow ? null : 'list');
  return (
    <span ref={line} className="st-notice" data-tone={notice.tone} role={notice.tone === 'error' ? 'alert' : undefined}>
      <span className="u-clip" title={notice.text}>
        {notice.text}
      </span>
      <IconButton label="Dismiss" icon={IconClose} onClick={actions.dismissNotice} />
    </span>
  );
}

/** What is wrong with the rule beside the error of the message: the first of it in words, and where it is. */
function MoreProblems() {
  const { focus } = useShell();
  const ruleRef = useHandle('rule');
  const analysis = useApp((state) => state.analysis);
  const { first, rest } = useMemo(() => moreProblems(analysis), [analysis]);
  if (first === undefined) return null;
  const { message, span } = first;
  return (
    <button
      type="button"
      className="st-more"
      title={message}
      onClick={() => {
        focus('rule');
        if (span !== undefined) ruleRef.current?.reveal(span);
      }}
    >
      <span className="u-clip">{briefly(message)}</span>
      {rest > 0 && <span className="st-rest">{number(rest)} more</span>}
    </button>
  );
}
