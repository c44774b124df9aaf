/** Which drafts the tabs of a browser have in hand: each at most in one. */
export interface Claims {
  /** False where another tab has it, and still does after some milliseconds. */
  take(id: string, patience: number): Promise<boolean>;
  release(id: string): void;
  /** Ids that some tab has. */
  all(): Promise<ReadonlySet<string>>;
}

/** Web locks where there are some: pages that come without encryption have none, and ask one another. */
export function browserClaims(): Claims {
  return 'locks' in navigator ? lockClaims() : askedClaims();
}

const LOCK = 'draft ';

/** A lock for each draft; it lives as long as the draft is in hand, and ends with the tab. */
function lockClaims(): Claims {
  const held = new Map<string, () => void>();
  return {
    async take(id, patience) {
      if (held.has(id)) return true;
      const release = await heldLock(LOCK + id, patience);
      if (release !== null) held.set(id, release);
      return release !== null;
    },
    release(id) {
      held.get(id)?.();
      held.delete(id);
    },
    async all() {
      // A tab that waits is one that was reloaded: its draft is in its hand, as soon as the page before it is gone.
      const { held: had = [], pending = [] } = await navigator.locks.query();
      return new Set(
        [...had, ...pending].flatMap(({ name = '' }) => (name.startsWith(LOCK) ? [name.slice(LOCK.length)] : [])),
      );
    },
  };
}

/** What lets go of the lock; null where another tab holds it. */
async function heldLock(name: string, patience: number): Promise<(() => void) | null> {
  const options = patience === 0 ? { ifAvailable: true } : { signal: AbortSignal.timeout(patience) };
  return new Promise((resolve) => {
    // Held until the tab lets go of it, or goes itself.
    const hold = async (lock: Lock | null) =>
      lock === null ? resolve(null) : new Promise<void>((release) => resolve(release));
    navigator.locks.request(name, options, hold).catch(() => resolve(null));
  });
}

/** How long tabs have to answer, in milliseconds. */
const ANSWER = 200;

/** A tab asks all others what they have. A page that is reloaded is gone by then, and answers nothing. */
function askedClaims(): Claims {
  const mine = new Set<string>();
  const heard = new Set<string>();
  const channel = new BroadcastChannel('eql-rule-playground drafts');
  channel.onmessage = ({ data }: MessageEvent<'who?' | readonly string[]>) => {
    if (data === 'who?') channel.postMessage([...mine]);
    else for (const id of data) heard.add(id);
  };
  const all = async (): Promise<ReadonlySet<string>> => {
    heard.clear();
    channel.postMessage('who?');
    await new Promise((resolve) => setTimeout(resolve, ANSWER));
    return new Set([...mine, ...heard]);
  };
  return {
    async take(id) {
      if (mine.has(id)) return true;
      if ((await all()).has(id)) return false;
      mine.add(id);
      return true;
    },
    release: (id) => void mine.delete(id),
    all,
  };
}
