import { StatusMark } from '@songhua/ui/status-mark.tsx';
import { useLanguage } from '@songhua/ui/text.ts';
import { useTranslation } from 'react-i18next';
import type { Board, Proposal } from '../contract.ts';
import { DialogButton } from './dialog.tsx';
import { ChoiceField, TextField } from './fields.tsx';
import { LevelMark } from './marks.tsx';
import { sayMoment } from './when.ts';

/** What the rules say: each rule that applies with its place, and which facts would still decide a worse level. */
function Proposed({ proposal }: { readonly proposal: Proposal }) {
  const { t } = useTranslation('emergency');
  const language = useLanguage();
  return (
    <>
      <p className="em-marks">
        <span>{t('grading.proposed')}</span>
        <LevelMark level={proposal.level} />
      </p>
      {proposal.applies.length === 0 && <p>{t('grading.none-applies')}</p>}
      <ul className="em-list">
        {proposal.applies.map(({ rule, level, summary, locator, verified }) => (
          <li key={rule}>
            <strong>{t(`level.${level}`)}</strong> {summary[language]}
            <span className="em-under">
              {locator} {!verified && <StatusMark status="unknown" said={t('grading.unverified')} why={proposal.source} />}
            </span>
          </li>
        ))}
      </ul>
      {proposal.open.length > 0 && (
        <details>
          <summary>{t('grading.open', { count: proposal.open.length })}</summary>
          <ul className="em-list">
            {proposal.open.map(({ rule, level, summary, missing }) => (
              <li key={rule}>
                <strong>{t(`level.${level}`)}</strong> {summary[language]}
                <span className="em-under">
                  {t('grading.missing', { facts: missing.map((fact) => t(`fact.${fact}`)).join(t('and')) })}
                </span>
              </li>
            ))}
          </ul>
        </details>
      )}
      <p className="sh-quiet">{t('grading.edition', { edition: proposal.edition[language], version: proposal.rules })}</p>
    </>
  );
}

interface Draft {
  readonly level: string;
  readonly reason: string;
  readonly order?: string;
}

function Decide({ board: { event, proposal, mayGrade } }: { readonly board: Board }) {
  const { t } = useTranslation('emergency');
  return (
    <DialogButton<Draft>
      title={t('grading.decide')}
      button="primary"
      small
      path={`/events/${event.id}/gradings`}
      initial={{ level: mayGrade.find((one) => one === (event.level ?? proposal?.level)) ?? 'none' }}
      body={({ level, reason, order }) => ({
        ...{ level: level === 'none' ? null : level, reason, version: event.version },
        ...(order?.trim() && { order }),
      })}
    >
      <ChoiceField name="level" label={t('field.level')} of="level" values={[...mayGrade, 'none']} required />
      <TextField name="reason" label={t('reason')} most={2000} rows={3} required />
      <TextField name="order" label={t('grading.order')} help={t('grading.order-help')} />
    </DialogButton>
  );
}

/** Proposal, decision and every decision before it. */
export function GradingPanel({ board }: { readonly board: Board }) {
  const { t } = useTranslation('emergency');
  const language = useLanguage();
  const { proposal, gradings, event, mayCommand, mayGrade } = board;
  const decidable = event.state === 'verified' || event.state === 'responding' || event.state === 'ended';
  return (
    <section className="em-section" aria-labelledby="em-grading">
      <h2 id="em-grading">{t('grading.title')}</h2>
      {proposal ? <Proposed proposal={proposal} /> : <p>{t('grading.no-rules')}</p>}
      {mayGrade.length > 0 && decidable && <Decide board={board} />}
      {mayCommand && decidable && mayGrade.length === 0 && <p className="sh-quiet">{t('grading.above')}</p>}
      {mayCommand && event.state === 'reported' && <p className="sh-quiet">{t('grading.verify-first')}</p>}
      <ol className="em-list" reversed>
        {gradings.toReversed().map(({ id, direction, before, level, reason, order, at, by }) => (
          <li key={id}>
            <strong>
              {t(`direction.${direction}`)} {t(`level.${before ?? 'none'}`)} → {t(`level.${level ?? 'none'}`)}
            </strong>{' '}
            {reason}
            <span className="em-under">{[by, sayMoment(at, language), order].filter(Boolean).join(' · ')}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
