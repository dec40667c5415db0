import type { ChoiceSource, PageRoute } from '@songhua/ui/page-route.ts';

export const pages: readonly PageRoute[] = [
  {
    path: '/',
    load: () => import('./overview-page.tsx'),
    titleKey: 'plan:overview.title',
    uses: ['area', 'date'],
    details: [{ path: '/plan/indicators/:id', load: () => import('./indicator-page.tsx'), titleKey: 'plan:indicator.title' }],
  },
  { path: '/plan/counties', load: () => import('./counties-page.tsx'), titleKey: 'plan:counties.title', uses: ['date'] },
  {
    path: '/plan/rules',
    load: () => import('./rules/rules-page.tsx'),
    titleKey: 'plan:rules.title',
    uses: ['area', 'date'],
    details: [{ path: '/plan/rules/:id', load: () => import('./rules/rule-page.tsx'), titleKey: 'plan:rules.one' }],
  },
  {
    path: '/plan/clauses',
    load: () => import('./clauses/clauses-page.tsx'),
    titleKey: 'plan:clauses.title',
    uses: ['date'],
    details: [{ path: '/plan/clauses/:id', load: () => import('./clauses/clause-page.tsx'), titleKey: 'plan:clauses.title' }],
  },
  { path: '/plan/findings', load: () => import('./findings/findings-page.tsx'), titleKey: 'plan:findings.title', uses: [] },
  { path: '/plan/documents', load: () => import('./documents-page.tsx'), titleKey: 'plan:documents.title', uses: [] },
];

/** The plan knows its first and last day and the date of the newest fact. */
export const dates: ChoiceSource = { address: '/api/plan/plans', permission: 'plan.read' };
