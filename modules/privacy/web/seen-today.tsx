import { useChoices } from '@songhua/ui/address.ts';
import { formatDate } from '@songhua/ui/format.ts';
import { StatusMark } from '@songhua/ui/status-mark.tsx';
import { useLanguage, useText } from '@songhua/ui/text.ts';
import { useTranslation } from 'react-i18next';
import type { OwnConsents } from '../contract.ts';

type Seen = OwnConsents['seen'][number];

const markOf = { all: 'on-track', part: 'behind', none: 'met' } as const;

/** Names of holders: institutions are told by the server, areas stand in the top bar's choices. */
export function useHolderName(): (holder: { readonly id: string; readonly name: string | null }) => string {
  const { t } = useTranslation('privacy');
  const text = useText();
  const { areas } = useChoices();
  return ({ id, name }) => {
    if (name !== null) return name;
    const code = id.replace(/^area\//, '');
    const area = areas.find((one) => one.code === code);
    return t('mine.area', { area: area ? text(area.name) : code });
  };
}

function Through({ seen: { relation, title, holders, people, says } }: { readonly seen: Seen }) {
  const { t } = useTranslation('privacy');
  const language = useLanguage();
  const text = useText();
  const nameOf = useHolderName();
  return (
    <section className="privacy-card" aria-label={text(title)}>
      <h3>{text(title)}</h3>
      <p className="sh-quiet">{t(`mine.why.${relation}`)}</p>
      <ul className="privacy-holders">
        {holders.map((one) => (
          <li key={one.id}>
            <span>
              {nameOf(one)}
              {one.until && <span className="sh-quiet"> · {t('mine.until', { day: formatDate(one.until, language) })}</span>}
            </span>
            <StatusMark status={markOf[one.sees]} said={t(`mine.sees.${one.sees}`)} />
          </li>
        ))}
        {people > 0 && (
          <li>
            <span className="sh-quiet">{t('mine.people', { count: people })}</span>
          </li>
        )}
      </ul>
      <details>
        <summary>{t('mine.what')}</summary>
        <ul className="privacy-through">
          {says.map((one) => (
            <li key={one.en}>{text(one)}</li>
          ))}
        </ul>
      </details>
    </section>
  );
}

/** What holds today, in plain sentences. */
export function SeenToday({
  seen,
  helpers,
  own,
}: {
  readonly seen: OwnConsents['seen'];
  readonly helpers: OwnConsents['helpers'];
  readonly own: boolean;
}) {
  const { t } = useTranslation('privacy');
  return (
    <section aria-labelledby="seen-today">
      <h2 id="seen-today">{t('mine.today')}</h2>
      {seen.length === 0 ? (
        <p className="sh-quiet">{t('mine.no-one')}</p>
      ) : (
        <div className="privacy-cards">
          {seen.map((one) => (
            <Through key={one.relation} seen={one} />
          ))}
        </div>
      )}
      <h3>{t('mine.besides')}</h3>
      <ul className="privacy-through">
        {own && <li>{t('mine.always.self')}</li>}
        {helpers.map(({ name, kind }) => (
          <li key={`${kind} ${name}`}>{t(`mine.helper.${kind}`, { name })}</li>
        ))}
        <li>{t('mine.always.emergency')}</li>
        <li>{t('mine.always.officer')}</li>
        <li>{t('mine.always.law')}</li>
      </ul>
    </section>
  );
}
