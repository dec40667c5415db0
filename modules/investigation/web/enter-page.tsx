import { PageHead } from '@songhua/ui/page-head.tsx';
import { ProblemNotice } from '@songhua/ui/problem-notice.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { StatusMark } from '@songhua/ui/status-mark.tsx';
import { useLanguage } from '@songhua/ui/text.ts';
import { useWrite } from '@songhua/ui/use-write.ts';
import { App, Button, Input, Select } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import type { LinesJudged, OutbreakView } from '../contract.ts';
import { parseGrid } from './parse-grid.ts';
import './investigation.css';

type Decision = 'anew' | 'skip';
const nothing = () => false;

/** Many cases at once, pasted from a spreadsheet: judged line by line before anything is saved. */
export default function EnterPage() {
  const { t } = useTranslation('investigation');
  const language = useLanguage();
  const { id = '' } = useParams();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const [typed, setTyped] = useState('');
  const [judged, setJudged] = useState<LinesJudged | null>(null);
  const [decided, setDecided] = useState<Readonly<Record<number, Decision>>>({});
  const view = useApi<OutbreakView>(`/api/investigation/outbreaks/${id}`);
  const check = useWrite(nothing);
  const save = useWrite();
  const { fields, lines } = useMemo(() => parseGrid(typed), [typed]);
  const path = `/api/investigation/outbreaks/${id}/cases`;
  const send = { lines };
  const judge = async () => {
    const answer = await check.write<LinesJudged>('POST', `${path}/check`, send);
    setDecided({});
    setJudged(answer);
  };
  const of = (decision: Decision) =>
    Object.keys(decided)
      .filter((line) => decided[Number(line)] === decision)
      .map(Number);
  const open = (judged?.duplicates ?? []).filter(({ line }) => !decided[line]);
  const isReady = judged !== null && judged.faults.length === 0 && open.length === 0 && judged.good > 0;
  const store = async () => {
    const answer = await save.write<{ saved: number; skipped: number }>('POST', `${path}/lines`, {
      ...send,
      anew: of('anew'),
      skip: of('skip'),
    });
    if (!answer) return;
    void message.success(t('enter.saved', answer));
    void navigate(`/investigation/outbreaks/${id}`);
  };
  const faultAt = (line: number, field: string) => judged?.faults.find((one) => one.line === line && one.field === field);
  return (
    <>
      <PageHead
        title={t('enter.title')}
        lead={<Link to={`/investigation/outbreaks/${id}`}>{view.data?.outbreak.title ?? t('one')}</Link>}
      />
      <p className="sh-quiet">{t('enter.help')}</p>
      <label className="iv-label" htmlFor="iv-grid">
        {t('enter.grid')}
      </label>
      <Input.TextArea
        id="iv-grid"
        autoSize={{ minRows: 4, maxRows: 12 }}
        maxLength={2_000_000}
        placeholder={t('enter.example')}
        value={typed}
        onChange={({ target }) => {
          setTyped(target.value);
          setJudged(null);
        }}
      />
      <div className="sh-row iv-bar">
        <Button
          type={isReady ? 'default' : 'primary'}
          disabled={lines.length === 0}
          loading={check.busy}
          onClick={() => void judge()}
        >
          {t('enter.check', { count: lines.length })}
        </Button>
        <Button type="primary" disabled={!isReady} loading={save.busy} onClick={() => void store()}>
          {t('enter.save')}
        </Button>
        {judged && (
          <span role="status">
            {t('enter.judged', { good: judged.good, faults: judged.faults.length, duplicates: judged.duplicates.length })}
          </span>
        )}
      </div>
      {Boolean(check.error ?? save.error) && <ProblemNotice error={check.error ?? save.error} />}
      {lines.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        <section className="sh-table-box iv-grid" tabIndex={0} aria-label={t('enter.preview')}>
          <table>
            <caption className="sh-visually-hidden">{t('enter.preview')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('enter.line')}</th>
                {fields.map((field) => (
                  <th key={field} scope="col">
                    {t(`field.${field}`)}
                  </th>
                ))}
                <th scope="col">{t('enter.verdict')}</th>
              </tr>
            </thead>
            <tbody>
              {lines.slice(0, 200).map(({ line, cells }) => {
                const alike = judged?.duplicates.find((one) => one.line === line);
                const faults = judged?.faults.filter((one) => one.line === line) ?? [];
                return (
                  <tr key={line}>
                    <th scope="row">{line}</th>
                    {fields.map((field) => (
                      <td key={field} className={faultAt(line, field) ? 'iv-fault' : undefined}>
                        {cells[field] ?? ''}
                      </td>
                    ))}
                    <td>
                      {faults.map((one) => (
                        <div key={one.field}>
                          <StatusMark
                            status="off-track"
                            said={`${t(`field.${one.field}`)}${one.value ? ` “${one.value}”` : ''}: ${one.message[language]}`}
                          />
                        </div>
                      ))}
                      {alike && (
                        <div>
                          <StatusMark
                            status="behind"
                            said={t(alike.person ? 'enter.like-case' : 'enter.like-line', {
                              serial: alike.person?.serial,
                              line: alike.otherLine,
                              why: t(`because.${alike.because}`),
                            })}
                          />
                          <Select<Decision>
                            size="small"
                            className="iv-filter"
                            aria-label={t('enter.decide', { line })}
                            placeholder={t('enter.decide', { line })}
                            value={decided[line] ?? null}
                            options={(['skip', 'anew'] as const).map((value) => ({ value, label: t(`enter.${value}`) }))}
                            onChange={(value) => setDecided((now) => ({ ...now, [line]: value }))}
                          />
                        </div>
                      )}
                      {judged && faults.length === 0 && !alike && <StatusMark status="met" said={t('enter.good')} />}
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </section>
      )}
      {lines.length > 200 && <p className="sh-quiet">{t('enter.cut')}</p>}
    </>
  );
}
