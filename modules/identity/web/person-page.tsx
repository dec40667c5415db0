import { useKept } from '@songhua/ui/address.ts';
import { DetailDrawer } from '@songhua/ui/detail-drawer.tsx';
import { Loaded } from '@songhua/ui/problem-notice.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { useMay } from '@songhua/ui/session.ts';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import type { PersonDetail } from '../contract.ts';
import { GoldenRecord } from './golden-record.tsx';
import { GradeMark } from './grade-mark.tsx';
import { PersonDecisions } from './person-decisions.tsx';
import { type Asking, PersonDialog } from './person-dialogs.tsx';
import { PersonMembers } from './person-members.tsx';
import { PersonStateMark } from './person-state.tsx';
import { sayName } from './say-person.ts';
import './identity.css';

/** One person over the list: the best that is known, from where, how it came to be one, and what can be done about it. */
export default function PersonPage() {
  const { t } = useTranslation('identity');
  const { patient = '' } = useParams();
  const kept = useKept();
  const mayDecide = useMay('identity.decide');
  const detail = useApi<PersonDetail>(`/api/identity/people/${encodeURIComponent(patient)}`);
  const [asking, setAsking] = useState<Asking | null>(null);
  const close = () => setAsking(null);
  const title = detail.data ? sayName(t, detail.data.golden.name?.value ?? '') : t('people.title');
  return (
    <DetailDrawer title={title} back="/identity/people">
      <Loaded query={detail} rows={12}>
        {(person) => (
          <>
            <div className="sh-row identity-head">
              <PersonStateMark state={person.state} />
              <span className="sh-quiet">{t('person.index', { person: person.person })}</span>
              <Link to={`/record/${encodeURIComponent(patient)}${kept}`}>{t('person.record')}</Link>
              {mayDecide && (
                <Button size="small" onClick={() => setAsking({ deed: 'link' })}>
                  {t('link.action')}
                </Button>
              )}
            </div>
            {person.reviews.length > 0 && (
              <ul className="identity-open">
                {person.reviews.map(({ id, grade }) => (
                  <li key={id}>
                    <GradeMark grade={grade} /> <Link to={`/identity/reviews/${id}`}>{t('person.review')}</Link>
                  </li>
                ))}
              </ul>
            )}
            <GoldenRecord detail={person} />
            <section className="identity-section">
              <h2>{t('person.members', { count: person.members.length })}</h2>
              <PersonMembers detail={person} onUnlink={mayDecide ? (member) => setAsking({ deed: 'unlink', member }) : null} />
            </section>
            <section className="identity-section">
              <h2>{t('person.decisions')}</h2>
              <p>
                <Link to={`/identity/decisions?patient=${encodeURIComponent(patient)}`}>{t('decisions.all')}</Link>
              </p>
              <PersonDecisions detail={person} onUndo={mayDecide ? (decision) => setAsking({ deed: 'undo', decision }) : null} />
            </section>
            {asking && <PersonDialog asking={asking} detail={person} onClose={close} onDone={close} />}
          </>
        )}
      </Loaded>
    </DetailDrawer>
  );
}
