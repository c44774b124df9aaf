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
  const session = { draftId: null as string | null };
  let ids = 0;
  const world = { full: false };
  const storage: Storage = {
    get: async (names) => names.map((name) => structuredClone(pieces.get(name))),
    set: async (entries) => {
      if (world.full) throw new Error('full');
      for (const [key, value] of entries) pieces.set(key, structuredClone(value));
    },
    keys: async () => [...pieces.keys()],
    remove: async (names) => names.forEach((name) => pieces.delete(name)),
  };
  function page() {
    const tab: Tab = {
      get draftId() {
        return session.draftId;
      },
      set draftId(id) {
        session.draftId = id;
      },
      claim: async () => true,
      newId: () => `d${++ids}`,
      rescue: (key, text) => void (text === null ? rescued.delete(key) : rescued.set(key, text)),
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
    const wait = (_: number, then: () => void) => void setTimeout(then);
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
    return { ...app, copied, requests, crash: (message: string) => crashes.at(-1)!(message) };
  }
  return { page, world, pieces, rescued };
}
