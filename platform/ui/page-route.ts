import type { ComponentType } from 'react';
import type { SignedIn } from './session.ts';
import type { Language } from './text.ts';

/** Which of the two choices of the top bar a page answers to. The other is not offered there. */
export type TopChoice = 'area' | 'date';

/** One page of a module: its address, how to fetch its code, and the key of its title (`module:page.title`). */
export interface PageRoute {
  readonly path: `/${string}`;
  readonly load: () => Promise<{ readonly default: ComponentType }>;
  readonly titleKey: string;
  readonly uses?: readonly TopChoice[];
  /** It can be drawn where there is no connection, from what the device keeps (`onDevice`). */
  readonly offline?: true;
  /** Pages drawn in a drawer over this one, each with its own address; the filters in the address stay. */
  readonly details?: readonly Omit<PageRoute, 'details' | 'uses' | 'offline'>[];
}

export interface AreaNode {
  readonly code: string;
  readonly parent: string | null;
  readonly name: { readonly zh: string; readonly en: string };
  readonly level: string;
}

/** What the dates of the top bar can be: the newest fact, the end of the plan, any date between. */
export interface DateChoices {
  readonly today: string;
  readonly start: string;
  readonly end: string;
}

/** Where a choice of the top bar comes from, and the permission without which it is neither asked for nor offered. */
export interface ChoiceSource {
  readonly address: string;
  readonly permission: string;
}

/** What a module keeps on the device of those who use it without a connection. `owner`: id of an account. */
export interface OnDevice {
  /** The session of that account as last seen with a connection; null: none is kept, or too old a one. */
  readonly lastSession: (owner: string) => Promise<SignedIn | null>;
  /** How much of what that account typed the server has not taken. */
  readonly unsent: (owner: string) => Promise<number>;
  /** Sends it: how much is left. Throws an ApiProblem when the server is not reached. */
  readonly send: (owner: string, language: Language) => Promise<number>;
  /** The account signs out: what it was told is wiped; what it typed is kept for its next sign-in, unseen by others, or dropped. */
  readonly leave: (owner: string, typed: 'keep' | 'drop') => Promise<void>;
}

/** What a module's `web/pages.tsx` exports. One module provides the areas and one the dates of the top bar. */
export interface PageModule {
  readonly pages: readonly PageRoute[];
  /** Answers `{items: AreaNode[]}`. */
  readonly areas?: ChoiceSource;
  /** Answers `{items: DateChoices[]}`; the first one counts. */
  readonly dates?: ChoiceSource;
  readonly onDevice?: () => Promise<OnDevice>;
  /** Drawn on the first page of those who hold the permission: what waits for them today, and nothing when nothing does. */
  readonly reminder?: { readonly permission: string; readonly load: () => Promise<{ readonly default: ComponentType }> };
}
