import type { PageRoute } from '@songhua/ui/page-route.ts';
import { detectionPages } from './detection-pages.tsx';

export const pages: readonly PageRoute[] = [...detectionPages];
