import type { FormEvent, ReactNode } from 'react';
import { LanguageSwitch, ThemeSwitch } from './user-tools.tsx';
import './sign-in.css';

/** What stands before the sign-in: one form in the middle, with language and theme below. */
export const SignInFrame = ({
  onSubmit,
  children,
}: {
  readonly onSubmit?: (event: FormEvent) => void;
  readonly children: ReactNode;
}) => (
  <main className="sh-sign-in">
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit?.(event);
      }}
    >
      {children}
      <footer className="sh-row">
        <LanguageSwitch />
        <ThemeSwitch />
      </footer>
    </form>
  </main>
);

export const Brand = ({ title, lead }: { readonly title: string; readonly lead?: string }) => (
  <header>
    <img src="/favicon.svg" alt="" width="40" height="40" />
    <div>
      <h1>{title}</h1>
      {lead && <p className="sh-quiet">{lead}</p>}
    </div>
  </header>
);
