import { useLanguage } from '@songhua/ui/text.ts';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Source, TimelineEntry, TimelinePart } from '../contract.ts';
import { useDetailAddress } from './addresses.ts';
import { isOutside, ResultMark } from './marks.tsx';
import { sayDay, saySpan } from './when.ts';

/** More parts than these are folded. */
const few = 3;

/** A title that opens its detail, where the reader has details. */
function Title({ source, title, opens }: { readonly source: Source; readonly title: string; readonly opens: boolean }) {
  const addressOf = useDetailAddress();
  return opens ? <Link to={addressOf(source)}>{title}</Link> : <strong>{title}</strong>;
}

function Part({ part, opens }: { readonly part: TimelinePart; readonly opens: boolean }) {
  const { t } = useTranslation('resident-record');
  return (
    <li>
      {part.kind !== 'result' && <span className="record-kind">{t(`kind.${part.kind}`)}</span>}
      <span className="record-row-main">
        <Title source={part.source} title={part.title} opens={opens} /> {part.detail && <span>{part.detail}</span>}{' '}
        {isOutside(part.interpretation) && part.interpretation && <ResultMark of={part.interpretation} />}
      </span>
    </li>
  );
}

const Parts = ({ parts, opens }: { readonly parts: readonly TimelinePart[]; readonly opens: boolean }) => (
  <ul className="record-parts">
    {parts.map((one) => (
      <Part key={one.source.resource} part={one} opens={opens} />
    ))}
  </ul>
);

/** One visit, or one thing outside any: when, what, where, and what belongs to it. */
export function TimelineItem({ entry, opens }: { readonly entry: TimelineEntry; readonly opens: boolean }) {
  const { t } = useTranslation('resident-record');
  const language = useLanguage();
  const { kind, title, detail, at, until, interpretation, source, parts } = entry;
  const isOpen = entry.status !== null && ['arrived', 'triaged', 'in-progress', 'onleave'].includes(entry.status);
  const span = at === null ? t('undated') : until === null ? sayDay(at, language) : saySpan(at, until, language);
  return (
    <li className={`record-entry record-entry-${kind}`}>
      <span className="record-entry-day">{span}</span>
      <div className="record-entry-body">
        <p>
          <span className="record-kind">{t(`kind.${kind}`)}</span>
          <Title source={source} title={title} opens={opens} /> {detail && <span>{detail}</span>}{' '}
          {isOutside(interpretation) && interpretation && <ResultMark of={interpretation} />}
          {isOpen && <span className="record-open-mark">{t('timeline.open')}</span>}
        </p>
        {parts.length > 0 && parts.length <= few && <Parts parts={parts} opens={opens} />}
        {parts.length > few && (
          <details>
            <summary>{t('timeline.parts', { count: parts.length })}</summary>
            <Parts parts={parts} opens={opens} />
          </details>
        )}
      </div>
      <span className="record-source">
        {source.isNew && <strong className="record-new">{t('new')}</strong>}
        <span>{source.institution.name}</span>
      </span>
    </li>
  );
}
