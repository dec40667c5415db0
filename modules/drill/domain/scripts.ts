import type { Script } from '../contract.ts';
import { foodPoisoningScript } from './script-food-poisoning.ts';
import { respiratoryScript } from './script-respiratory.ts';

/** The scripts that come along. */
export const scripts: readonly Script[] = [respiratoryScript, foodPoisoningScript];
