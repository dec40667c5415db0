/** All that other modules and the pages may know of surge beds (平急转换). */

export * from './contract/city.ts';
export * from './contract/conversions.ts';
export * from './contract/equipment.ts';
export * from './contract/facilities.ts';
export * from './contract/forecasts.ts';
export * from './contract/occupancy.ts';
export * from './contract/words.ts';
