import { formatDate } from '@songhua/ui/format.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { EvidenceRow, Registration, ReviewDetail, ReviewSide } from '../contract.ts';
import { compareDays } from './compare-days.ts';
import { EvidenceBar, EvidenceCell } from './evidence-cell.tsx';
import { Marked } from './marked.tsx';
import { Missing } from './missing.tsx';
import { sayInstitution, sayName, sayWho } from './say-person.ts';

const compared = ['name', 'sex', 'born', 'number', 'phone', 'address'] as const;
type Compared = (typeof compared)[number];

/** Why two different days may be one, in a sentence. */
function DayNote({ one, other }: { readonly one: string | null; readonly other: string | null }) {
  const { t } = useTranslation('identity');
  const kinship = compareDays(one, other);
  if (!kinship) return null;
  const said = kinship.kind === 'swapped' ? t('day.swapped') : t(`day.lunar-${kinship.which}`, { ...kinship });
  return <span className="identity-under">{said}</span>;
}

/** Who else is registered at the same address or phone: a twin, a spouse, a child may be whom one of the two is taken for. */
function Household({ near }: { readonly near: readonly Registration[] }) {
  const { t } = useTranslation('identity');
  const language = useLanguage();
  if (near.length === 0) return <span className="sh-quiet">{t('review.household-none')}</span>;
  return (
    <ul className="identity-household">
      {near.map((one) => (
        <li key={one.patient} title={sayInstitution(one.institution) ?? undefined}>
          {sayName(t, one.name)} <span className="sh-quiet">{sayWho(t, language, one)}</span>
        </li>
      ))}
    </ul>
  );
}

/** How much hangs on a registration: what a wrong decision would bring to a stranger. */
function Records({ of: { latest, ...counts } }: { readonly of: ReviewSide['records'] }) {
  const { t } = useTranslation('identity');
  const said = (Object.keys(counts) as (keyof typeof counts)[]).filter((kind) => counts[kind] !== 0);
  if (said.length === 0) return <span className="sh-quiet">{t('review.records-none')}</span>;
  return (
    <>
      {said.map((kind) => t(`review.records-${kind}`, { number: counts[kind] ?? t('review.records-many') })).join(t('list'))}
      {latest && <span className="identity-under">{t('review.records-latest', { day: latest })}</span>}
    </>
  );
}

interface GridProps {
  readonly review: Pick<ReviewDetail, 'one' | 'other' | 'evidence' | 'relatives' | 'household'>;
}

/** Two registrations side by side, what differs marked, and what each field says for or against their being one person. */
export function ReviewGrid({ review: { one, other, evidence, relatives, household } }: GridProps) {
  const { t } = useTranslation('identity');
  const language = useLanguage();
  const evidenceOf = (field: Compared): EvidenceRow | undefined => evidence.find((row) => row.field === field);
  const shown = (side: ReviewSide, field: Compared): string | null => {
    if (field === 'name') return sayName(t, side.name);
    return field === 'sex' ? side.sex && t(`sex.${side.sex}`) : side[field];
  };
  const value = (mine: ReviewSide, theirs: ReviewSide, field: Compared): ReactNode => {
    const text = shown(mine, field);
    return text ? <Marked text={text} other={shown(theirs, field)} /> : <Missing text={null} />;
  };
  const row = (key: string, title: string, mine: ReactNode, theirs: ReactNode, said: ReactNode = null) => (
    <tr key={key}>
      <th scope="row">{title}</th>
      <td data-side={t('review.one')}>{mine}</td>
      <td data-side={t('review.other')}>{theirs}</td>
      <td className="identity-said">{said}</td>
    </tr>
  );
  const others = ({ others: more }: ReviewSide): ReactNode =>
    more.length === 0 ? t('review.alone') : t('review.with', { count: more.length });
  return (
    <table className="identity-compare">
      <caption className="sh-visually-hidden">{t('review.side-by-side')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('review.field')}</th>
          <th scope="col">{t('review.one')}</th>
          <th scope="col">{t('review.other')}</th>
          <th scope="col">
            {t('review.evidence')}
            <span className="identity-scale" aria-hidden="true">
              <span>{t('evidence.against')}</span>
              <span>{t('evidence.for')}</span>
            </span>
          </th>
        </tr>
      </thead>
      <tbody>
        {compared.map((field) =>
          row(
            field,
            t(`field.${field}`),
            value(one, other, field),
            value(other, one, field),
            <>
              <EvidenceCell evidence={evidenceOf(field)} />
              {field === 'born' && <DayNote one={one.born} other={other.born} />}
            </>,
          ),
        )}
        <tr>
          <th scope="row">{t('review.household')}</th>
          <td colSpan={2} className="identity-across">
            <Household near={household} />
          </td>
          <td className="identity-said">
            {relatives < -0.5 && (
              <span className="identity-evidence" title={t('evidence.bits', { bits: relatives.toFixed(1) })}>
                <EvidenceBar weight={relatives} />
                <span>{t('review.relatives-long')}</span>
              </span>
            )}
          </td>
        </tr>
        {row(
          'institution',
          t('institution'),
          <Missing text={sayInstitution(one.institution)} />,
          <Missing text={sayInstitution(other.institution)} />,
        )}
        {row('recorded', t('recorded'), formatDate(one.recorded, language), formatDate(other.recorded, language))}
        {row('others', t('review.others'), others(one), others(other))}
        {row('records', t('review.records'), <Records of={one.records} />, <Records of={other.records} />)}
        {(one.provisional ?? other.provisional) !== null &&
          row(
            'provisional',
            t('provisional'),
            <Missing text={one.provisional && t(`kind.${one.provisional}`)} reason={t('review.not-provisional')} />,
            <Missing text={other.provisional && t(`kind.${other.provisional}`)} reason={t('review.not-provisional')} />,
          )}
      </tbody>
    </table>
  );
}
