import { useLanguage } from '@songhua/ui/text.ts';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { CandidateList } from '../contract.ts';
import { GradeMark } from './grade-mark.tsx';
import { sayInstitution, sayName, sayWho } from './say-person.ts';
import { suggestReason } from './suggest-reason.ts';

interface CandidateCardsProps {
  readonly items: CandidateList['items'];
  readonly onOpen: (patient: string) => void;
}

/** Who it may be that is being registered: what is known, why it fits, and the way to that record. */
export function CandidateCards({ items, onOpen }: CandidateCardsProps) {
  const { t } = useTranslation('identity');
  const language = useLanguage();
  return (
    <ul className="identity-candidates">
      {items.map(({ person, patient, grade, evidence, registration }) => {
        const name = registration ? sayName(t, registration.name) : t('register.unreached');
        const house = registration && sayInstitution(registration.institution);
        return (
          <li key={person}>
            <div className="sh-row">
              <GradeMark grade={grade} />
              <strong>{name}</strong>
              {registration && <span>{sayWho(t, language, registration)}</span>}
            </div>
            {registration && (
              <p className="sh-quiet">{[registration.number, registration.phone, house].filter(Boolean).join(' · ')}</p>
            )}
            <p className="sh-quiet">{suggestReason(t, evidence, 'link')}</p>
            <Button size="small" onClick={() => onOpen(patient)} aria-label={t('register.open-named', { name })}>
              {t('register.open')}
            </Button>
          </li>
        );
      })}
    </ul>
  );
}
