/** All that other modules and the pages may know of surveillance and early warning (监测预警). */

export * from './contract/board.ts';
export * from './contract/detection.ts';
export * from './contract/figures.ts';
export * from './contract/intake.ts';
export * from './contract/sentinels.ts';
export * from './contract/series.ts';
export * from './contract/settings.ts';
export * from './contract/signals.ts';
export * from './contract/words.ts';
