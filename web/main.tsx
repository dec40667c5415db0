import '@fontsource-variable/noto-sans';
import '@fontsource-variable/noto-sans-sc';
import { makeQueryClient, readFirst } from '@songhua/ui/query.ts';
import { ThemeProvider } from '@songhua/ui/theme.tsx';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { RouterProvider } from 'react-router';
import { startLanguage } from './language.ts';
import { rememberedLanguage } from './remembered-language.ts';
import { fetchPageAt, makeRouter } from './router.tsx';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');

const client = makeQueryClient();
const { pathname } = window.location;
const isOutside = /^\/(?:sign-in|set-up)(?:\/|$)/.test(pathname);

/** The first drawing waits this long for who is here and for the page's code, ms: drawn without them it would be drawn twice. */
const patience = 300;
const first = Promise.allSettled([
  isOutside ? null : readFirst(client, '/api/session', rememberedLanguage()),
  fetchPageAt(pathname),
]);
await Promise.all([startLanguage(), Promise.race([first, new Promise((resolve) => setTimeout(resolve, patience))])]);
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <ThemeProvider>
        <RouterProvider router={makeRouter()} />
      </ThemeProvider>
    </QueryClientProvider>
  </StrictMode>,
);
