import type { PageRoute } from '@songhua/ui/page-route.ts';

export const pages: readonly PageRoute[] = [
  { path: '/returns', load: () => import('./status-page.tsx'), titleKey: 'returns:status.title', uses: [] },
  { path: '/returns/all', load: () => import('./returns-page.tsx'), titleKey: 'returns:all.title', uses: [] },
  { path: '/returns/upload', load: () => import('./upload-page.tsx'), titleKey: 'returns:upload.title', uses: [] },
  { path: '/returns/:id', load: () => import('./return-page.tsx'), titleKey: 'returns:return.title', uses: [] },
];
