/** The app in a browser: a worker, IndexedDB, the address bar, and a page that may go at any moment. */
import { examples } from '../scenario/examples/index.ts';
import { browserStorage, browserTab } from '../scenario/browserShelf.ts';
import { noShelf } from '../scenario/noShelf.ts';
import { Shelf } from '../scenario/shelf.ts';
import { inlineSpawn, spawnWorker } from '../worker/client.ts';
import { browserStopwatch } from './runLoop.ts';
import { type AppStore, createApp } from './store.ts';
import { type Address, readHash } from './url.ts';

export function startApp(): AppStore {
  const { store, events } = createApp({
    spawn: spawnWorker,
    shelf: new Shelf(browserStorage(), browserTab()),
    examples,
    stopwatch: browserStopwatch,
    copy: async (text) => navigator.clipboard.writeText(text),
    wait: (milliseconds, then) => setTimeout(then, milliseconds),
  });
  void events.begin(takeAddress());
  window.addEventListener('hashchange', () => {
    const address = takeAddress();
    if (address !== null) events.follow(address);
  });
  window.addEventListener('pagehide', () => events.leave());
  window.addEventListener('beforeunload', (event) => {
    // The browser asks whether the page is to go all the same.
    if (events.wouldLose()) event.preventDefault();
  });
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') events.leave();
  });
  return store;
}

/** A page in a frame: it shows one scenario, keeps nothing, and leaves the address to whoever framed it. */
export async function startEmbedded(): Promise<AppStore> {
  const { store, events } = createApp({
    spawn: await inlineSpawn(),
    shelf: noShelf(),
    examples: [],
    stopwatch: browserStopwatch,
    copy: async (text) => navigator.clipboard.writeText(text),
    wait: (milliseconds, then) => setTimeout(then, milliseconds),
  });
  void events.begin(readHash(location.hash));
  return store;
}

/** What the address asks for is taken out of it, so that a reload shows the draft and not the example again. */
function takeAddress(): Address | null {
  const address = readHash(location.hash);
  if (address !== null) history.replaceState(history.state, '', location.pathname + location.search);
  return address;
}
