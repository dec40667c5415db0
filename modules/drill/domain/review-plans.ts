import { audiences, type DrillPlan } from '../contract.ts';

type Known = Pick<DrillPlan, 'audience' | 'state' | 'day'>;

/** Whether its day (ISO, in Beijing) has passed and nobody has said what became of it. */
export const isOverdue = ({ state, day }: Pick<Known, 'state' | 'day'>, today: string): boolean =>
  state === 'planned' && day < today;

/** The audiences that no drill is planned for, nor was held with: 四（三）2 names all three. */
export const audiencesWithout = (plans: readonly Known[]): DrillPlan['audience'][] =>
  audiences.filter((one) => !plans.some(({ audience, state }) => audience === one && state !== 'cancelled'));
