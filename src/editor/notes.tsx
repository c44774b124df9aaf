/** The small print in the corner of an editor. */

/** Monaco keeps Tab for indenting; the way out must be told (WCAG 2.1.2). */
export function KeysNote(props: { readonly id: string; readonly isShown: boolean; readonly tabLeaves: boolean }) {
  const { id, isShown, tabLeaves } = props;
  const key = /Mac/.test(navigator.userAgent) ? 'Ctrl+Shift+M' : 'Ctrl+M';
  return (
    <p className="eql-note" id={id} data-shown={isShown}>
      {tabLeaves ? `Tab leaves the editor; ${key}: Tab indents` : `Esc, then Tab leaves the editor; ${key}: Tab leaves`}
    </p>
  );
}

/** Why this text has neither colours nor marks: some line is too long for them. */
export function SizeNote({ id, length }: { readonly id: string; readonly length: number }) {
  return (
    <p className="eql-note" id={id} data-shown>
      Long lines ({Math.ceil(length / 1000).toLocaleString('en-US')} KB): shown plain, without colours and marks
    </p>
  );
}
