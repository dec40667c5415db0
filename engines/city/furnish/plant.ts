import { countMeasures } from '../institution.ts';
import type { Result } from '../result.ts';
import { infeasible, ok } from '../result.ts';
import { departmentCodes, duties, serviceCodes } from '../vocabulary.ts';
import type { Wants } from './wants.ts';

/** A violation put in on purpose: at this institution, this is as said. */
export interface Planted {
  readonly institution: string;
  /** What of it, e.g. `duty:integrated-backbone`, `department:emergency`, `observation-beds`. */
  readonly what: string;
  /** How many, or how much. */
  readonly value: number;
}

type Setter = (wants: Wants, value: number) => unknown;

const plain: Readonly<Record<string, Setter>> = {
  'public-health-doctors': (w, n) => {
    w.publicHealthDoctors = n;
  },
  'other-technical': (w, n) => {
    w.otherTechnical = n;
    w.engineers = Math.min(w.engineers, n);
  },
  'observation-beds': (w, n) => {
    w.observationBeds = n;
  },
  'founder-years': (w, n) => {
    w.founderYears = n;
  },
  'occupancy-percent': (w, n) => {
    w.occupancy = n / 100;
  },
  'stay-days': (w, n) => {
    w.stay = n;
  },
  beds: (w, n) => {
    w.counts['beds-total'] = n;
  },
};

function setterOf(what: string): Setter | undefined {
  const [sort = '', code = ''] = what.split(':');
  const find = <T extends string>(allowed: readonly T[]): T | undefined => allowed.find((one) => one === code);
  const [duty, department, service, measure] = [find(duties), find(departmentCodes), find(serviceCodes), find(countMeasures)];
  if (sort === 'duty' && duty) return (w, n) => Object.assign(w.duties, { [duty]: n });
  if (sort === 'measure' && measure) return (w, n) => Object.assign(w.figures, { [measure]: n });
  if (sort === 'service' && service) return (w, n) => w.offers.set(service, n > 0);
  if (sort === 'department' && department) {
    return (w, n) => (n > 0 ? w.departments.add(department) : w.departments.delete(department));
  }
  return plain[what];
}

/** Takes the beds a planted institution is given from the largest centre of the same area, so that every sum stays. */
function moveBeds(wants: ReadonlyMap<string, Wants>, to: Wants, value: number): Result<true> {
  const more = value - to.counts['beds-total'];
  const donor = [...wants.values()]
    .filter((w) => w.institution.class === 'primary' && w !== to && w.institution.area === to.institution.area)
    .sort((a, b) => b.counts['beds-total'] - a.counts['beds-total'])[0];
  if (!donor || donor.counts['beds-total'] <= more)
    return infeasible('city.no-beds-to-plant', { institution: to.institution.id, beds: more });
  donor.counts['beds-total'] -= more;
  return ok(true);
}

/** Changes what institutions are to be given by the planted violations; refuses one that names nothing there is. */
export function plant(wants: ReadonlyMap<string, Wants>, planted: readonly Planted[]): Result<true> {
  for (const { institution, what, value } of planted) {
    const found = wants.get(institution);
    const set = setterOf(what);
    if (!found) return infeasible('city.planted-institution-unknown', { institution });
    if (!set) return infeasible('city.planted-what-unknown', { institution, what });
    if (found.institution.named) return infeasible('city.planted-at-real-institution', { institution });
    if (what === 'beds') {
      const moved = moveBeds(wants, found, value);
      if (!moved.ok) return moved;
    }
    set(found, value);
  }
  return ok(true);
}
