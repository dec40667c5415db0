import { formatDate } from '@songhua/ui/format.ts';
import { StatusMark } from '@songhua/ui/status-mark.tsx';
import { useLanguage } from '@songhua/ui/text.ts';
import { Button, Popconfirm } from 'antd';
import { useTranslation } from 'react-i18next';
import type { KeptForm } from './device-store.ts';

/** Forms that the server did not take: why, what was typed, and nothing thrown away but by a press. */
function Troubled({ form, onDrop }: { readonly form: KeptForm; readonly onDrop: (id: string) => void }) {
  const { t } = useTranslation('investigation');
  const language = useLanguage();
  const { visit, answer, name } = form;
  if (!answer) return null;
  const typed = [
    t(`visit.${visit.outcome}`),
    visit.temperature !== null && `${visit.temperature} °C`,
    ...visit.symptoms.map((one) => t(`symptom.${one}`)),
    visit.note,
  ];
  return (
    <li>
      <div role="alert">
        <StatusMark
          status="off-track"
          said={t(`follow.${answer.became}`, { name, day: formatDate(visit.day, language), why: answer.why?.[language] ?? '' })}
        />
      </div>
      <span className="iv-under">
        {t('follow.typed')} {typed.filter(Boolean).join(' · ')}
      </span>
      <Popconfirm
        title={t('follow.drop-sure')}
        okText={t('follow.drop')}
        cancelText={t('cancel')}
        onConfirm={() => onDrop(form.id)}
      >
        <Button>{t('follow.drop')}</Button>
      </Popconfirm>
    </li>
  );
}

/** What this device holds of one's own: first what the server did not take, then what waits to be sent. */
export function KeptForms({ forms, onDrop }: { readonly forms: readonly KeptForm[]; readonly onDrop: (id: string) => void }) {
  const { t } = useTranslation('investigation');
  const language = useLanguage();
  const waiting = forms.filter(({ answer }) => answer === null);
  if (forms.length === 0) return null;
  return (
    <section aria-label={t('follow.on-device')} className="iv-kept">
      <ul className="iv-lines">
        {forms.map((form) => (
          <Troubled key={form.id} form={form} onDrop={onDrop} />
        ))}
        {waiting.map(({ id, name, visit }) => (
          <li key={id}>
            <StatusMark status="behind" said={t('follow.kept')} /> {name} · {formatDate(visit.day, language)}
          </li>
        ))}
      </ul>
    </section>
  );
}
