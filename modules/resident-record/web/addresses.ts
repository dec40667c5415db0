import { useKept } from '@songhua/ui/address.ts';
import { useParams } from 'react-router';
import type { Source } from '../contract.ts';

/** Names in the address that belong to a view of the record. */
export const viewNames = ['view', 'codes', 'from', 'until', 'kind', 'institution', 'q', 'news', 'group'] as const;

/** The address of a detail; null: it has none. */
export type DetailAddress = (source: Pick<Source, 'resource'>) => string | null;

/** Where the detail of something stands: a drawer over the record, with what is in view behind it kept. */
export function useDetailAddress(): (source: Pick<Source, 'resource'>) => string {
  const { patient = '' } = useParams();
  const kept = useKept(true);
  return ({ resource }) => {
    const [type = '', id = ''] = resource.split('/');
    const place = type === 'Encounter' ? `visits/${id}` : `entries/${type}/${id}`;
    return `/record/${patient}/${place}${kept}`;
  };
}

/** Kinds of one's own record that have a page in plain words, as `entryTypes` of the contract has them. */
const explained = new Set([
  'Observation',
  'DiagnosticReport',
  'MedicationRequest',
  'MedicationStatement',
  'MedicationDispense',
  'AllergyIntolerance',
  'Immunization',
  'Condition',
  'Procedure',
]);

/** Where one's own visit or anything else of one's own record is told; papers and programmes have no page of their own. */
export function useOwnAddress(): DetailAddress {
  const kept = useKept(true);
  return ({ resource }) => {
    const [type = '', id] = resource.split('/');
    if (type === 'Encounter') return `/my-record/visits/${id}${kept}`;
    return explained.has(type) ? `/my-record/entries/${type}/${id}${kept}` : null;
  };
}

/** Another view of the same record. */
export function useViewAddress(): (view: string, more?: Readonly<Record<string, string>>) => string {
  const { patient = '' } = useParams();
  const kept = useKept(true, viewNames);
  return (view, more = {}) => {
    const search = new URLSearchParams(kept);
    if (view !== 'overview') search.set('view', view);
    for (const [name, value] of Object.entries(more)) search.set(name, value);
    const text = search.toString();
    return `/record/${patient}${text && `?${text}`}`;
  };
}
