import { type ReactNode, useId } from 'react';
import './record.css';

interface SectionProps {
  readonly title: string;
  readonly count?: number | undefined;
  readonly extra?: ReactNode;
  readonly className?: string;
  readonly children: ReactNode;
}

/** A part of the record under its heading, found by screen readers by that name. */
export function Section({ title, count, extra, className = '', children }: SectionProps) {
  const id = useId();
  return (
    <section className={`record-section ${className}`} aria-labelledby={id}>
      <header>
        <h2 id={id}>
          {title}
          {count !== undefined && <span className="sh-quiet"> {count}</span>}
        </h2>
        {extra}
      </header>
      {children}
    </section>
  );
}
