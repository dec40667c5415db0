import type { OutbreakView } from '../contract.ts';

/** What each tab of an investigation is given. */
export interface TabProps {
  readonly view: OutbreakView;
}
