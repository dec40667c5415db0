import { useKept } from '@songhua/ui/address.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Signal, SignalDetail } from '../contract.ts';
import { StateMark } from './marks.tsx';
import { signalTitle } from './signal-title.ts';

function Linked({ title, id, signals }: { readonly title: string; readonly id: string; readonly signals: readonly Signal[] }) {
  const { t } = useTranslation('surveillance');
  const language = useLanguage();
  const kept = useKept(true);
  if (signals.length === 0) return null;
  return (
    <section className="sv-section" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <ul className="sv-list">
        {signals.map((one) => (
          <li key={one.id} className="sv-marks">
            <Link to={`/surveillance/signals/${one.id}${kept}`}>
              #{one.number} {signalTitle(one, language)}
            </Link>
            <span className="sh-quiet">{t(`channel.${one.channel}`)}</span>
            <StateMark state={one.state} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Signals that may be about the same, and those that this one speaks for. */
export function SignalRelated({ detail: { similar, merged } }: { readonly detail: SignalDetail }) {
  const { t } = useTranslation('surveillance');
  return (
    <>
      <Linked title={t('signal.similar')} id="sv-similar" signals={similar} />
      <Linked title={t('signal.merged')} id="sv-merged" signals={merged} />
    </>
  );
}
