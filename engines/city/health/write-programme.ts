import { type Life, nextId, type Place } from './life.ts';
import { type Concept, disease, metas, ours, ownConcept, type Secrecy } from './resource.ts';

/** Programmes by which primary care looks after somebody over years, with their names. */
export const programmes = {
  hypertension: '高血压患者健康管理',
  diabetes: '2型糖尿病患者健康管理',
  copd: '慢性阻塞性肺疾病患者健康服务',
  'mental-disorder': '严重精神障碍患者管理',
  tuberculosis: '肺结核患者健康管理',
  pregnancy: '孕产妇健康管理',
  'child-health': '0—6岁儿童健康管理',
} as const;
export type Programme = keyof typeof programmes;

export const programmeConcept = (programme: Programme): Concept => ownConcept(ours.programme, programme, programmes[programme]);

const contract: Concept = ownConcept(ours.relation, 'family-doctor-contract', '家庭医生签约服务');

interface Episode {
  readonly from: number;
  /** The last day; null while no end is known. */
  readonly until: number | null;
  /** Whether it goes on though its end is known. */
  readonly open?: boolean;
  readonly secrecy?: Secrecy;
  /** Id of the problem it is for. */
  readonly problem?: string;
}

function writeEpisode(
  life: Life,
  place: Place,
  type: Concept,
  { from, until, problem, secrecy = 'plain', open = until === null }: Episode,
): string {
  const id = nextId(place);
  const { calendar } = life;
  life.out.push({
    resourceType: 'EpisodeOfCare',
    id,
    meta: metas[secrecy],
    status: open ? 'active' : 'finished',
    type: [type],
    ...(problem && { diagnosis: [{ condition: { reference: `Condition/${problem}` } }] }),
    patient: place.subject,
    managingOrganization: place.provider,
    period: { start: calendar.text(from), ...(until !== null && { end: calendar.text(until) }) },
  });
  return id;
}

/** Somebody enters a programme: the episode's id. */
export function writeEnrolment(life: Life, place: Place, programme: Programme, episode: Episode): string {
  life.tally.add('programme', programme);
  return writeEpisode(life, place, programmeConcept(programme), episode);
}

/** A contract with a family doctor's team of an institution; it may run beyond the end of the period. */
export function writeContract(life: Life, place: Place, from: number, until: number, open: boolean): void {
  life.tally.add('contract', open ? 'running' : 'over');
  writeEpisode(life, place, contract, { from, until, open });
}

interface Plan {
  readonly programme: Programme;
  readonly episode: Episode;
  readonly condition?: readonly [string, string];
  /** What is done, with how many times a year. */
  readonly activities: readonly (readonly [string, number])[];
}

/** The plan that goes with an enrolment. */
export function writeCarePlan(life: Life, place: Place, { programme, episode, condition, activities }: Plan): void {
  const { calendar } = life;
  const { problem, secrecy = 'plain' } = episode;
  life.out.push({
    resourceType: 'CarePlan',
    id: nextId(place),
    meta: metas[secrecy],
    status: episode.until === null ? 'active' : 'completed',
    intent: 'plan',
    category: [programmeConcept(programme)],
    title: `${programmes[programme]}计划`,
    subject: place.subject,
    period: { start: calendar.text(episode.from), ...(episode.until !== null && { end: calendar.text(episode.until) }) },
    created: calendar.text(episode.from),
    author: place.provider,
    ...(problem && { addresses: [{ reference: `Condition/${problem}` }] }),
    activity: activities.map(([text, times]) => ({
      detail: {
        kind: 'ServiceRequest',
        code: { text },
        ...(condition && { reasonCode: [disease(...condition)] }),
        status: episode.until === null ? 'in-progress' : 'completed',
        scheduledTiming: { repeat: { frequency: times, period: 1, periodUnit: 'a' } },
        performer: place.performer,
      },
    })),
  });
  life.tally.add('CarePlan');
}
