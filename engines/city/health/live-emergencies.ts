import { count, span } from './chances.ts';
import { ageOn, anyPlace, inHospital, type Life, nextId, type Place } from './life.ts';
import { type Concept, ours } from './resource.ts';
import { writeDiagnosis } from './write-diagnosis.ts';
import { writeEncounter } from './write-encounter.ts';
import { writePressure } from './write-findings.ts';

/** What somebody calls 120 for: code, name, what is said, weights up to 14, 44, 64 and older. */
export const calls: readonly (readonly [string, string, string, readonly number[]])[] = [
  ['T14.900', '损伤', '外伤', [30, 34, 26, 16]],
  ['S06.000', '脑震荡', '交通事故，头部外伤', [6, 12, 10, 6]],
  ['R55.x00x001', '晕厥', '突然晕倒', [4, 8, 12, 18]],
  ['I63.900', '脑梗死', '一侧肢体无力、言语不清', [0, 1, 16, 30]],
  ['I20.000', '不稳定型心绞痛', '胸痛', [0, 3, 16, 26]],
  ['R10.400', '腹痛，其他和未特指的', '剧烈腹痛', [8, 10, 8, 8]],
  ['J96.900', '未特指的呼吸衰竭', '呼吸困难', [4, 1, 6, 20]],
  ['T58.x00', '一氧化碳的毒性效应', '煤烟中毒，意识模糊', [2, 3, 4, 5]],
  ['R50.900x002', '高热', '高热、抽搐', [24, 1, 1, 1]],
];

const emergency: Concept = { text: '院前急救' };

/** Call, dispatch and arrivals of an ambulance; minutes after the call. */
function prehospital(
  life: Life,
  day: number,
  minute: number,
  urban: boolean,
): { readonly extension: object; readonly arrived: number } {
  const dispatched = 1;
  const departed = dispatched + span(life.random, 1, 3);
  const there = departed + (urban ? span(life.random, 5, 13) : span(life.random, 10, 32));
  const back = there + span(life.random, 8, 20) + (urban ? span(life.random, 6, 14) : span(life.random, 12, 40));
  const at = (later: number): string => life.calendar.moment(day + Math.floor((minute + later) / 1440), (minute + later) % 1440);
  const times = [
    ['call', 0],
    ['dispatch', dispatched],
    ['departure', departed],
    ['arrival', there],
    ['hospital', back],
  ] as const;
  return {
    extension: {
      url: `${ours.extension}prehospital`,
      extension: times.map(([url, later]) => ({ url, valueDateTime: at(later) })),
    },
    arrived: back,
  };
}

function callFor(life: Life, place: Place, day: number, urban: boolean): void {
  const age = ageOn(life, day);
  const band = age < 15 ? 0 : age < 45 ? 1 : age < 65 ? 2 : 3;
  let aim = life.random() * calls.reduce((sum, [, , , weights]) => sum + (weights[band] ?? 0), 0);
  const call = calls.find(([, , , weights]) => {
    aim -= weights[band] ?? 0;
    return aim < 0;
  });
  if (!call) return;
  const [code, name, complaint] = call;
  const minute = span(life.random, 0, 1439);
  const { extension, arrived } = prehospital(life, day, minute, urban);
  const encounter = nextId(place);
  const on = { place, encounter, day, minute: Math.min(1439, minute + 12) };
  const condition = writeDiagnosis(life, place, { code, name, day, minute: on.minute, encounter, status: 'resolved' });
  writePressure(life, on);
  writeEncounter(life, place, encounter, {
    class: 'emergency',
    day,
    minute,
    minutes: arrived,
    department: 'emergency',
    type: emergency,
    reason: { text: complaint },
    diagnoses: [condition],
    extension: [extension],
  });
  life.tally.add('calls', code);
}

/** Calls of 120, as many as `mean` in the whole period; and one for whoever came to a hospital nameless. */
export function liveEmergencies(life: Life, mean: number, from: number, urban: boolean): void {
  for (const place of life.places)
    if (place.lasts === place.day && place.day >= life.begin && place.day <= life.end && !inHospital(life, place.day))
      callFor(life, place, place.day, urban);
  for (let left = count(life.random, mean); left > 0 && from <= life.end; left -= 1) {
    const day = life.calendar.draw('cold-heart', 'any', from, life.end, life.random);
    const place = inHospital(life, day) ? null : anyPlace(life, day, 'hospital');
    if (place) callFor(life, place, day, urban);
  }
}
