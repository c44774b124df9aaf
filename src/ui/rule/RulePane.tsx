import { useCallback } from 'react';
import { RuleEditor } from '../../editor/RuleEditor.tsx';
import { slice } from '../../text/span.ts';
import type { Span } from '../../text/span.ts';
import type { Diagnostic } from '../../text/diagnostic.ts';
import { RuleTools } from '../files/RuleTools.tsx';
import { RuleFacts } from '../metadata/RuleFacts.tsx';
import { Button, IconButton } from '../parts/Button.tsx';
import { IconClose } from '../parts/icons.ts';
import { Pane } from '../parts/Pane.tsx';
import { useHandle, usePaneFrame, useShell } from '../shell.ts';
import type { Analysis } from '../../app/state.ts';
import { shownRow } from '../clauses/clauseVerdict.ts';
import { Sign } from '../Sign.tsx';
import { useActions, useApp } from '../useApp.ts';
import { isBoolean, useRemembered } from '../remember.ts';
import { useGoToField } from './useGoToField.ts';
import { useClauseMarks } from './useClauseMarks.ts';

/** A rule that is not begun is not wrong. */
const noDiagnostics: readonly Diagnostic[] = [];

export function RulePane() {
  const frame = usePaneFrame('rule');
  const name = useApp((state) => state.rule.name ?? '');
  const [counts, setCounts] = useRemembered('rule-counts', isBoolean, true);
  return (
    <Pane
      {...frame}
      about={
        <span className="ru-name u-clip" title={name}>
          {name}
        </span>
      }
      tools={<RuleTools />}
    >
      <RuleFacts />
      <Welcome />
      <Editor counts={counts} />
      <Legend counts={counts} onCounts={setCounts} />
    </Pane>
  );
}

function Welcome() {
  const actions = useActions();
  const { focus, narrow } = useShell();
  const welcome = useApp((state) => state.welcome);
  if (!welcome) return null;
  const dismiss = () => {
    actions.dismissWelcome();
    // On a phone this would open its keyboard.
    if (!narrow) focus('rule');
  };
  return (
    <div className="ru-welcome">
      <p>Change a character of the rule or of an event: every verdict follows at once.</p>
      <IconButton label="Dismiss" icon={IconClose} onClick={dismiss} />
    </div>
  );
}

function Editor({ counts }: { readonly counts: boolean }) {
  const actions = useActions();
  const { focus, shownTheme, readOnly } = useShell();
  const editorRef = useHandle('rule');
  const goToField = useGoToField();
  const analysis = useApp((state) => state.analysis);
  const title = useApp((state) => state.title);
  const markedText = useApp((state) => state.verdicts?.analysis.text);
  const stale = useApp((state) => state.stale);
  const hover = useApp((state) => state.hover);
  const marks = useClauseMarks(counts);
  const onHoverClause = useCallback(
    (clause: number | null) => actions.setHover(clause === null ? null : { kind: 'clause', clause }),
    [actions],
  );
  const onSelect = (span: Span | null) => {
    const text = span === null || !isOfWholeTokens(analysis, span) ? '' : slice(analysis.text, span).trim();
    const clause = analysis.clauses.find((it) => slice(analysis.text, it.span) === text);
    actions.setPart(text === '' || clause !== undefined ? null : text);
    if (clause !== undefined) actions.setHover({ kind: 'clause', clause: clause.id });
  };
  return (
    <div className="ru-editor">
      <RuleEditor
        ref={editorRef}
        text={analysis.text}
        document={title}
        theme={shownTheme}
        diagnostics={analysis.text.trim() === '' ? noDiagnostics : analysis.diagnostics}
        marks={marks}
        markedText={markedText ?? analysis.text}
        stale={stale}
        hoverClause={hover?.kind === 'clause' ? hover.clause : null}
        readOnly={readOnly}
        onHoverClause={onHoverClause}
        onSelect={onSelect}
        onChange={actions.setRule}
        knowledge={actions.knowledge}
        onGoToField={goToField}
        onEscape={() => focus('list')}
      />
    </div>
  );
}

interface LegendProps {
  readonly counts: boolean;
  readonly onCounts: (counts: boolean) => void;
}

/** Half a name would be another field. */
function isOfWholeTokens({ text, tokens }: Analysis, { from, to }: Span): boolean {
  const cutsToken = tokens.some(
    (token) => (token.from < from && from < token.to) || (token.from < to && to < token.to),
  );
  return !cutsToken && slice(text, { from, to }).trim() !== '';
}

/** What the lines and the small print in the rule's text mean. */
function Legend({ counts, onCounts }: LegendProps) {
  const isEmpty = useApp((state) => state.analysis.text.trim() === '');
  const hasVerdicts = useApp((state) => state.verdicts !== null && shownRow(state) !== null);
  if (isEmpty) {
    return (
      <p className="ru-legend">
        <span>
          A category, <code>where</code>, a condition: <code>process where process.name == "bash"</code>
        </span>
      </p>
    );
  }
  if (!hasVerdicts) return null;
  return (
    <p className="ru-legend">
      <span>On the selected event:</span>
      <span className="ru-key ru-key-true">
        <Sign kind="true" size={12} /> true
      </span>
      <span className="ru-key ru-key-false">
        <Sign kind="false" size={12} /> false
      </span>
      <span className="ru-key ru-key-missing">
        <Sign kind="missing" size={12} /> missing
      </span>
      <span className="ru-hint" title="The verdict hangs on a tinted clause">
        tinted: decides
      </span>
      <Button
        look="quiet"
        className="ru-counts"
        aria-pressed={counts}
        title="Show after each clause in how many events it is true"
        onClick={() => onCounts(!counts)}
      >
        Counts
      </Button>
    </p>
  );
}
