import { type StartTask, withTx } from '@songhua/kernel';
import { basicPlans } from '../domain/basic-plans.ts';
import { rules2006 } from '../domain/rules-2006.ts';
import { addPlan, addRuleSet, findPlan, listRuleSets, takeTurn } from '../store/editions.ts';

/** Puts in the rules and plans that come along where there are none; what people have entered is never touched. */
export const loadEditions: StartTask = {
  name: 'emergency.editions',
  run: async ({ pool, now }) => {
    await withTx(pool, 'write', async (tx) => {
      await takeTurn(tx);
      if ((await listRuleSets(tx)).length === 0) await addRuleSet(tx, rules2006, null, now);
      for (const plan of basicPlans) if (!(await findPlan(tx, plan.id))) await addPlan(tx, plan, 0, null, now);
    });
  },
};
