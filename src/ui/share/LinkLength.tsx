import { useEffect, useRef } from 'react';
import { CHAT_LENGTH, NEVER_LENGTH, reachOf, SAFE_LENGTH } from '../../app/sharing.ts';
import { counted, number } from '../words.ts';
import { reachWords } from './words.ts';

/** What became of a button. */
export type Outcome = 'copied' | 'refused' | 'saved' | 'failed';

interface LinkLengthProps {
  /** Null where there is none: not made yet, or too long. */
  readonly link: string | null;
  /** Something was made, if only to find it too long. */
  readonly isKnown: boolean;
  /** How many likely secrets are in it. */
  readonly secretCount: number;
  readonly outcome: Outcome | null;
}

const outcomeWords: Readonly<Record<Outcome, string>> = {
  copied: 'The link is on the clipboard.',
  refused: 'The browser did not let the page use the clipboard: copy the selected text.',
  saved: 'The file is in your downloads.',
  failed: 'The file was not made: the engine does not answer.',
};

/** How long the link is against the limits that have names, and what became of a button; said aloud. */
export function LinkLength({ link, isKnown, secretCount, outcome }: LinkLengthProps) {
  const reach = reachOf(link?.length ?? Infinity);
  return (
    <div className="sh-length">
      <p role="status">
        {outcome !== null && <strong>{outcomeWords[outcome]} </strong>}
        {!isKnown && 'Making the link…'}
        {isKnown && link !== null && (
          <>
            <strong className="sh-length-number">{number(link.length)} characters.</strong> {reachWords[reach]}
          </>
        )}
        {isKnown && link === null && reachWords.never}
        {secretCount > 0 && <strong className="sh-warn"> {counted(secretCount, 'likely secret')} in it.</strong>}
      </p>
      {link !== null && <Scale length={link.length} />}
      {outcome === 'refused' && link !== null && <SelectedText text={link} />}
    </div>
  );
}

/** The three limits on a logarithmic scale, and where the link stands. */
function Scale({ length }: { readonly length: number }) {
  const at = (characters: number) =>
    `${Math.min(100, (Math.log10(characters / 10) / Math.log10(NEVER_LENGTH / 10)) * 100)}%`;
  return (
    <div className="sh-scale" data-reach={reachOf(length)} aria-hidden>
      <span className="sh-scale-fill" style={{ width: at(length) }} />
      {[CHAT_LENGTH, SAFE_LENGTH].map((limit) => (
        <span key={limit} className="sh-scale-limit" style={{ left: at(limit) }} title={number(limit)} />
      ))}
    </div>
  );
}

/** The link as a text that is selected, for browsers that do not give the clipboard to pages. */
function SelectedText({ text }: { readonly text: string }) {
  const area = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    area.current?.focus();
    area.current?.select();
  }, [text]);
  return <textarea ref={area} className="sh-selected" readOnly rows={2} value={text} aria-label="The link" />;
}
