import type { PageRoute } from '@songhua/ui/page-route.ts';
import { lazy } from 'react';
import { createBrowserRouter, Outlet, type RouteObject } from 'react-router';
import { ErrorPage } from './error-page.tsx';
import { pages } from './modules.ts';
import { NotFoundPage } from './not-found-page.tsx';
import { PageFrame } from './page-frame.tsx';
import { Shell } from './shell.tsx';

const SignInPage = lazy(() => import('./sign-in-page.tsx'));
const SetUpPage = lazy(() => import('./set-up-page.tsx'));

/** A list and the details over it: the list stays mounted, so its filters, scroll and data stay too. */
function toRoute({ path, load, titleKey, uses, details = [] }: PageRoute): RouteObject {
  const Page = lazy(load);
  return {
    element: (
      <PageFrame titleKey={titleKey} key={path}>
        <Page />
        <Outlet />
      </PageFrame>
    ),
    errorElement: <ErrorPage />,
    handle: { uses: uses ?? ['area', 'date'] },
    children: [
      { path },
      ...details.map((detail) => {
        const Detail = lazy(detail.load);
        return {
          path: detail.path,
          errorElement: <ErrorPage />,
          element: (
            <PageFrame titleKey={detail.titleKey}>
              <Detail />
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
