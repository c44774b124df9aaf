/** The address of a link, and what the page has in front, for whoever opens it. */
import { NEVER_LENGTH } from '../../app/sharing.ts';
import { tabs, type TabName } from '../../app/tabs.ts';
import { type View, writeHash } from '../../app/url.ts';
import { type PaneName, paneTitles, type Shell } from '../shell.ts';

/** Null where no browser could be relied on to open it. */
export function linkOf(payload: string, view: View): string | null {
  const { origin, pathname, search } = window.location;
  // A page that was opened as a file has no origin.
  const link = `${origin === 'null' ? 'file://' : origin}${pathname}${search}${writeHash(payload, view)}`;
  return link.length > NEVER_LENGTH ? null : link;
}

/** A frame for a page of somebody else: it runs the scripts, and has no origin of its own. Null where the link is. */
export function frameOf(payload: string, view: View, title: string): string | null {
  const link = linkOf(payload, view);
  if (link === null) return null;
  const source = link.replace('#s=', '#embed&s=').replaceAll('&', '&amp;').replaceAll('"', '&quot;');
  const name = title.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
  return `<iframe src="${source}" title="${name}" sandbox="allow-scripts allow-popups" width="100%" height="520" loading="lazy" style="border:1px solid #ccc"></iframe>`;
}

const FULL = 'full';

/** Names of the tabs in front, of the pane in front, and whether that pane fills the page. */
export function panelsOf({ narrow, front, maximised, tabs: chosen }: Shell): readonly string[] {
  const pane = narrow ? [`pane-${front}`] : maximised === null ? [] : [`pane-${maximised}`, FULL];
  return [chosen.clauses, chosen.event, ...pane];
}

/** Brings to the front what the sender had there. */
export function showPanels(panels: readonly string[], shell: Shell): void {
  for (const panel of panels) if (isTab(panel)) shell.chooseTab(panel);
  const pane = panels.find((panel) => panel.startsWith('pane-'))?.slice('pane-'.length);
  if (pane === undefined || !isPane(pane)) return;
  shell.bringToFront(pane);
  if (panels.includes(FULL) && shell.maximised !== pane) shell.toggleMaximised(pane);
}

function isTab(name: string): name is TabName {
  return Object.hasOwn(tabs, name);
}

function isPane(name: string): name is PaneName {
  return Object.hasOwn(paneTitles, name);
}
