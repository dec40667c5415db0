import type { Column } from '@songhua/ui/data-table.tsx';
import { formatTime } from '@songhua/ui/format.ts';
import type { Language } from '@songhua/ui/text.ts';
import { Button } from 'antd';
import type { TFunction } from 'i18next';
import { Link } from 'react-router';
import type { Decision, ListedDecision } from '../contract.ts';
import { GradeMark } from './grade-mark.tsx';
import { sayInstitution, sayName } from './say-person.ts';
import { suggestReason } from './suggest-reason.ts';

/** So many registrations are named in a row; the others are counted. */
const shown = 4;

interface Means {
  readonly t: TFunction<'identity'>;
  readonly language: Language;
  readonly kept: string;
  /** Null: the reader takes none back. */
  readonly onUndo: ((decision: Decision) => void) | null;
}

/** Whom a decision was about, each with a way to the person; those that are gone by their numbers. */
function About({ t, kept, decision }: Pick<Means, 't' | 'kept'> & { readonly decision: ListedDecision }) {
  const all = decision.after.flat();
  const known = new Map(decision.registrations.map((one) => [one.patient, one]));
  return (
    <ul className="identity-about">
      {all.slice(0, shown).map((patient) => {
        const one = known.get(patient);
        return (
          <li key={patient}>
            {one ? (
              <Link to={`/identity/people/${encodeURIComponent(patient)}${kept}`}>{sayName(t, one.name)}</Link>
            ) : (
              t('decisions.gone', { patient })
            )}{' '}
            <span className="sh-quiet">{one && sayInstitution(one.institution)}</span>
          </li>
        );
      })}
      {all.length > shown && <li className="sh-quiet">{t('decisions.others', { count: all.length - shown })}</li>}
    </ul>
  );
}

export const decisionColumns = ({ t, language, kept, onUndo }: Means): readonly Column<ListedDecision>[] => [
  {
    key: 'at',
    title: t('decisions.at'),
    sort: 'at',
    rowHeader: true,
    keep: true,
    render: ({ at }) => formatTime(at, language),
  },
  {
    key: 'kind',
    title: t('decisions.kind'),
    keep: true,
    render: ({ kind, grade, weight, before, after }) => (
      <>
        <strong>{t(`decision.${kind}`)}</strong>
        <span className="identity-under">{t('decisions.people', { before: before.length, after: after.length })}</span>
        {grade && (
          <span className="identity-under">
            <GradeMark grade={grade} /> {weight !== null && t('evidence.bits', { bits: weight.toFixed(1) })}
          </span>
        )}
      </>
    ),
  },
  {
    key: 'about',
    title: t('decisions.about'),
    render: (decision) => <About t={t} kept={kept} decision={decision} />,
  },
  { key: 'by', title: t('decisions.by'), keep: true, rank: 2, render: ({ by }) => by?.name ?? t('machine') },
  {
    key: 'reason',
    title: t('decisions.reason'),
    rank: 2,
    render: ({ reason, evidence, kind }) =>
      reason ?? (suggestReason(t, evidence, kind === 'apart' ? 'apart' : 'link') || t('person.no-reason')),
  },
  {
    key: 'undo',
    title: t('actions'),
    keep: true,
    render: (decision) => {
      if (decision.undoneBy) return <span className="sh-quiet">{t('person.undone')}</span>;
      if (!decision.mayUndo) return <span className="sh-quiet">{t('decisions.decided-since')}</span>;
      if (!onUndo) return null;
      return (
        <Button
          size="small"
          onClick={() => onUndo(decision)}
          aria-label={t('undo.named', { kind: t(`decision.${decision.kind}`), at: formatTime(decision.at, language) })}
        >
          {t('undo.action')}
        </Button>
      );
    },
  },
];
