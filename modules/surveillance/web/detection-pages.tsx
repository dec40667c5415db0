import type { PageRoute } from '@songhua/ui/page-route.ts';

/** Pages of detection and warnings. */
export const detectionPages: readonly PageRoute[] = [];
