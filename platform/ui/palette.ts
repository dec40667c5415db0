/** Colours for charts, where CSS variables cannot reach (files saved from a chart). Same values as tokens.css. */
export interface Palette {
  readonly ground: string;
  readonly text: string;
  readonly quiet: string;
  readonly line: string;
  readonly accent: string;
  readonly soft: string;
  readonly target: string;
  readonly met: string;
  readonly 'on-track': string;
  readonly behind: string;
  readonly 'off-track': string;
  readonly unknown: string;
}

export const light: Palette = {
  ground: '#ffffff',
  text: '#1b2327',
  quiet: '#56636b',
  line: '#d9dfe3',
  accent: '#0e7c86',
  soft: '#9fcdd1',
  target: '#b3321b',
  met: '#00705a',
  'on-track': '#0b5fa5',
  behind: '#8a5800',
  'off-track': '#b3321b',
  unknown: '#56636b',
};

export const dark: Palette = {
  ground: '#101416',
  text: '#e6ebee',
  quiet: '#a3b0b7',
  line: '#333d42',
  accent: '#3fb1bb',
  soft: '#23616a',
  target: '#ff8f73',
  met: '#4fc7a6',
  'on-track': '#74b7f2',
  behind: '#e5b34a',
  'off-track': '#ff8f73',
  unknown: '#a3b0b7',
};
