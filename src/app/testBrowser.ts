/** Test support: a browser with storage and one session, and pages in it over the real engine. */
import { examples } from '../scenario/examples/index.ts';
import { Shelf, type Storage, type Tab } from '../scenario/shelf.ts';
import type { Spawn } from '../worker/client.ts';
import { Engine } from '../worker/engine.ts';
import type { Request } from '../worker/protocol.ts';
import { RequestQueue } from '../worker/queue.ts';
import { createApp } from './store.ts';

/** What outlives a page: its storage, and the tab's session. */
export function browser() {
  const pieces = new Map<string, unknown>();
  const rescued = new Map<string, string>();
  const sessions = new Map<string, string>();
  /** Which tab has a draft in hand. */
  const claims = new Map<string, string>();
  let ids = 0;
  const world = { full: false, rescues: true, persisted: 0 };
  const storage: Storage = {
    get: async (names) => names.map((name) => structuredClone(pieces.get(name))),
    set: async (entries) => {
      if (world.full) throw new DOMException('', 'QuotaExceededError');
      for (const [key, value] of entries) pieces.set(key, structuredClone(value));
    },
    keys: async () => [...pieces.keys()],
    remove: async (names) => names.forEach((name) => pieces.delete(name)),
    persist: async () => void world.persisted++,
  };
  /** The page of a tab; one more of the same tab is a reload. */
  function page(name = 'first') {
    const tab: Tab = {
      get draftId() {
        return sessions.get(name) ?? null;
      },
      set draftId(id) {
        if (id !== null) sessions.set(name, id);
      },
      async claim(id) {
        if (claims.has(id) && claims.get(id) !== name) return false;
        claims.set(id, name);
        return true;
      },
      release: (id) => void claims.delete(id),
      claimed: async () => new Set(claims.keys()),
      newId: () => `d${++ids}`,
      rescue(key, text) {
        if (text === null) rescued.delete(key);
        else if (world.rescues) rescued.set(key, text);
        return world.rescues;
      },
      rescued: (key) => rescued.get(key) ?? null,
    };
    const requests: Request[] = [];
    const crashes: ((message: string) => void)[] = [];
    const spawn: Spawn = (onAnswer, onCrash) => {
      let closed = false;
      const queue = new RequestQueue(new Engine(), (answer) => {
        if (!closed) onAnswer(structuredClone(answer));
      });
      crashes.push(onCrash);
      return {
        post: (request) => {
          requests.push(request);
          queue.receive(structuredClone(request));
        },
        close: () => {
          closed = true;
        },
      };
    };
    const stopwatch = { now: () => performance.now(), afterPaint: (then: () => void) => void setTimeout(then) };
    /** What waits for longer than anybody looks; a test says when its time has come. */
    const late: (() => void)[] = [];
    const wait = (milliseconds: number, then: () => void) => {
      if (milliseconds < 1000) setTimeout(then);
      else late.push(then);
    };
    const copied: string[] = [];
    const copy = async (text: string) => void copied.push(text);
    const app = createApp({
      spawn,
      shelf: new Shelf(storage, tab),
      examples,
      stopwatch,
      wait,
      copy,
    });
    /** Everything that waits for long has waited long enough. */
    const elapse = () => late.splice(0).forEach((then) => then());
    return { ...app, copied, elapse, requests, crash: (message: string) => crashes.at(-1)!(message) };
  }
  return { page, world, pieces, rescued };
}
