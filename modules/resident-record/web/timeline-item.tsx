import { useLanguage } from '@songhua/ui/text.ts';
import { useTranslation } from 'react-i18next';
import type { TimelineEntry, TimelinePart } from '../contract.ts';
import type { DetailAddress } from './addresses.ts';
import { isOutside, ResultMark } from './marks.tsx';
import { Titled } from './titled.tsx';
import { sayDay, saySpan } from './when.ts';

/** More parts than these are folded. */
const few = 3;

interface Opening {
  readonly addressOf: DetailAddress;
}

function Part({ part, addressOf }: Opening & { readonly part: TimelinePart }) {
  const { t } = useTranslation('resident-record');
  return (
    <li>
      {part.kind !== 'result' && <span className="record-kind">{t(`kind.${part.kind}`)}</span>}
      <span className="record-row-main">
        <Titled source={part.source} title={part.title} addressOf={addressOf} /> {part.detail && <span>{part.detail}</span>}{' '}
        {isOutside(part.interpretation) && part.interpretation && <ResultMark of={part.interpretation} />}
      </span>
    </li>
  );
}

const Parts = ({ parts, addressOf }: Opening & { readonly parts: readonly TimelinePart[] }) => (
  <ul className="record-parts">
    {parts.map((one) => (
      <Part key={one.source.resource} part={one} addressOf={addressOf} />
    ))}
  </ul>
);

/** One visit, or one thing outside any: when, what, where, and what belongs to it. */
export function TimelineItem({ entry, addressOf }: Opening & { readonly entry: TimelineEntry }) {
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
          <Titled source={source} title={title} addressOf={addressOf} /> {detail && <span>{detail}</span>}{' '}
          {isOutside(interpretation) && interpretation && <ResultMark of={interpretation} />}
          {isOpen && <span className="record-open-mark">{t('timeline.open')}</span>}
        </p>
        {parts.length > 0 && parts.length <= few && <Parts parts={parts} addressOf={addressOf} />}
        {parts.length > few && (
          <details>
            <summary>{t('timeline.parts', { count: parts.length })}</summary>
            <Parts parts={parts} addressOf={addressOf} />
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
