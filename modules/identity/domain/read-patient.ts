import { identifierSystems } from '@songhua/engine-fhir/china/systems.ts';
import { isProvisional } from '@songhua/engine-linkage/person/find-vetoes.ts';
import { formOf } from '@songhua/engine-linkage/person/person-form.ts';
import { keysOfForm } from '@songhua/engine-linkage/person/person-keys.ts';
import type { PersonRecord } from '@songhua/engine-linkage/person/person-record.ts';
import { type Resource, spellName } from '@songhua/kernel';
import type { z } from 'zod';
import type { provisionalKind } from '../contract.ts';

export type Provisional = z.infer<typeof provisionalKind>;

/** What a Patient resource says of who somebody is. */
export interface Said extends PersonRecord {
  readonly patient: string;
  readonly folded: string;
  /** Text by which registrations at one address are found; '' for none. */
  readonly home: string;
  readonly institution: string | null;
  readonly provisional: Provisional | null;
  readonly mother: string | null;
  readonly active: boolean;
  /** Hashes under which it is found; none of one that says nothing. */
  readonly keys: readonly number[];
}

/** Tags by which a register says that it does not know who somebody is, or that a child has no number yet. */
export const registrationTags = 'https://songhua.example/fhir/CodeSystem/registration';
/** Extension of a newborn's Patient: its mother's. */
export const motherExtension = 'https://songhua.example/fhir/StructureDefinition/mother';

type Elements = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Elements => typeof value === 'object' && value !== null && !Array.isArray(value);
const listOf = (value: unknown): readonly Elements[] => (Array.isArray(value) ? value.filter(isObject) : []);

/** What PostgreSQL can hold, no longer than an index allows. */
const clean = (value: unknown, most: number): string | null => {
  if (typeof value !== 'string') return null;
  const text = value.replaceAll('\0', '').toWellFormed().trim().slice(0, most).toWellFormed();
  return text === '' ? null : text;
};

/** The first of the list that is of the earliest of these uses; what is out of use comes last. */
function preferred(all: readonly Elements[], uses: readonly string[]): Elements | undefined {
  const rank = ({ use }: Elements): number => {
    const at = uses.indexOf(String(use ?? ''));
    return use === 'old' ? uses.length + 1 : at < 0 ? uses.length : at;
  };
  return all.toSorted((a, b) => rank(a) - rank(b))[0];
}

const passport = 'PPN';

function numberIn(resource: Resource): string | null {
  const all = listOf(resource['identifier']).filter(({ value }) => typeof value === 'string');
  const citizen = preferred(
    all.filter(({ system }) => system === identifierSystems.citizenNumber),
    ['official', 'usual'],
  );
  const isPassport = ({ type }: Elements): boolean =>
    isObject(type) && listOf(type['coding']).some(({ code }) => code === passport);
  return clean((citizen ?? all.find(isPassport))?.['value'], 64);
}

const phoneIn = (resource: Resource): string | null =>
  clean(
    preferred(
      listOf(resource['telecom']).filter(
        ({ system, value }) => (system === 'phone' || system === 'sms') && typeof value === 'string',
      ),
      ['mobile', 'home'],
    )?.['value'],
    40,
  );

function addressIn(resource: Resource): string | null {
  const address = preferred(listOf(resource['address']), ['home']);
  if (!address) return null;
  if (typeof address['text'] === 'string') return clean(address['text'], 500);
  const lines = Array.isArray(address['line']) ? address['line'] : [];
  const parts = [address['state'], address['city'], address['district'], ...lines].filter((part) => typeof part === 'string');
  return clean(parts.join(''), 500);
}

const referenceIn = (value: unknown, type: string): string | null => {
  const reference = isObject(value) ? value['reference'] : undefined;
  const found =
    typeof reference === 'string' ? /(?:^|\/)([A-Z][A-Za-z]+)\/([A-Za-z0-9.-]{1,64})(?:\/_history\/.*)?$/.exec(reference) : null;
  return found?.[1] === type ? (found[2] ?? null) : null;
};

const motherIn = (resource: Resource): string | null =>
  referenceIn(listOf(resource['extension']).find(({ url }) => url === motherExtension)?.['valueReference'], 'Patient');

const newborn = /新生儿|[男女]?婴|之[子女]|newborn|baby/i;

function provisionalIn(resource: Resource, record: PersonRecord, mother: string | null): Provisional | null {
  const meta = isObject(resource['meta']) ? resource['meta'] : {};
  const tags = listOf(meta['tag'])
    .filter(({ system }) => system === registrationTags)
    .map(({ code }) => code);
  if (tags.includes('unknown')) return 'unknown';
  if (tags.includes('newborn') || (mother !== null && record.number === null)) return 'newborn';
  if (!isProvisional(formOf(record))) return null;
  return newborn.test(record.name) ? 'newborn' : 'unknown';
}

/** A Patient resource as the index compares it. What it does not say is null; it never throws, whatever stands there. */
export function readPatient(resource: Resource & { readonly id: string }): Said {
  const name = clean(spellName(preferred(listOf(resource['name']), ['official', 'usual'])), 200) ?? '';
  const gender = resource['gender'];
  const typed: PersonRecord = {
    name,
    sex: gender === 'male' || gender === 'female' ? gender : null,
    born: clean(resource['birthDate'], 10)?.replaceAll('-', '') ?? null,
    number: numberIn(resource),
    phone: phoneIn(resource),
    address: addressIn(resource),
  };
  const form = formOf(typed);
  const record: PersonRecord = { ...typed, number: form.clean.number || null, phone: form.clean.phone || null };
  const mother = motherIn(resource);
  const institution = referenceIn(resource['managingOrganization'], 'Organization');
  const replaced = listOf(resource['link']).some(({ type }) => type === 'replaced-by');
  return {
    ...record,
    patient: resource.id,
    folded: form.name.folded,
    home: form.clean.address,
    institution: institution === null ? null : `Organization/${institution}`,
    provisional: provisionalIn(resource, typed, mother),
    mother,
    active: resource['active'] !== false && !replaced,
    keys: [...new Set(keysOfForm(form).filter((key) => key !== 0))],
  };
}
