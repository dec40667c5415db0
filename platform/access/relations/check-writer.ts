import { isDeepStrictEqual } from 'node:util';
import type { FieldError, ProposedChange, Text } from '@songhua/kernel';
import { accountDays, plusDays } from './account-days.ts';
import { isContract } from './decide-stakes.ts';
import { child, codesIn, list, periodOf, referenceOf, textOf } from './read-element.ts';

/** What marks somebody whom an account registered, until the registry's own system has taken the registration over. */
export const provisionalTag = { system: 'https://songhua.example/fhir/CodeSystem/registration', code: 'provisional' } as const;

type Elements = ProposedChange['resource'];

const error = (field: string, rule: string, value: unknown, message: Text): FieldError => ({
  field,
  rule,
  ...(value !== undefined && { value: typeof value === 'string' ? value : JSON.stringify(value) }),
  message,
});

const shown = (reference: unknown): string | undefined => textOf(child(reference, 'reference'));

/** Where a type says whose business it is, and whose record it is. */
const places = {
  Encounter: { house: 'serviceProvider', patient: 'subject' },
  EpisodeOfCare: { house: 'managingOrganization', patient: 'patient' },
  CareTeam: { house: 'managingOrganization', patient: 'subject' },
} as const;

const notOwn = (field: string, value: unknown, own: string): FieldError =>
  error(field, 'own-institution', value, {
    zh: `只能以您现在所代表的机构（${own}）名义登记`,
    en: `must be the institution that you act for now, ${own}`,
  });

const noHouse = (field: string): FieldError =>
  error(field, 'acts-for-institution', undefined, {
    zh: '您现在没有代表任何机构，请先选择',
    en: 'you act for no institution now; choose one first',
  });

const housesIn = (value: unknown): readonly unknown[] => (value === undefined ? [] : list(value));

/** Everything it names as the house that does it must be the one acted for, as it stands and as it will stand. */
function checkHouse(field: string, resource: Elements, before: ProposedChange['before'], own: string): FieldError[] {
  const isOwn = (one: unknown): boolean => referenceOf(one, 'Organization') === own;
  const said = housesIn(resource[field]);
  const wrong = said.length === 0 ? [undefined] : said.filter((one) => !isOwn(one));
  const errors = wrong.map((one) => notOwn(field, shown(one), own));
  const stood = before ? housesIn(before[field]).filter((one) => !isOwn(one)) : [];
  if (errors.length === 0 && before && (stood.length > 0 || housesIn(before[field]).length === 0))
    return [
      error(field, 'another-institutions', shown(stood[0]), {
        zh: '这是另一机构登记的，不能改由本机构登记',
        en: 'another institution wrote it: it cannot be made this one’s',
      }),
    ];
  return errors;
}

function checkPatient(field: string, resource: Elements, before: ProposedChange['before']): FieldError[] {
  const said = referenceOf(resource[field], 'Patient');
  if (said === undefined)
    return [
      error(field, 'patient-of-this-store', shown(resource[field]), {
        zh: '须写明本系统中的居民（Patient/编号）',
        en: 'must name a patient of this system, Patient/id',
      }),
    ];
  const stood = before ? referenceOf(before[field], 'Patient') : said;
  if (said === stood) return [];
  const message = {
    zh: `不能改到另一位居民（原为 ${stood ?? '—'}）`,
    en: `cannot be moved to another person, from ${stood ?? 'nobody'}`,
  };
  return [error(field, 'same-patient', said, message)];
}

/** Begin and end within what an account may say; what stood there already stays as it is. */
function checkPeriod({ resource, before }: ProposedChange, isContracted: boolean, now: Date): FieldError[] {
  const period = resource['period'];
  const stood = before?.['period'];
  const { since, until } = periodOf(period);
  const [start, end] = [textOf(child(period, 'start')), textOf(child(period, 'end'))];
  const errors: FieldError[] = [];
  const earliest = plusDays(now, -accountDays.back);
  const isNewStart = start !== textOf(child(stood, 'start'));
  if (isNewStart && since && since < earliest)
    errors.push(
      error('period.start', 'not-back-dated', start, {
        zh: `开始时间不能早于 ${accountDays.back} 天前`,
        en: `must not lie more than ${accountDays.back} days back`,
      }),
    );
  const ahead = resource['status'] === 'planned' ? accountDays.contract : 1;
  if (isNewStart && since && since > plusDays(now, ahead))
    errors.push(
      error('period.start', 'not-ahead', start, {
        zh: `开始时间不能晚于 ${ahead} 天后`,
        en: `must not lie more than ${ahead} ${ahead === 1 ? 'day' : 'days'} ahead`,
      }),
    );
  if (before && stood !== undefined && textOf(child(stood, 'start')) !== undefined && start === undefined)
    errors.push(
      error('period.start', 'start-stays', undefined, { zh: '不能去掉开始时间', en: 'the begin cannot be taken away' }),
    );
  const days = isContracted ? accountDays.contract : accountDays.unclosed;
  const latest = plusDays(isContracted && since ? since : now, days);
  const isNewEnd = end !== textOf(child(stood, 'end'));
  if (isNewEnd && until && until > plusDays(latest, 1))
    errors.push(
      error('period.end', 'not-longer', end, {
        zh: isContracted ? `签约期不能超过 ${days} 天` : `结束时间不能晚于 ${days} 天后`,
        en: isContracted ? `a contract lasts at most ${days} days` : `must not lie more than ${days} days ahead`,
      }),
    );
  if (isContracted && (end === undefined || start === undefined))
    errors.push(
      error(end === undefined ? 'period.end' : 'period.start', 'contract-ends', undefined, {
        zh: '签约须写明起止日期',
        en: 'a contract says when it begins and ends',
      }),
    );
  return errors;
}

const noMerging: Text = {
  zh: '不能用个人账号合并或关联居民登记',
  en: 'an account does not link or merge registrations of people',
};

const same = (a: unknown, b: unknown): boolean => isDeepStrictEqual(a ?? null, b ?? null);

/** A person is registered provisionally for the house; who is in treatment is put right; nobody is merged, moved or taken away. */
function checkPerson({ resource, before }: ProposedChange, own: string): FieldError[] {
  const errors: FieldError[] = [];
  const house = resource['managingOrganization'];
  const tagged = codesIn([{ coding: child(resource['meta'], 'tag') }], provisionalTag.system).includes(provisionalTag.code);
  const wasTagged =
    before !== null && codesIn([{ coding: child(before.meta, 'tag') }], provisionalTag.system).includes(provisionalTag.code);
  if (before === null && referenceOf(house, 'Organization') !== own)
    errors.push(notOwn('managingOrganization', shown(house), own));
  if (before !== null && !same(house, before['managingOrganization']))
    errors.push(
      error('managingOrganization', 'file-stays', shown(house), {
        zh: '不能更改建档机构',
        en: 'the institution that keeps the file cannot be changed',
      }),
    );
  if ((before === null || wasTagged) && !tagged)
    errors.push(
      error('meta.tag', 'provisional', undefined, {
        zh: `个人账号登记的居民须带有标签 ${provisionalTag.system}|${provisionalTag.code}`,
        en: `whom an account registers bears the tag ${provisionalTag.system}|${provisionalTag.code}`,
      }),
    );
  if (!same(resource['link'], before?.['link']))
    errors.push(error('link', 'no-merging', shown(child(list(resource['link'])[0], 'other')), noMerging));
  if ((resource['active'] ?? true) !== (before?.['active'] ?? true))
    errors.push(
      error('active', 'active-stays', resource['active'], {
        zh: '不能用个人账号停用或恢复居民登记',
        en: 'an account does not end or revive a registration',
      }),
    );
  return errors;
}

/**
 * What an account may not write of that from which relations follow: it writes for the institution that it acts for now, of no other person
 * than before, and of no time beyond its days. Systems of institutions and of the registry are believed.
 */
export function checkWriter(change: ProposedChange, now: Date): readonly FieldError[] {
  const { resource, before, writer } = change;
  if (writer.kind !== 'person') return [];
  const { resourceType: type } = resource;
  const own = writer.institution;
  if (type === 'Patient') return own === undefined ? [noHouse('managingOrganization')] : checkPerson(change, own);
  if (!(type in places)) return [];
  const place = places[type as keyof typeof places];
  if (own === undefined) return [noHouse(place.house)];
  const isContracted = type === 'Encounter' ? false : isContract(resource[type === 'CareTeam' ? 'category' : 'type']);
  return [
    ...checkHouse(place.house, resource, before, own),
    ...checkPatient(place.patient, resource, before),
    ...checkPeriod(change, isContracted, now),
  ];
}
