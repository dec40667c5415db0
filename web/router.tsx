import type { PageRoute } from '@songhua/ui/page-route.ts';
import { lazy } from 'react';
import { createBrowserRouter, matchPath, Outlet, type RouteObject } from 'react-router';
import { ErrorPage } from './error-page.tsx';
import { pages } from './modules.ts';
import { NotFoundPage } from './not-found-page.tsx';
import { PageFrame } from './page-frame.tsx';
import { type PageCode, pageCode, ReadyPage } from './ready-page.tsx';
import { Shell } from './shell.tsx';

const SignInPage = lazy(() => import('./sign-in-page.tsx'));
const SetUpPage = lazy(() => import('./set-up-page.tsx'));

const codes = new Map<PageRoute['load'], PageCode>();

/** One code for one page: what was fetched for it is drawn. */
function codeOf(load: PageRoute['load']): PageCode {
  const known = codes.get(load) ?? pageCode(load);
  codes.set(load, known);
  return known;
}

/** Fetches the code of the page at an address and of the detail over it. */
export const fetchPageAt = (pathname: string): Promise<unknown> =>
  Promise.allSettled(
    pages
      .filter(({ path, details = [] }) => [path, ...details.map((one) => one.path)].some((one) => matchPath(one, pathname)))
      .flatMap(({ load, details = [] }) => [
        load,
        ...details.filter(({ path }) => matchPath(path, pathname)).map((one) => one.load),
      ])
      .map((load) => codeOf(load).fetch()),
  );

/** A list and the details over it: the list stays mounted, so its filters, scroll and data stay too. */
function toRoute({ path, load, titleKey, uses, details = [] }: PageRoute): RouteObject {
  return {
    element: (
      <PageFrame titleKey={titleKey} key={path}>
        <ReadyPage key={path} code={codeOf(load)} />
        <Outlet />
      </PageFrame>
    ),
    errorElement: <ErrorPage />,
    handle: { uses: uses ?? ['area', 'date'] },
    children: [
      { path },
      ...details.map((detail) => {
        return {
          path: detail.path,
          errorElement: <ErrorPage />,
          element: (
            <PageFrame titleKey={detail.titleKey}>
              {/* One detail after another is another page: without the key the first would stay. */}
              <ReadyPage key={detail.path} code={codeOf(detail.load)} />
            </PageFrame>
          ),
        };
      }),
    ],
  };
}

export const makeRouter = () =>
  createBrowserRouter([
    {
      path: '/sign-in/:uid',
      errorElement: <ErrorPage />,
      element: (
        <PageFrame titleKey="web:sign-in.title">
          <SignInPage />
        </PageFrame>
      ),
    },
    {
      path: '/set-up',
      errorElement: <ErrorPage />,
      element: (
        <PageFrame titleKey="web:set-up.title">
          <SetUpPage />
        </PageFrame>
      ),
    },
    {
      element: <Shell />,
      errorElement: <ErrorPage />,
      children: [...pages.map(toRoute), { path: '*', element: <NotFoundPage />, handle: { uses: [] } }],
    },
  ]);
