import type { Column } from '@songhua/ui/data-table.tsx';
import { formatTime } from '@songhua/ui/format.ts';
import type { Language } from '@songhua/ui/text.ts';
import type { TFunction } from 'i18next';
import { Link } from 'react-router';
import type { Delivery } from '../contract.ts';
import { DeliveryActions } from './delivery-actions.tsx';
import { Missing } from './missing.tsx';
import { StateMark } from './state-mark.tsx';
import type { Settle } from './use-settle.tsx';

interface Means {
  readonly t: TFunction<'administration'>;
  readonly language: Language;
  /** Search text that keeps the filters. */
  readonly kept: string;
  readonly settle: Settle | null;
  readonly onSetAside: (delivery: Delivery) => void;
}

const timeOf = (iso: string | null, language: Language): string | null => iso && formatTime(iso, language);

export function eventColumns({ t, language, kept, settle, onSetAside }: Means): Column<Delivery>[] {
  return [
    {
      key: 'type',
      title: t('column.type'),
      rowHeader: true,
      render: ({ id, type, subject }) => (
        <>
          <Link to={`/administration/events/${id}${kept}`}>{type}</Link>
          {subject && <span className="administration-subject">{subject}</span>}
        </>
      ),
    },
    {
      key: 'handler',
      title: t('column.handler'),
      rank: 2,
      render: ({ handler, handlerTitle }) => <span title={handler}>{handlerTitle?.[language] ?? handler}</span>,
    },
    { key: 'state', title: t('column.state'), keep: true, render: ({ state }) => <StateMark state={state} /> },
    {
      key: 'error',
      title: t('column.error'),
      rank: 2,
      render: ({ error }) => (
        <Missing
          text={
            error && (
              <span className="administration-error" title={error}>
                {error}
              </span>
            )
          }
          reason={t('missing.error')}
        />
      ),
    },
    {
      key: 'tries',
      title: t('column.tries'),
      unit: t('column.tries-unit'),
      numeric: true,
      rank: 2,
      render: ({ tries }) => tries,
    },
    {
      key: 'behind',
      title: t('column.behind'),
      unit: t('column.behind-unit'),
      numeric: true,
      rank: 3,
      render: ({ behind }) => behind,
    },
    { key: 'at', title: t('column.at'), sort: 'at', keep: true, rank: 2, render: ({ at }) => formatTime(at, language) },
    {
      key: 'due',
      title: t('column.due'),
      keep: true,
      rank: 3,
      hidden: true,
      render: ({ dueAt }) => <Missing text={timeOf(dueAt, language)} reason={t('missing.due')} />,
    },
    {
      key: 'done',
      title: t('column.done'),
      keep: true,
      rank: 3,
      hidden: true,
      render: ({ doneAt }) => <Missing text={timeOf(doneAt, language)} reason={t('missing.done')} />,
    },
    ...(settle
      ? [
          {
            key: 'actions',
            title: t('column.actions'),
            keep: true,
            render: (delivery: Delivery) => <DeliveryActions delivery={delivery} settle={settle} onSetAside={onSetAside} />,
          },
        ]
      : []),
  ];
}
