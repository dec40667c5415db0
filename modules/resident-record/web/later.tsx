import { type ReactNode, useEffect, useState } from 'react';

/** What need not stand in the first frame: it is drawn after that one is on the screen, so that the head line does not wait for it. */
export function Later({ children, meanwhile = null }: { readonly children: ReactNode; readonly meanwhile?: ReactNode }) {
  const [due, setDue] = useState(false);
  useEffect(() => {
    let soon: ReturnType<typeof setTimeout> | undefined;
    const frame = requestAnimationFrame(() => {
      soon = setTimeout(() => setDue(true));
    });
    // A window that is not shown draws no frames.
    const anyway = setTimeout(() => setDue(true), 200);
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(soon);
      clearTimeout(anyway);
    };
  }, []);
  return due ? children : meanwhile;
}
