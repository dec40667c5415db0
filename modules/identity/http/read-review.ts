import { personKeys } from '@songhua/engine-linkage/person/person-keys.ts';
import { ok, refuse, route } from '@songhua/kernel';
import { reviewDetail, reviewParams } from '../contract.ts';
import { showInPart, showWhole } from '../domain/show-registration.ts';
import { countRecords } from '../store/count-records.ts';
import { nextOpen } from '../store/review-list.ts';
import { findReview } from '../store/reviews.ts';
import { findHousehold, findMembers, findSources, type Source } from '../store/sources.ts';
import { gone, headOf } from './list-reviews.ts';
import { keepsTheRegister } from './looks-after.ts';
import { nameInstitutions } from './name-institutions.ts';

/** So many of those who live or telephone with them are shown. */
const mostHousehold = 20;

const phoneKeys = ({ phone }: Source): readonly number[] =>
  phone === null ? [] : personKeys({ name: '', sex: null, born: null, number: null, phone, address: null });

export const readReview = route({
  method: 'GET',
  path: '/api/identity/reviews/:id',
  summary: { zh: '一项审核：两条登记并列及依据', en: 'One review: two registrations side by side, with the evidence' },
  permission: 'identity.decide',
  people: keepsTheRegister,
  params: reviewParams,
  response: reviewDetail,
  handle: async ({ tx, records, params: { id }, now }) => {
    const review = await findReview(tx, id);
    if (!review) return refuse('identity.unknown-review');
    const pair = await findSources(tx, [review.one, review.other]);
    const members = await findMembers(tx, [...new Set(pair.map(({ person }) => person))]);
    const homes = pair.flatMap(({ home }) => (home === null ? [] : [home]));
    const known = new Set([...pair, ...members].map(({ patient }) => patient));
    const near = await findHousehold(tx, homes, pair.flatMap(phoneKeys), mostHousehold + known.size);
    const household = near.filter(({ patient }) => !known.has(patient)).slice(0, mostHousehold);
    const names = await nameInstitutions(
      tx,
      records,
      [...members, ...household].map(({ institution }) => institution),
    );
    const side = async (patient: string) => {
      const source = pair.find((one) => one.patient === patient);
      const person = source?.person ?? patient;
      const others = source ? members.filter((one) => one.person === person && one.patient !== patient) : [];
      return {
        ...showWhole(source ?? gone(patient, review.opened), names),
        person,
        mother: source?.mother ?? null,
        others: others.map((one) => showInPart(one, names)),
        records: await countRecords(tx, records, patient, now),
      };
    };
    return ok({
      ...headOf(review, now),
      relatives: review.relatives,
      evidence: [...review.evidence],
      model: review.model,
      reason: review.reason,
      one: await side(review.one),
      other: await side(review.other),
      household: household.map((one) => showInPart(one, names)),
      next: await nextOpen(tx, review, now),
    });
  },
});
