import type { ReactNode } from 'react';

/** Title of a page with one line that says what it shows, and its actions. */
export const PageHead = ({
  title,
  lead,
  children,
}: {
  readonly title: string;
  readonly lead?: ReactNode;
  readonly children?: ReactNode;
}) => (
  <header className="sh-page-head">
    <div>
      <h1>{title}</h1>
      {lead && <p className="sh-quiet">{lead}</p>}
    </div>
    {children && <div className="sh-row">{children}</div>}
  </header>
);
