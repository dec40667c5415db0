import { useChoices } from '@songhua/ui/address.ts';
import { useApi } from '@songhua/ui/query.ts';
import { useMay } from '@songhua/ui/session.ts';
import type { AreaList } from '../contract.ts';

type Areas = Readonly<AreaList['items']>;

/** The areas one may report on: many who report do not read the registry, from which the top bar has its own. */
export function useAreas(): { readonly areas: Areas; readonly inBar: boolean } {
  const { areas } = useChoices();
  const mayReport = useMay('surveillance.report');
  const own = useApi<AreaList>(mayReport ? '/api/surveillance/areas' : null);
  return { areas: own.data?.items ?? areas, inBar: areas.length > 0 };
}

/** Counties, zones and the city itself. */
export const countiesOf = (areas: Areas): Areas => areas.filter(({ level }) => level !== 'town' && level !== 'urban');
