import { type StartTask, withTx } from '@songhua/kernel';
import { areaTree, bedsOf, institutionRecords, institutionsOfArea } from '@songhua/module-registry/api.ts';
import { draftWards, facilityOf } from '../domain/draft-wards.ts';
import { idOf } from '../ids/id-of.ts';
import { savePoint } from '../store/continuity.ts';
import { listFacilities, saveFacility } from '../store/facilities.ts';
import { insertWards, isWithoutWards } from '../store/wards.ts';

/**
 * In demonstration mode, once, where nothing has been entered: hospitals that the registry calls designated, or that have beds which open
 * quickly, stand ready with their wards. All of it is marked as synthetic.
 */
export const loadDemo: StartTask = {
  name: 'surge.demo',
  after: ['registry.institutions'],
  run: async ({ pool, records, now, settings }) => {
    if (settings.mode !== 'demo' || settings.registry !== 'synthetic') return;
    await withTx(pool, 'write', async (tx) => {
      if (!(await isWithoutWards(tx)) || (await listFacilities(tx)).length > 0) return;
      const city = (await areaTree(tx)).find(({ level }) => level === 'city');
      const hospitals = city ? (await institutionsOfArea(tx, city.code)).filter((one) => one.class === 'hospital') : [];
      const ids = hospitals.map(({ id }) => id);
      const known = await institutionRecords(tx, records, ids);
      const beds = Map.groupBy(await bedsOf(tx, ids), ({ institution }) => institution);
      for (const id of ids) {
        const mine = (beds.get(id) ?? []).filter(({ until }) => until === null);
        const kind = facilityOf(known.get(id)?.designations ?? [], mine);
        if (kind === null) continue;
        await saveFacility(tx, { institution: id, kind, status: 'standby', evidence: 'synthetic' }, null, now);
        const { wards, points } = draftWards(kind, mine);
        await insertWards(
          tx,
          wards.map((ward) => ({ ...ward, id: idOf(`${id} ${ward.name}`), institution: id, evidence: 'synthetic' })),
        );
        for (const point of points)
          await savePoint(
            tx,
            { ...point, id: idOf(`${id} ${point.group}`), institution: id, note: null, evidence: 'synthetic' },
            null,
            now,
          );
      }
    });
  },
};
