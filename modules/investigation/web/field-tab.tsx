import { ChartTableView } from '@songhua/ui/chart-table.tsx';
import { formatDate } from '@songhua/ui/format.ts';
import { useApi } from '@songhua/ui/query.ts';
import { StatusMark } from '@songhua/ui/status-mark.tsx';
import { useLanguage } from '@songhua/ui/text.ts';
import { useWrite } from '@songhua/ui/use-write.ts';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { PresenceList, SampleList, TaskList } from '../contract.ts';
import { ChoiceEntry, DayEntry, EntryButton, TextEntry } from './entry-dialog.tsx';
import type { TabProps } from './tab-props.ts';

const whom = ({ serial, name }: { readonly serial: number; readonly name: string | null }): string =>
  `#${serial} ${name ?? ''}`.trim();

function Tasks({ view }: TabProps) {
  const { t } = useTranslation('investigation');
  const language = useLanguage();
  const base = `/outbreaks/${view.outbreak.id}/tasks`;
  const { data } = useApi<TaskList>(`/api/investigation${base}`);
  const { write, busy } = useWrite();
  return (
    <section>
      <div className="sh-row iv-bar">
        <h2>{t('tasks')}</h2>
        {view.mayWrite && (
          <EntryButton<{ title: string; due: string; assignee?: string }>
            title={t('task.add')}
            path={base}
            initial={{ due: view.today }}
          >
            <TextEntry name="title" label={t('field.task')} required />
            <DayEntry name="due" label={t('field.deadline')} required />
            <TextEntry name="assignee" label={t('field.assignee')} most={60} />
          </EntryButton>
        )}
      </div>
      <ul className="iv-lines">
        {data?.items.map((one) => (
          <li key={one.id}>
            <StatusMark
              status={one.doneAt ? 'met' : one.due < view.today ? 'off-track' : 'on-track'}
              said={one.doneAt ? t('task.done') : one.due < view.today ? t('task.late') : t('task.open')}
            />{' '}
            {one.title} · {t('task.until', { day: formatDate(one.due, language) })} {one.assignee}
            {view.mayWrite && (
              <Button
                size="small"
                type="link"
                disabled={busy}
                onClick={() => void write('PATCH', `/api/investigation${base}/${one.id}`, { done: !one.doneAt })}
              >
                {t(one.doneAt ? 'task.reopen' : 'task.finish')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {data?.items.length === 0 && <p className="sh-quiet">{t('task.none')}</p>}
    </section>
  );
}

/** Nothing yet, and where it is entered: on a case. */
function NoneYet({ view, said }: TabProps & { readonly said: string }) {
  const { t } = useTranslation('investigation');
  return (
    <p className="sh-quiet">
      {t(said)}{' '}
      {view.mayWrite && (
        <Link className="iv-next" to={`/investigation/outbreaks/${view.outbreak.id}`}>
          {t('to-cases')}
        </Link>
      )}
    </p>
  );
}

function Samples({ view }: TabProps) {
  const { t } = useTranslation('investigation');
  const language = useLanguage();
  const base = `/outbreaks/${view.outbreak.id}/samples`;
  const { data } = useApi<SampleList>(`/api/investigation${base}`);
  return (
    <section>
      <h2>{t('samples')}</h2>
      <ul className="iv-lines">
        {data?.items.map((one) => (
          <li key={one.id}>
            <StatusMark
              status={
                one.result === null
                  ? 'unknown'
                  : one.result === 'positive'
                    ? 'off-track'
                    : one.result === 'negative'
                      ? 'met'
                      : 'behind'
              }
              said={t(`result.${one.result ?? 'open'}`)}
            />{' '}
            {whom(one.person)} · {one.kind} · {t('sample.taken', { day: formatDate(one.taken, language) })}
            {one.sent && ` · ${t('sample.sent', { day: formatDate(one.sent, language), laboratory: one.laboratory ?? '' })}`}
            {one.resulted && ` · ${t('sample.resulted', { day: formatDate(one.resulted, language) })}`}
            {one.reference && ` · ${one.reference}`}
            {view.mayWrite && one.result === null && (
              <EntryButton<{ sent?: string; laboratory?: string; result?: string; resulted?: string; reference?: string }>
                title={t('sample.result')}
                method="PATCH"
                path={`${base}/${one.id}`}
                initial={{ ...(one.sent && { sent: one.sent }), ...(one.laboratory && { laboratory: one.laboratory }) }}
                body={({ sent, laboratory, result, resulted, reference }) => ({
                  ...{ version: one.version, sent: sent || null, laboratory: laboratory || null, result: result ?? null },
                  ...{ resulted: resulted || null, reference: reference || null },
                })}
              >
                <DayEntry name="sent" label={t('field.sent')} />
                <TextEntry name="laboratory" label={t('field.laboratory')} most={100} />
                <ChoiceEntry
                  name="result"
                  label={t('field.result')}
                  options={['positive', 'negative', 'unclear'].map((value) => ({ value, label: t(`result.${value}`) }))}
                />
                <DayEntry name="resulted" label={t('field.resulted')} />
                <TextEntry name="reference" label={t('field.reference')} most={90} />
              </EntryButton>
            )}
          </li>
        ))}
      </ul>
      {data?.items.length === 0 && <NoneYet view={view} said="sample.none" />}
    </section>
  );
}

/** Tasks, samples with their results, and the places where cases were. */
export default function FieldTab({ view }: TabProps) {
  const { t } = useTranslation('investigation');
  const language = useLanguage();
  const places = useApi<PresenceList>(`/api/investigation/outbreaks/${view.outbreak.id}/presences`).data;
  return (
    <>
      <Tasks view={view} />
      <Samples view={view} />
      <section>
        <h2>{t('places')}</h2>
        {places && places.shared.length > 0 && (
          <ChartTableView
            name={t('places-shared')}
            table={{
              columns: [
                { title: t('places-shared') },
                { title: t('figure.cases'), numeric: true },
                { title: t('field.begins') },
                { title: t('field.until') },
              ],
              rows: places.shared.map(({ place, cases, from, to }) => [
                place,
                cases,
                formatDate(from, language),
                formatDate(to, language),
              ]),
            }}
          />
        )}
        <ul className="iv-lines">
          {places?.items.map((one) => (
            <li key={one.id}>
              {one.place} · {whom(one.person)} ·{' '}
              {t('place.span', { begins: formatDate(one.begins, language), until: formatDate(one.until, language) })}
            </li>
          ))}
        </ul>
        {places?.items.length === 0 && <NoneYet view={view} said="place.none" />}
      </section>
    </>
  );
}
