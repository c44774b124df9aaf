import { Fragment } from 'react';

/** A sentence in which backquotes set off what stands in a rule or an event. */
export function Words({ text }: { readonly text: string }) {
  return text.split('`').map((piece, i) => (
    // A piece has no name but its place.
    // oxlint-disable-next-line react/no-array-index-key
    <Fragment key={i}>{i % 2 === 1 ? <code>{piece}</code> : piece}</Fragment>
  ));
}
