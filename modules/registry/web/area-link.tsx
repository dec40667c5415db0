import type { ReactNode } from 'react';
import { Link } from 'react-router';

/** An area's page. */
export const AreaLink = ({ code, children }: { readonly code: string; readonly children: ReactNode }) => (
  <Link className="registry-link" to={`/registry/areas/${code}`}>
    {children}
  </Link>
);
