import { DetailDrawer } from '@songhua/ui/detail-drawer.tsx';
import { formatSecond } from '@songhua/ui/format.ts';
import { Loaded } from '@songhua/ui/problem-notice.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import type { AuditEntry, AuditList } from '../contract.ts';
import './administration.css';

const fields = [
  'number',
  'actorKind',
  'actorId',
  'actorName',
  'institution',
  'purpose',
  'way',
  'method',
  'path',
  'status',
  'address',
  'requestId',
  'note',
] as const;

function Ids({ title, ids, count }: { readonly title: string; readonly ids: readonly string[]; readonly count: number }) {
  const { t } = useTranslation('administration');
  if (count === 0) return null;
  return (
    <section className="administration-section">
      <h2>{`${title} ${count}`}</h2>
      <p className="administration-id">{ids.join(' ')}</p>
      {ids.length < count && <p className="sh-quiet">{t('audit.cut', { shown: ids.length, count })}</p>}
    </section>
  );
}

/** One entry, all that is kept of it, with its proof to take along. */
export default function AuditEntryPage() {
  const { t } = useTranslation('administration');
  const language = useLanguage();
  const { id = '' } = useParams();
  const list = useApi<AuditList>('/api/administration/audit', { entry: id, limit: 1 });
  const show = (entry: AuditEntry, name: (typeof fields)[number]) => entry[name];
  return (
    <DetailDrawer title={t('audit.entry', { id })} back="/administration/audit" own={['entry']}>
      <Loaded query={list} rows={10}>
        {({ items: [entry], events }) =>
          entry ? (
            <>
              <dl className="administration-terms">
                <dt>{t('audit.column.at')}</dt>
                <dd>{formatSecond(entry.at, language)}</dd>
                <dt>{t('audit.filter.event')}</dt>
                <dd>{events.find(({ event }) => event === entry.event)?.title[language] ?? entry.event}</dd>
                {fields
                  .filter((name) => show(entry, name) !== null && show(entry, name) !== '')
                  .map((name) => (
                    <div key={name} className="administration-term">
                      <dt>{t(`audit.field.${name}`)}</dt>
                      <dd className="administration-id">{show(entry, name)}</dd>
                    </div>
                  ))}
              </dl>
              <Ids
                title={t('audit.shown-people')}
                ids={entry.patients.slice(0, entry.patients.length - entry.onlyAsked)}
                count={entry.patientCount - entry.onlyAsked}
              />
              <Ids
                title={t('audit.asked-people')}
                ids={entry.patients.slice(entry.patients.length - entry.onlyAsked)}
                count={entry.onlyAsked}
              />
              <Ids title={t('audit.resources')} ids={entry.resources} count={entry.resourceCount} />
              <section className="administration-section">
                <h2>{t('audit.proof')}</h2>
                <p className="sh-quiet">{t('audit.proof-hint')}</p>
                {entry.number === null ? (
                  <p>{t('audit.unchained')}</p>
                ) : (
                  <a href={`/api/administration/audit/${entry.number}/proof`} download>
                    {t('audit.proof-download')}
                  </a>
                )}
              </section>
            </>
          ) : (
            <p>{t('audit.gone')}</p>
          )
        }
      </Loaded>
    </DetailDrawer>
  );
}
