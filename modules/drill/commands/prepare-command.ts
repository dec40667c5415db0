import { type Command, withTx } from '@songhua/kernel';
import { markHouse } from '../store/runs.ts';

/** Sets the database at hand apart for drills. Never one of production. */
export const prepareCommand: Command = {
  name: 'drill prepare',
  usage: '',
  summary: {
    zh: '把本数据目录设为演练环境（生产环境拒绝）；随后 npm start，在“应急演练”页开始',
    en: 'set this data folder apart for drills (refused in production); then npm start and begin on the page 应急演练',
  },
  run: async (args, { pool, now, settings, print }) => {
    if (args.length > 0) {
      print(`drill prepare 不接受参数：${args.join(' ')} / takes no arguments: ${args.join(' ')}`);
      return 2;
    }
    if (settings.mode === 'production') {
      print('生产环境不能设为演练环境 / a system in production is not set apart for drills');
      return 2;
    }
    await withTx(pool, 'write', (tx) => markHouse(tx, 'songhua drill prepare', now));
    print('已设为演练环境 / set apart for drills');
    return 0;
  },
};
