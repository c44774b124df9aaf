import type { StoreApi } from 'zustand/vanilla';
import type { EngineClient } from '../worker/client.ts';
import type { AppActions, AppState } from './state.ts';

export type App = AppState & { readonly actions: AppActions };
export type AppStore = StoreApi<App>;

/** What every part of the app works with: the state, and the engine behind it. */
export interface Core {
  get(): AppState;
  set(changes: Partial<AppState>): void;
  readonly client: EngineClient;
}
