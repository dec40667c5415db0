import type { ThemeName } from '../theme.tsx';

/** What the canvas is drawn with, where CSS cannot reach. Same values as map.css. */
export interface MapColours {
  readonly land: string;
  readonly line: string;
  readonly mark: string;
  /** Five classes of a rate, low to high. */
  readonly steps: readonly [string, string, string, string, string];
}

export const mapColours: Readonly<Record<ThemeName, MapColours>> = {
  light: { land: '#eceff1', line: '#8d9aa2', mark: '#0e7c86', steps: ['#e3f2f3', '#b4dadd', '#7dbcc2', '#4699a2', '#0e7c86'] },
  dark: { land: '#222a2e', line: '#6d7b83', mark: '#3fb1bb', steps: ['#12333a', '#174851', '#1e6069', '#277b85', '#3295a0'] },
};
