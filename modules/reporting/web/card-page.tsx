import { DetailDrawer } from '@songhua/ui/detail-drawer.tsx';
import { Loaded } from '@songhua/ui/problem-notice.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { StatusMark } from '@songhua/ui/status-mark.tsx';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import type { CardDetail } from '../contract.ts';
import { stateMarks } from './card-columns.tsx';
import { CardEditor } from './card-editor.tsx';
import { CardHistory } from './card-history.tsx';
import { CardSteps } from './card-steps.tsx';
import { ClockMark } from './clock-mark.tsx';
import { SimilarCards } from './similar-cards.tsx';
import './reporting.css';

/** One card: what it says, what may be done with it, whom it may repeat, and what became of it. */
export default function CardPage() {
  const { t } = useTranslation('reporting');
  const { id = '' } = useParams();
  const query = useApi<CardDetail>(`/api/reporting/cards/${id}`);
  return (
    <DetailDrawer title={t('cards.one')} back="/reporting/cards">
      <Loaded query={query}>
        {(card) => (
          <>
            <p className="sh-row">
              <StatusMark status={stateMarks[card.state]} said={t(`state.${card.state}`)} />
              <ClockMark card={card} asOf={new Date().toISOString()} />
              <span className="sh-quiet">
                {t(`source.${card.source}`)} · {card.institution?.name ?? card.institution?.reference ?? ''}
              </span>
            </p>
            <p className="sh-quiet">
              {card.classification.by === 'rule'
                ? t('card.by-rule', {
                    rule: t(`rule.${card.classification.id}`, { defaultValue: card.classification.id }),
                    version: card.classification.version,
                  })
                : t('card.by-person', { name: card.classification.name })}
              {card.evidence.length > 0 &&
                ` ${t('card.evidence', { list: card.evidence.map(({ source }) => source).join(t('list')) })}`}
            </p>
            <CardSteps key={`steps ${card.version}`} card={card} />
            <SimilarCards card={card} />
            <CardEditor key={`editor ${card.id} ${card.version}`} card={card} />
            <CardHistory card={card} />
          </>
        )}
      </Loaded>
    </DetailDrawer>
  );
}
