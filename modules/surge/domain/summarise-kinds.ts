import { type BedKind, bedKinds, type KindSummary, type OccupancyFigure } from '../contract.ts';

interface Used {
  readonly now: BedKind;
  readonly beds: number;
  readonly occupancy: readonly OccupancyFigure[];
}

/** Beds and their use by what they are now. A ward counts once: by records where there are any, else as reported; the two stand apart. */
export function summariseKinds(wards: readonly Used[]): KindSummary[] {
  return bedKinds.flatMap((kind) => {
    const mine = wards.filter(({ now }) => now === kind);
    if (mine.length === 0) return [];
    const said = (source: OccupancyFigure['source']) =>
      mine.flatMap(({ beds, occupancy: [first] }) => (first?.source === source ? [{ beds, figure: first }] : []));
    const add = (list: ReturnType<typeof said>) => ({
      wards: list.length,
      beds: list.reduce((sum, { beds }) => sum + beds, 0),
      occupied: list.reduce((sum, { figure }) => sum + figure.occupied, 0),
    });
    const reported = said('reported');
    return {
      ...{ kind, wards: mine.length, beds: mine.reduce((sum, { beds }) => sum + beds, 0), records: add(said('records')) },
      reported: {
        ...add(reported),
        stale: reported.filter(({ figure }) => figure.stale).length,
        oldest: reported.map(({ figure }) => figure.day).sort()[0] ?? null,
      },
      unknown: mine.filter(({ occupancy }) => occupancy.length === 0).length,
    };
  });
}
