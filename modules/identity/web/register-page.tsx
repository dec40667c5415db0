import { cityDay } from '@songhua/ui/format.ts';
import { PageHead } from '@songhua/ui/page-head.tsx';
import { ProblemNotice } from '@songhua/ui/problem-notice.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { useWrite } from '@songhua/ui/use-write.ts';
import { Alert, Button, Checkbox, Segmented } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { CandidateCards } from './candidate-cards.tsx';
import { RegisterFields } from './register-fields.tsx';
import { Registered } from './registered.tsx';
import { checkDraft, emptyDraft, type RegistrationKind, registrationKinds, toPatient } from './registration.ts';
import { useCandidates } from './use-candidates.ts';
import { useRegistrationDraft } from './use-registration-draft.ts';
import './identity.css';

interface Acting {
  readonly institutions: readonly { readonly id: string; readonly name: string }[];
  readonly institution: string | null;
}

/** Registers somebody for the institution that the reader acts for; who it may already be shows beside the form as one types. */
export default function RegisterPage() {
  const { t } = useTranslation('identity');
  const navigate = useNavigate();
  const [draft, setDraft] = useRegistrationDraft();
  const [tried, setTried] = useState(false);
  const [isOther, setIsOther] = useState(false);
  const [done, setDone] = useState<{ readonly patient: string; readonly name: string } | null>(null);
  const acting = useApi<Acting>('/api/administration/me/choices');
  const candidates = useCandidates(draft);
  const { write, busy, error, clear } = useWrite();
  const today = cityDay(new Date()) ?? '';
  const faults = checkDraft(draft, today);
  // While one types a field is not yet wrong for being empty.
  const shown = tried
    ? faults
    : faults.filter(({ field, code }) => code !== 'missing' && code !== 'not-of-number' && draft[field] !== '');
  const items = candidates.data?.items ?? [];
  const isLikely = items.some(({ grade }) => grade === 'certain' || grade === 'probable');
  const house = acting.data?.institutions.find(({ id }) => id === acting.data?.institution);
  const change = (next: typeof draft) => {
    setDraft(next);
    setIsOther(false);
    clear();
  };
  const register = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (faults.length > 0 || !house || (isLikely && !isOther)) {
      const first = faults[0]?.field;
      if (first) document.getElementById(`register-${first}`)?.focus();
      return;
    }
    const saved = await write<{ readonly id: string; readonly name?: readonly { readonly text?: string }[] }>(
      'POST',
      '/fhir/R4/Patient',
      toPatient(draft, house.id, today),
    );
    if (!saved) return;
    setDone({ patient: saved.id, name: saved.name?.[0]?.text ?? draft.name });
    setDraft(emptyDraft);
    setTried(false);
    setIsOther(false);
  };
  if (done) return <Registered {...done} onAnother={() => setDone(null)} />;
  return (
    <>
      <PageHead title={t('register.title')} lead={house ? t('register.lead', { institution: house.name }) : undefined} />
      {acting.data && !house && <Alert type="warning" showIcon title={t('register.no-institution')} />}
      <div className="identity-register">
        <form onSubmit={(event) => void register(event)} noValidate aria-label={t('register.title')}>
          <Segmented<RegistrationKind>
            aria-label={t('register.kind')}
            value={draft.kind}
            options={registrationKinds.map((value) => ({ value, label: t(`register.kind-${value}`) }))}
            onChange={(kind) => change({ ...draft, kind })}
          />
          <p className="sh-quiet identity-kind-hint">{t(`register.kind-${draft.kind}-hint`)}</p>
          <RegisterFields draft={draft} faults={shown} onChange={change} />
          {isLikely && (
            <Checkbox className="identity-other" checked={isOther} onChange={({ target }) => setIsOther(target.checked)}>
              {t('register.is-other')}
            </Checkbox>
          )}
          {tried && isLikely && !isOther && <p className="identity-fault">{t('register.look-first')}</p>}
          {Boolean(error) && <ProblemNotice error={error} />}
          <div className="sh-row identity-buttons">
            <Button type="primary" htmlType="submit" loading={busy} disabled={!house}>
              {t('register.go')}
            </Button>
            <Button disabled={draft === emptyDraft} onClick={() => change(emptyDraft)}>
              {t('register.clear')}
            </Button>
            <span className="sh-quiet">{t('register.kept')}</span>
          </div>
        </form>
        <aside aria-live="polite" aria-label={t('register.candidates')}>
          <h2>{t('register.candidates')}</h2>
          {items.length > 0 ? (
            <CandidateCards items={items} onOpen={(patient) => void navigate(`/record/${encodeURIComponent(patient)}`)} />
          ) : (
            <p className="sh-quiet">{t(candidates.data ? 'register.nobody' : 'register.type-on')}</p>
          )}
          {Boolean(candidates.error) && <ProblemNotice error={candidates.error} onRetry={() => void candidates.refetch()} />}
        </aside>
      </div>
    </>
  );
}
