import { formatSecond } from '@songhua/ui/format.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { useTranslation } from 'react-i18next';
import type { SignalDetail, Step } from '../contract.ts';

/** What a step says beside its kind. */
function useDetail(): (step: Step) => string {
  const { t } = useTranslation('surveillance');
  return ({ kind, detail }) => {
    const said = (name: string): string => String(detail?.[name] ?? '');
    switch (kind) {
      case 'verdict':
        return t(`outcome.${said('outcome')}`);
      case 'assigned':
        return said('to');
      case 'merged':
      case 'absorbed':
        return `#${said('number')}`;
      case 'event-opened':
        return said('number');
      case 'event-state':
        return t(`event-state.${said('state')}`);
      case 'assessed':
        return t(`risk.${said('risk')}`);
      case 'checked':
        return t(detail?.['done'] === true ? 'check.done' : 'check.undone', { item: t(`check.${said('item')}`) });
      default:
        return '';
    }
  };
}

/** Every step with its moment and who took it: the newest first. It can only be added to. */
export function SignalSteps({ detail: { steps } }: { readonly detail: SignalDetail }) {
  const { t } = useTranslation('surveillance');
  const language = useLanguage();
  const detailOf = useDetail();
  return (
    <section className="sv-section" aria-labelledby="sv-steps">
      <h2 id="sv-steps">{t('step.title')}</h2>
      <ol className="sv-list" reversed aria-live="polite">
        {steps.toReversed().map((step) => (
          <li key={step.n}>
            <span className="sv-under">
              {formatSecond(step.at, language)} · {step.by ?? t('step.system')}
            </span>
            <strong>{t(`step.${step.kind}`)}</strong> {detailOf(step)} {step.note}
          </li>
        ))}
      </ol>
    </section>
  );
}
