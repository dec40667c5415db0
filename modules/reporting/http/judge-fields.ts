import { ok, type Result, refuse } from '@songhua/kernel';
import type { CardFields } from '../contract.ts';
import { checkCard } from '../domain/check-card.ts';
import { dayIn, dueOf } from '../domain/judge-clock.ts';
import { diseaseOf, hoursOf, spanOn } from '../domain/notifiable-list.ts';
import type { StoredCard } from '../store/cards.ts';
import { countyOfTown, type View } from './load-sight.ts';

/** What follows from what a card says, by the list in force on the day of the diagnosis. */
export type Follows = Pick<StoredCard, 'fields' | 'class' | 'sensitive' | 'due' | 'hours' | 'since' | 'strict' | 'homeCounty'>;

/** What a card says with what follows from it, or what is wrong with it by field. */
export function judgeFields(fields: CardFields, view: Pick<View, 'areas'>, now: Date, isReported: boolean): Result<Follows> {
  const disease = diseaseOf(fields.disease);
  if (!disease) return refuse('reporting.unknown-disease', { disease: fields.disease });
  const diagnosed = new Date(fields.diagnosed);
  const [span, due] = [spanOn(disease, dayIn(diagnosed)), dueOf(disease, fields.subtype, diagnosed)];
  if (!span || !due) return refuse('reporting.not-in-force', { disease: disease.name.zh, day: dayIn(diagnosed) });
  const errors = checkCard(fields, disease, now, isReported);
  if (errors.length > 0) return refuse('reporting.incomplete', { count: errors.length }, errors);
  const homeCounty = fields.town === null ? null : countyOfTown(view, fields.town);
  if (homeCounty === undefined) return refuse('reporting.unknown-town', { town: fields.town ?? '' });
  return ok({
    fields: { ...fields, diagnosed: diagnosed.toISOString() },
    class: span.class,
    sensitive: disease.sensitive ?? false,
    due,
    since: diagnosed,
    strict: null,
    hours: hoursOf(disease, span, fields.subtype),
    homeCounty,
  });
}
