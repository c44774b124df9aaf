import { IconOpen } from '../parts/icons.ts';
import { useApp } from '../useApp.ts';
import { matchLine } from '../words.ts';

/** Above a framed scenario: what it is, how many events match, and the way to the whole page. */
export function EmbedBar() {
  const title = useApp((state) => state.title);
  const evidence = useApp((state) => state.verdicts?.evidence);
  return (
    <header className="em-bar">
      <h1 className="em-title u-clip">{title}</h1>
      {evidence !== undefined && <span className="em-count">{matchLine(evidence.matchCount, evidence.liveCount)}</span>}
      <a className="em-open" href={wholePage()} target="_blank" rel="noopener noreferrer">
        <IconOpen size={14} strokeWidth={1.75} aria-hidden /> Open in the playground
      </a>
    </header>
  );
}

/** The same scenario, in a page of its own. */
function wholePage(): string {
  const { href, hash } = window.location;
  return `${href.slice(0, href.length - hash.length)}${hash.replace(/^#embed&(?:live&)?/, '#')}`;
}
