import type { Language } from '@songhua/kernel';
import type { ResidentRecord } from '../../contract.ts';
import { everythingIn } from '../assemble-record.ts';
import type { Stored } from '../fhir.ts';
import type { Gathered } from '../gathered.ts';
import { cityTextOf } from '../order-dates.ts';
import { sentence } from './narrate.ts';
import { isKept, pickElements, pickPatient } from './pick-elements.ts';
import { writeSections } from './write-sections.ts';

interface Frame {
  /** Address of the FHIR API, without final slash. */
  readonly base: string;
  readonly newId: () => string;
  readonly now: Date;
  readonly language: Language;
}

const loinc = 'http://loinc.org';
const emptyReason = 'http://terminology.hl7.org/CodeSystem/list-empty-reason';
const tongues: Readonly<Record<Language, string>> = { zh: 'zh-CN', en: 'en' };
const author = '松花健康信息平台 Songhua';

type Json = Readonly<Record<string, unknown>>;

/**
 * One person's summary as a document (International Patient Summary, IPS 2.0: https://hl7.org/fhir/uv/ips/): a Composition with its sections,
 * the person, and all that the sections hold. Every reference leads into the document. What the reader does not reach is not in it, and whether
 * there is any is not said: an empty section is one of which nothing was recorded.
 */
export function writeSummary(
  record: ResidentRecord,
  gathered: Gathered,
  { base, newId, now, language }: Frame,
): { readonly bundle: Json; readonly shown: readonly Stored[] } {
  const [patient] = gathered.patients;
  if (!patient) throw new Error('a summary is of somebody');
  const byName = new Map<string, Stored>(everythingIn(gathered).map((one) => [`${one.resourceType}/${one.id}`, one] as const));
  const resources = new Map([...byName].filter(([, { resourceType }]) => isKept(resourceType)));
  const sections = writeSections(record, resources, language);
  const held = [...new Set(sections.flatMap(({ entries }) => entries))].flatMap((name) => resources.get(name) ?? []);
  const [composition, device] = [newId(), newId()];
  const title = language === 'zh' ? `${record.head.name} 健康档案摘要` : `Patient summary of ${record.head.name}`;
  const written = {
    resourceType: 'Composition',
    id: composition,
    language: tongues[language],
    text: sentence(`${title} · ${cityTextOf(now.toISOString())}`),
    status: 'final',
    type: { coding: [{ system: loinc, code: '60591-5', display: 'Patient summary Document' }] },
    subject: { reference: `${base}/Patient/${patient.id}` },
    date: now.toISOString(),
    author: [{ reference: `urn:uuid:${device}`, display: author }],
    title,
    confidentiality: 'R',
    section: sections.map(({ code, display, title: named, text, entries, empty }) => ({
      title: named[language],
      code: { coding: [{ system: loinc, code, display }] },
      text,
      ...(entries.length > 0 && { entry: entries.map((name) => ({ reference: `${base}/${name}` })) }),
      ...(empty && { emptyReason: { coding: [{ system: emptyReason, code: empty }] } }),
    })),
  };
  const maker = {
    resourceType: 'Device',
    id: device,
    deviceName: [{ name: author, type: 'user-friendly-name' }],
    type: { text: language === 'zh' ? '生成本摘要的软件' : 'the software that wrote this summary' },
  };
  return {
    shown: [...gathered.patients, ...held],
    bundle: {
      resourceType: 'Bundle',
      id: newId(),
      meta: { lastUpdated: now.toISOString() },
      language: tongues[language],
      identifier: { system: 'urn:ietf:rfc:3986', value: `urn:uuid:${newId()}` },
      type: 'document',
      timestamp: now.toISOString(),
      entry: [
        { fullUrl: `urn:uuid:${composition}`, resource: written },
        { fullUrl: `${base}/Patient/${patient.id}`, resource: pickPatient(patient) },
        { fullUrl: `urn:uuid:${device}`, resource: maker },
        ...held.map((one) => ({
          fullUrl: `${base}/${one.resourceType}/${one.id}`,
          resource: pickElements(one, `${base}/Patient/${patient.id}`),
        })),
      ],
    },
  };
}
