import type { ReactNode } from 'react';

export const Empty = ({ children }: { readonly children: ReactNode }) => (
  <div className="sh-empty" role="status">
    {children}
  </div>
);

/** Grey lines in the shape of the table that is coming. */
export const SkeletonRows = ({ columns }: { readonly columns: number }) =>
  Array.from({ length: 10 }, (_, row) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the lines are all alike
    <tr key={row} className="sh-skeleton">
      <td colSpan={columns}>
        <span />
      </td>
    </tr>
  ));
