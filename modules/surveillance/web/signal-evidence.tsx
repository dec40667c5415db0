import { formatTime } from '@songhua/ui/format.ts';
import { ProblemNotice } from '@songhua/ui/problem-notice.tsx';
import { StatusMark } from '@songhua/ui/status-mark.tsx';
import { useLanguage } from '@songhua/ui/text.ts';
import { useWrite } from '@songhua/ui/use-write.ts';
import { Checkbox } from 'antd';
import { useTranslation } from 'react-i18next';
import type { SignalDetail } from '../contract.ts';
import { DetectionEvidence, readFound } from './detection-evidence.tsx';
import { RiskMark } from './marks.tsx';

interface Props {
  readonly detail: SignalDetail;
}

/** What must be done where the cause is not known; ruling it out waits for the known causes. */
function Checklist({ detail: { signal, checklist, moves } }: Props) {
  const { t } = useTranslation('surveillance');
  const language = useLanguage();
  const { write, busy, error } = useWrite();
  if (!checklist) return null;
  return (
    <section className="sv-section" aria-labelledby="sv-checklist">
      <h2 id="sv-checklist">{t('check.title')}</h2>
      <p className="sh-quiet">
        {t('check.lead')} <StatusMark status="unknown" said={t('check.unverified')} why={t('check.source')} />
      </p>
      <ul className="sv-list">
        {checklist.map(({ item, done, at, by }) => (
          <li key={item}>
            <Checkbox
              checked={done}
              disabled={busy || !moves.includes('check')}
              onChange={({ target }) =>
                void write('POST', `/api/surveillance/signals/${signal.id}/moves`, {
                  ...{ kind: 'check', item, done: target.checked, version: signal.version },
                })
              }
            >
              {t(`check.${item}`)}
            </Checkbox>
            {at && <span className="sv-under">{[by, formatTime(at, language)].filter(Boolean).join(' · ')}</span>}
          </li>
        ))}
      </ul>
      {Boolean(error) && <ProblemNotice error={error} />}
    </section>
  );
}

function Assessments({ detail: { assessments } }: Props) {
  const { t } = useTranslation('surveillance');
  const language = useLanguage();
  if (assessments.length === 0) return null;
  return (
    <section className="sv-section" aria-labelledby="sv-assessments">
      <h2 id="sv-assessments">{t('assess.title')}</h2>
      <ol className="sv-list" reversed>
        {assessments.map(({ at, by, risk, likelihood, impact, confidence, summary, measures }) => (
          <li key={at}>
            <p className="sv-marks">
              <RiskMark risk={risk} />
              <span>
                {t('assess.grades', {
                  likelihood: t(`likelihood.${likelihood}`),
                  impact: t(`impact.${impact}`),
                  confidence: t(`confidence.${confidence}`),
                })}
              </span>
            </p>
            <p className="sv-said">{summary}</p>
            {measures && <p className="sv-said">{measures}</p>}
            <span className="sv-under">{[by, formatTime(at, language)].filter(Boolean).join(' · ')}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** By what the signal was judged, as it then was. */
function Snapshot({ detail: { signal } }: Props) {
  const { t } = useTranslation('surveillance');
  if (!signal.evidence) return null;
  const found = signal.source === 'detection' ? readFound(signal.evidence) : null;
  const answers = signal.evidence['answers'];
  const rows = Object.entries(typeof answers === 'object' && answers !== null ? answers : signal.evidence);
  return (
    <section className="sv-section" aria-labelledby="sv-evidence">
      <h2 id="sv-evidence">{t('signal.evidence')}</h2>
      {found ? (
        <DetectionEvidence signal={signal} evidence={found} />
      ) : (
        <dl className="sv-facts">
          {rows.map(([name, value]) => (
            <div key={name}>
              <dt>{t(`answer.${name}`, { defaultValue: name })}</dt>
              <dd className="sv-value">{typeof value === 'object' ? JSON.stringify(value) : String(value)}</dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}

export const SignalEvidence = ({ detail }: Props) => (
  <>
    <Checklist detail={detail} />
    <Assessments detail={detail} />
    <Snapshot detail={detail} />
  </>
);
