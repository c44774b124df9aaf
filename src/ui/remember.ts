/**
 * Small preferences of this browser: the sizes of panes, the theme. Storage may be switched off or full; then the page
 * simply starts from its defaults.
 */
import { useState } from 'react';

const prefix = 'eql-playground:';

let isForgetful = false;

/** From now on nothing is remembered, and nothing recalled: an embedded page touches no storage. */
export function forgetAll(): void {
  isForgetful = true;
}

export function remember(key: string, value: unknown): void {
  if (isForgetful) return;
  try {
    localStorage.setItem(prefix + key, JSON.stringify(value));
  } catch {
    // Nothing depends on it.
  }
}

/** What was remembered under a key, if it still has the form that is expected of it. */
export function recall<T>(key: string, fits: (value: unknown) => value is T): T | null {
  if (isForgetful) return null;
  try {
    const value: unknown = JSON.parse(localStorage.getItem(prefix + key) ?? 'null');
    return fits(value) ? value : null;
  } catch {
    return null;
  }
}

export const isBoolean = (value: unknown): value is boolean => typeof value === 'boolean';

/** A state that begins as it was left the last time. */
export function useRemembered<T>(
  key: string,
  fits: (value: unknown) => value is T,
  otherwise: T,
): readonly [T, (value: T) => void] {
  const [value, setValue] = useState(() => recall(key, fits) ?? otherwise);
  const set = (next: T) => {
    setValue(next);
    remember(key, next);
  };
  return [value, set];
}
