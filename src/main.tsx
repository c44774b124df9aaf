import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { startApp } from './app/start.ts';
import { App } from './ui/App.tsx';
import { Crash } from './ui/Crash.tsx';
import { applyRememberedTheme } from './ui/theme.ts';
import { AppContext } from './ui/useApp.ts';

applyRememberedTheme();
const store = startApp();

createRoot(document.querySelector('#root')!).render(
  <StrictMode>
    <Crash>
      <AppContext value={store}>
        <App />
      </AppContext>
    </Crash>
  </StrictMode>,
);
