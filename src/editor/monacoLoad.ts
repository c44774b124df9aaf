/**
 * When Monaco is fetched: once for the page, after it has painted and has nothing else to do, or at once when somebody
 * is about to type. Where there is only a touch screen it never is: Monaco does not work with touch keyboards.
 */
import type { createMonacoEditor } from './monacoEditor.ts';

export interface Engine {
  readonly createMonacoEditor: typeof createMonacoEditor;
}

let loading: Promise<Engine> | null = null;

export async function loadMonaco(): Promise<Engine> {
  loading ??= import('./monacoEditor.ts').then(withIcons);
  try {
    return await loading;
  } catch (reason) {
    // The next time may have a network.
    loading = null;
    throw reason;
  }
}

/**
 * Monaco's icons are a font, which a browser fetches when the first of them is drawn: hours later, perhaps, and the page
 * promises to ask for nothing once it is loaded.
 */
async function withIcons(engine: Engine): Promise<Engine> {
  await document.fonts.load('16px codicon').catch(() => {});
  return engine;
}

export function monacoWorksHere(): boolean {
  return matchMedia('(any-pointer: fine)').matches || !matchMedia('(any-pointer: coarse)').matches;
}

/** Calls back after the next paint, when the page is idle; gives the function that calls it off. */
export function whenIdle(callback: () => void): () => void {
  const LATEST = 1500;
  let idle = 0;
  const frame = requestAnimationFrame(() => {
    const hasIdle = typeof requestIdleCallback === 'function';
    idle = hasIdle ? requestIdleCallback(callback, { timeout: LATEST }) : window.setTimeout(callback, 200);
  });
  return () => {
    cancelAnimationFrame(frame);
    if (typeof cancelIdleCallback === 'function') cancelIdleCallback(idle);
    else clearTimeout(idle);
  };
}
