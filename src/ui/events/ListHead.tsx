import { isSameKey, type SortKey } from '../../app/rowOrder.ts';
import { IconDown, IconUp } from '../parts/icons.ts';
import { useActions, useApp } from '../useApp.ts';

interface Head {
  readonly key: SortKey | null;
  readonly title: string;
  readonly className: string;
}

const before: readonly Head[] = [
  { key: 'verdict', title: 'Verdict', className: 'ev-verdict' },
  { key: 'time', title: 'Time', className: 'ev-time' },
  { key: null, title: 'Command', className: 'ev-command-head' },
];
const behind: readonly Head[] = [
  { key: null, title: 'Why not', className: 'ev-reason' },
  { key: null, title: 'Where', className: 'ev-place' },
  { key: null, title: 'User', className: 'ev-user' },
  { key: 'label', title: 'Label', className: 'ev-label' },
];

/** The names of the columns. Those with an order sort by it: up, down, and as the events were added. */
export function ListHead() {
  const columns = useApp((state) => state.columns);
  const chosen = columns.map((path): Head => ({ key: { path }, title: path, className: 'ev-cell' }));
  return (
    <div role="rowgroup" className="ev-head">
      <div role="row" className="ev-row ev-head-row" aria-rowindex={1}>
        {[...before, ...chosen, ...behind].map((head) => (
          <HeadCell key={head.title} head={head} />
        ))}
      </div>
    </div>
  );
}

function HeadCell({ head: { key, title, className } }: { readonly head: Head }) {
  const actions = useActions();
  const sort = useApp((state) => state.sort);
  if (key === null) {
    return (
      <span role="columnheader" className={`ev-head-cell u-clip ${className}`}>
        {title}
      </span>
    );
  }
  const isSorted = isSameKey(sort.key, key);
  const order = !isSorted ? 'none' : sort.descending ? 'descending' : 'ascending';
  const next = () => {
    if (!isSorted) actions.sortBy({ key, descending: false });
    else actions.sortBy(sort.descending ? { key: 'added', descending: false } : { key, descending: true });
  };
  const Arrow = sort.descending ? IconDown : IconUp;
  return (
    <span role="columnheader" aria-sort={order} className={`ev-head-cell ${className}`}>
      <button type="button" className="ev-sort" title={`Sort by ${title.toLowerCase()}`} onClick={next}>
        <span className="u-clip">{title}</span>
        {isSorted && <Arrow size={12} strokeWidth={2.25} aria-hidden />}
      </button>
    </span>
  );
}
