/** What other modules may ask of surveillance; everything happens in the caller’s transaction. */

export { raiseSignal } from './store/signals.ts';
