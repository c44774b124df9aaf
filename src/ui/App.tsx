/**
 * The page: header, four panes, status line. Left is the rule, right is the data; top is the whole, bottom is the one in
 * hand. Below 760 pixels the panes stand behind one another, with tabs under a thumb.
 */
import { useMemo, useRef, useState } from 'react';
import { tabs as tabFacts } from '../app/tabs.ts';
import type { EditorHandle } from '../editor/marks.ts';
import { ClausesPane } from './clauses/ClausesPane.tsx';
import { Dialogs } from './Dialogs.tsx';
import type { DialogName } from './dialogs.ts';
import { EventPane } from './event/EventPane.tsx';
import { Sentence } from './event/Sentence.tsx';
import { EventsPane } from './events/EventsPane.tsx';
import { useDropAndPaste } from './events/useDropAndPaste.ts';
import { Header } from './header/Header.tsx';
import { EmbedBar } from './embed/EmbedBar.tsx';
import { IconClauses, IconEvent, IconEvents, IconRule } from './parts/icons.ts';
import { Split } from './parts/Panes.tsx';
import { Tabs } from './parts/Tabs.tsx';
import { TooltipProvider } from './parts/Tooltip.tsx';
import { RulePane } from './rule/RulePane.tsx';
import { CopyBanner } from './share/CopyBanner.tsx';
import { LossBanner } from './shelf/LossBanner.tsx';
import { ShellContext, paneTitles } from './shell.ts';
import type { FocusTarget, PaneName, Shell } from './shell.ts';
import { StatusLine } from './status/StatusLine.tsx';
import { useTheme } from './theme.ts';
import { useKeys } from './useKeys.ts';
import { useMedia } from './useMedia.ts';
import { tabElement, useTabs } from './useTabs.ts';
import './App.css';

const paneOf = { rule: 'rule', list: 'events', event: 'event', search: 'events' } satisfies Record<
  FocusTarget,
  PaneName
>;

interface AppProps {
  /** How the page is framed, where another page embeds a scenario. */
  readonly frame?: 'live' | 'read-only';
}

export function App({ frame }: AppProps) {
  const narrow = useMedia('(max-width: 759px)');
  const { theme, shown, setTheme } = useTheme();
  const [front, setFront] = useState<PaneName>('events');
  const [maximised, setMaximised] = useState<PaneName | null>(null);
  const [tabs, chooseTab] = useTabs();
  const [dialog, setDialog] = useState<DialogName | null>(null);
  const rule = useRef<EditorHandle>(null);
  const event = useRef<EditorHandle>(null);
  const list = useRef<{ focus(): void }>(null);
  const search = useRef<HTMLInputElement>(null);

  const shell = useMemo<Shell>(() => {
    const handles = { rule, event, list, search };
    const showPane = (pane: PaneName) => {
      setFront(pane);
      setMaximised((now) => (now === null || now === pane ? now : null));
    };
    return {
      readOnly: frame === 'read-only',
      narrow,
      front,
      maximised: narrow ? null : maximised,
      theme,
      shownTheme: shown,
      setTheme,
      handles,
      bringToFront: setFront,
      toggleMaximised: (pane) => setMaximised((now) => (now === pane ? null : pane)),
      focus(target) {
        if (target === 'event') chooseTab('json');
        showPane(paneOf[target]);
        // A pane that was hidden takes the focus only after it is shown.
        setTimeout(() => handles[target].current?.focus());
      },
      tabs,
      chooseTab,
      showTab(tab) {
        if (tabElement(tab) === null) return;
        chooseTab(tab);
        showPane(tabFacts[tab].pane);
        setTimeout(() => tabElement(tab)?.focus());
      },
      openDialog: setDialog,
    };
  }, [frame, narrow, front, maximised, tabs, chooseTab, theme, shown, setTheme]);

  return (
    <ShellContext value={shell}>
      <TooltipProvider delayDuration={500}>
        <button type="button" className="u-skip" onClick={() => shell.focus('list')}>
          Skip to the events
        </button>
        {frame === undefined ? <Header /> : <EmbedBar />}
        {frame === undefined && <CopyBanner />}
        {frame === undefined && <LossBanner />}
        {narrow ? (
          <Narrow front={front} setFront={setFront} />
        ) : frame === undefined ? (
          <Wide maximised={maximised} />
        ) : (
          <InFrame />
        )}
        <StatusLine />
        {frame !== 'read-only' && <Everywhere />}
        <Dialogs open={dialog} onClose={(name) => setDialog((now) => (now === name ? null : now))} />
      </TooltipProvider>
    </ShellContext>
  );
}

/** Rule and events, and why the selected one has its verdict. */
function InFrame() {
  return (
    <main className="app-main">
      <div className="app-answer">
        <Sentence />
      </div>
      <Split
        id="embedded"
        direction="columns"
        label="Width of the rule's side"
        share={50}
        least={260}
        first={<RulePane />}
        second={<EventsPane />}
      />
    </main>
  );
}

function Wide({ maximised }: { readonly maximised: PaneName | null }) {
  return (
    <main className="app-main" data-maximised={maximised ?? undefined}>
      <Split
        id="columns"
        direction="columns"
        label="Width of the rule's side"
        share={46}
        least={320}
        first={
          <Split
            id="left"
            direction="rows"
            label="Height of the rule"
            share={54}
            least={120}
            first={<RulePane />}
            second={<ClausesPane />}
          />
        }
        second={
          <Split
            id="right"
            direction="rows"
            label="Height of the events list"
            share={50}
            least={120}
            first={<EventsPane />}
            second={<EventPane />}
          />
        }
      />
    </main>
  );
}

interface NarrowProps {
  readonly front: PaneName;
  readonly setFront: (pane: PaneName) => void;
}

function Narrow({ front, setFront }: NarrowProps) {
  return (
    <main className="app-main app-narrow">
      <div className="app-answer">
        <Sentence />
      </div>
      <Tabs
        label="Panes"
        value={front}
        onChange={setFront}
        tabs={[
          { value: 'rule', title: paneTitles.rule, icon: IconRule, content: <RulePane /> },
          { value: 'events', title: paneTitles.events, icon: IconEvents, content: <EventsPane /> },
          { value: 'event', title: paneTitles.event, icon: IconEvent, content: <EventPane /> },
          { value: 'clauses', title: paneTitles.clauses, icon: IconClauses, content: <ClausesPane /> },
        ]}
      />
    </main>
  );
}

/** What the whole page listens to: keys, and things dropped or pasted on it. */
function Everywhere() {
  useKeys();
  const isOver = useDropAndPaste();
  return isOver ? <div className="drop-over">Drop to add events</div> : null;
}
