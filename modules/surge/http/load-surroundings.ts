import { type Actor, may, ok, type Result, refuse, type Text, type Tx } from '@songhua/kernel';
import { type AreaNode, areaTree, institutionsOfArea } from '@songhua/module-registry/api.ts';

export interface KnownInstitution {
  readonly id: string;
  readonly name: string;
  readonly area: string;
  readonly areaName: Text;
}

/** The institutions there are, and what whoever asks may do in which. */
export interface Surroundings {
  readonly areas: readonly AreaNode[];
  /** An institution that is not listed (any more) is called by its id. */
  readonly institution: (id: string) => KnownInstitution;
  readonly isListed: (id: string) => boolean;
  /** Whether the account decides on conversions there. */
  readonly manages: (institution: string) => Result<null>;
  /** Whether the account reports on wards there: who works there, and who decides. */
  readonly reports: (institution: string) => Result<null>;
}

export async function loadSurroundings(tx: Tx, actor: Actor): Promise<Surroundings> {
  const areas = await areaTree(tx);
  const city = areas.find(({ level }) => level === 'city');
  const listed = new Map((city ? await institutionsOfArea(tx, city.code) : []).map((one) => [one.id, one]));
  const parentOf = new Map(areas.map(({ code, parent }) => [code, parent]));
  const institution = (id: string): KnownInstitution => {
    const { name = id, area = '', areaName = { zh: '—', en: '—' } } = listed.get(id) ?? {};
    return { id, name, area, areaName };
  };
  const liesIn = (area: string, whole: string): boolean => {
    for (let at: string | null | undefined = area; at; at = parentOf.get(at)) if (at === whole) return true;
    return false;
  };
  const inArea = (id: string): Result<null> => {
    const { area } = institution(id);
    return actor.area === undefined || liesIn(area, actor.area)
      ? ok(null)
      : refuse('surge.other-area', { own: actor.area, area: area || '—' });
  };
  return {
    areas,
    institution,
    isListed: (id) => listed.has(id),
    manages: (id) => (may(actor, 'surge.manage') ? inArea(id) : refuse('kernel.not-permitted')),
    reports: (id) => {
      if (may(actor, 'surge.manage')) return inArea(id);
      if (actor.institution === `Organization/${id}`) return ok(null);
      return refuse('surge.other-institution', { institution: institution(id).name });
    },
  };
}

/** The id of the institution whoever asks works for today. */
export function ownInstitution({ institution }: Actor): Result<string> {
  const id = institution?.split('/')[1];
  return id ? ok(id) : refuse('surge.no-institution');
}
