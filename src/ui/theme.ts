import { useState } from 'react';
import { recall, remember } from './remember.ts';
import { useMedia } from './useMedia.ts';

export type Theme = 'system' | 'light' | 'dark';

const isTheme = (value: unknown): value is Theme => value === 'system' || value === 'light' || value === 'dark';

function show(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
}

/** Before the first paint: the theme chosen last time. */
export function applyRememberedTheme(): void {
  show(recall('theme', isTheme) ?? 'system');
}

/** The theme chosen, the theme on the screen, and how to choose. */
export function useTheme(): { readonly theme: Theme; readonly shown: 'light' | 'dark'; setTheme(theme: Theme): void } {
  const [theme, setTheme] = useState<Theme>(() => recall('theme', isTheme) ?? 'system');
  const systemIsDark = useMedia('(prefers-color-scheme: dark)');
  return {
    theme,
    shown: theme === 'system' ? (systemIsDark ? 'dark' : 'light') : theme,
    setTheme(next) {
      setTheme(next);
      remember('theme', next);
      show(next);
    },
  };
}
