/**
 * The page's one store, for components. A selector must return a value that lives in the state, or a primitive: one that
 * makes a new object each time would draw for ever.
 */
import { createContext, useContext, useSyncExternalStore } from 'react';
import type { AppActions, AppState } from '../app/state.ts';
import type { AppStore } from '../app/store.ts';

export const AppContext = createContext<AppStore | null>(null);

/** For what is asked once, when something is pressed. */
export function useStore(): AppStore {
  const store = useContext(AppContext);
  if (store === null) throw new Error('useApp needs an AppContext above it.');
  return store;
}

export function useApp<T>(selector: (state: AppState) => T): T {
  const store = useStore();
  return useSyncExternalStore(store.subscribe, () => selector(store.getState()));
}

export function useActions(): AppActions {
  return useStore().getState().actions;
}
