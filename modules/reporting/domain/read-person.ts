import { identifierSystems } from '@songhua/engine-fhir/china/systems.ts';
import { type Resource, spellName } from '@songhua/kernel';
import type { CardFields } from '../contract.ts';
import { elements, textIn } from './read-element.ts';

interface Place {
  readonly code: string;
  readonly parent: string | null;
  readonly level: string;
  readonly name: { readonly zh: string };
}

/** The town that an address names, together with its county; null where it names none, or several. */
export function townIn(address: string, areas: readonly Place[]): Place | null {
  const counties = areas.filter(({ level, name }) => (level === 'county' || level === 'zone') && address.includes(name.zh));
  const codes = new Set(counties.map(({ code }) => code));
  const towns = areas.filter(
    ({ level, parent, name }) => level === 'town' && parent !== null && codes.has(parent) && address.includes(name.zh),
  );
  return towns.length === 1 ? (towns[0] ?? null) : null;
}

/** What a card takes over of a registration; what it does not say is null. */
export function readPerson(patient: Resource & { readonly id: string }, areas: readonly Place[]) {
  const names = elements(patient['name']);
  const name = names.find(({ use }) => use === 'official') ?? names[0];
  const identifiers = elements(patient['identifier']);
  const number = identifiers.find(({ system }) => system === identifierSystems.citizenNumber);
  const phones = elements(patient['telecom']).filter(({ system }) => system === 'phone');
  const addresses = elements(patient['address']).filter(({ use }) => use !== 'old');
  const address = textIn((addresses.find(({ use }) => use === 'home') ?? addresses[0])?.['text'], 200);
  const born = textIn(patient['birthDate'], 10);
  const { gender } = patient;
  return {
    patient: `Patient/${patient.id}`,
    name: textIn(spellName(name), 50) ?? '无名氏',
    number: textIn(number?.['value'], 30)?.toUpperCase() ?? null,
    sex: gender === 'male' || gender === 'female' ? gender : null,
    born: born !== null && /^(19|20)\d{2}-\d{2}-\d{2}$/.test(born) ? born : null,
    phone: textIn((phones.find(({ use }) => use === 'mobile') ?? phones[0])?.['value'], 30),
    address,
    town: address === null ? null : (townIn(address, areas)?.code ?? null),
  } satisfies Partial<CardFields>;
}
