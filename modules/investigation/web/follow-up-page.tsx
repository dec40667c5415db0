import { goToSignIn } from '@songhua/ui/api.ts';
import { formatDate, formatTime } from '@songhua/ui/format.ts';
import { PageHead } from '@songhua/ui/page-head.tsx';
import { StatusMark } from '@songhua/ui/status-mark.tsx';
import { useLanguage } from '@songhua/ui/text.ts';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Errand } from '../contract.ts';
import { dueMarks } from './due-marks.ts';
import { KeptForms } from './kept-forms.tsx';
import { isOpen, planErrands } from './plan-errands.ts';
import { type Line, useFollowUp } from './use-follow-up.ts';
import { useOfflineWorker } from './use-offline-worker.ts';
import { VisitForm } from './visit-form.tsx';
import './investigation.css';

/** How the line is, what waits, and whether the page opens without a connection. */
function LineState({ line, waiting, fresh }: { readonly line: Line; readonly waiting: number; readonly fresh: boolean }) {
  const { t } = useTranslation('investigation');
  const opens = useOfflineWorker();
  return (
    <p role="status" className="iv-connection">
      {line === 'offline' && <StatusMark status="behind" said={t('follow.offline')} />}
      {line === 'refused' && <StatusMark status="off-track" said={t('follow.no-answer')} />}
      {waiting > 0 && <span> {t('follow.waiting', { count: waiting })}</span>}
      {line === 'up' && waiting === 0 && fresh && <StatusMark status="met" said={t('follow.sent')} />}
      {opens !== null && <span className="sh-quiet"> {t(opens ? 'follow.opens' : 'follow.opens-not')}</span>}
    </p>
  );
}

function Who({ one }: { readonly one: Errand }) {
  const { t } = useTranslation('investigation');
  const language = useLanguage();
  const about = [
    one.sex && t(`sex.${one.sex}`),
    one.age !== null && t('age', { age: one.age }),
    t(`kind.${one.kind}`),
    one.title,
  ];
  return (
    <div>
      <strong>{one.name}</strong>
      <span className="iv-under">{about.filter(Boolean).join(' · ')}</span>
      <span className="iv-under">
        {one.phone && (
          <a className="iv-call" href={`tel:${one.phone}`}>
            {one.phone}
          </a>
        )}{' '}
        {one.address}
      </span>
      <StatusMark status={dueMarks[one.due]} said={t(`due.${one.due}`, { day: formatDate(one.nextDue, language) })} />
    </div>
  );
}

/** Whom I follow up today, overdue ones first. Works without a connection, after a reload too, once it has been opened with one. */
export default function FollowUpPage() {
  const { t } = useTranslation('investigation');
  const language = useLanguage();
  const { list, forms, line, forgets, enter, drop, sync, signOn } = useFollowUp();
  const [open, setOpen] = useState<string | null>(null);
  const items = list ? planErrands(list, forms, Date.now()) : [];
  const waiting = forms.filter(({ answer }) => answer === null).length;
  const left = items.filter(isOpen).length;
  return (
    <div className="iv-follow">
      <PageHead
        title={t('follow.title')}
        lead={list ? t('follow.lead', { count: left, at: formatTime(list.asOf, language) }) : undefined}
      >
        <Button size="small" onClick={() => void signOn().then(sync)}>
          {t('follow.sign-on')}
        </Button>
        <Button size="small" onClick={() => void sync()}>
          {t('follow.sync')}
        </Button>
      </PageHead>
      <LineState line={line} waiting={waiting} fresh={list !== null} />
      {line === 'signed-out' && (
        <p role="alert">
          {t('follow.signed-out')}{' '}
          <Button size="small" onClick={goToSignIn}>
            {t('follow.sign-in')}
          </Button>
        </p>
      )}
      {forgets && (
        <p role="alert">
          <StatusMark status="off-track" said={t('follow.forgets')} />
        </p>
      )}
      <KeptForms forms={forms} onDrop={(id) => void drop(id)} />
      {!list && line === 'up' && !forgets && <div className="sh-skeleton iv-skeleton" />}
      {!list && line === 'offline' && <p>{t('follow.no-list')}</p>}
      {list && items.length === 0 && <p>{t('follow.empty')}</p>}
      <ul className="iv-errands">
        {items.map((one) => (
          <li key={one.contact}>
            <div className="iv-errand">
              <Who one={one} />
              {isOpen(one) && !forgets && (
                <Button onClick={() => setOpen(open === one.contact ? null : one.contact)} aria-expanded={open === one.contact}>
                  {t('follow.enter')}
                </Button>
              )}
            </div>
            {open === one.contact && isOpen(one) && (
              <VisitForm
                key={one.nextDue}
                errand={one}
                onEnter={(form) => {
                  // What the device does not keep stays on the screen.
                  enter(form, one.name).then(
                    () => setOpen(null),
                    () => {},
                  );
                }}
              />
            )}
          </li>
        ))}
      </ul>
      {list?.more && <p className="sh-quiet">{t('follow.more')}</p>}
    </div>
  );
}
