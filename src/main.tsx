import { StrictMode } from 'react';
import type { ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { startApp, startEmbedded } from './app/start.ts';
import { embeddingOf } from './app/url.ts';
import { App } from './ui/App.tsx';
import { Crash } from './ui/Crash.tsx';
import { Embedded } from './ui/embed/Embedded.tsx';
import { Framed } from './ui/embed/Framed.tsx';
import { forgetAll } from './ui/remember.ts';
import { applyRememberedTheme } from './ui/theme.ts';
import { AppContext } from './ui/useApp.ts';

const root = createRoot(document.querySelector('#root')!);

function show(page: ReactNode): void {
  root.render(
    <StrictMode>
      <Crash>{page}</Crash>
    </StrictMode>,
  );
}

const embedding = embeddingOf(location.hash);
if (embedding !== null) {
  forgetAll();
  const store = await startEmbedded();
  show(
    <AppContext value={store}>
      <Embedded isLive={embedding === 'live'} />
    </AppContext>,
  );
} else if (window.self !== window.top) {
  // Whoever frames the whole page could lay something over it.
  show(<Framed />);
} else {
  applyRememberedTheme();
  show(
    <AppContext value={startApp()}>
      <App />
    </AppContext>,
  );
}
