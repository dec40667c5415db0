import '@fontsource-variable/noto-sans';
import '@fontsource-variable/noto-sans-sc';
import { makeQueryClient } from '@songhua/ui/query.ts';
import { ThemeProvider } from '@songhua/ui/theme.tsx';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { RouterProvider } from 'react-router';
import { startLanguage } from './language.ts';
import { makeRouter } from './router.tsx';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');

await startLanguage();
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={makeQueryClient()}>
      <ThemeProvider>
        <RouterProvider router={makeRouter()} />
      </ThemeProvider>
    </QueryClientProvider>
  </StrictMode>,
);
