import { request } from '@songhua/ui/api.ts';
import { useApi } from '@songhua/ui/query.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { useSayScope } from '@songhua/ui/use-say-scope.ts';
import { Button, Checkbox, Input, Radio, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Brand, SignInFrame } from './sign-in-frame.tsx';
import { SignInProblem } from './sign-in-problem.tsx';

export interface AskingApp {
  readonly name: string;
  readonly scopes: readonly string[];
  readonly needsPatient: boolean;
  readonly patient: string | null;
  /** Where the user works, when it is more than one institution, and for which they act unless they choose another. */
  readonly institutions?: readonly { readonly id: string; readonly name: string }[];
  readonly institution?: string | null;
}

interface Offered {
  readonly id: string;
  readonly name: string;
  readonly birthDate: string | null;
}

/** Another program asks for records: which, in words, and of whom. What is not ticked is not given. */
export function ConsentForm({ here, app }: { readonly here: string; readonly app: AskingApp }) {
  const { t } = useTranslation('web');
  const language = useLanguage();
  const say = useSayScope();
  const [given, setGiven] = useState<readonly string[]>(app.scopes);
  const [name, setName] = useState('');
  const [patient, setPatient] = useState<string | null>(app.patient);
  const [institution, setInstitution] = useState<string | null>(app.institution ?? null);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const patients = useApi<{ items: readonly Offered[] }>(app.needsPatient ? `${here}/patients` : null, {
    q: name,
    ...(institution !== null && { institution }),
  });
  const answer = async (allow: boolean) => {
    setBusy(true);
    setError(null);
    try {
      const body = { allow, scopes: allow ? given : [], patient, institution };
      const { returnTo } = await request<{ returnTo: string }>(`${here}/consent`, { method: 'POST', body, language });
      window.location.assign(returnTo);
    } catch (failure) {
      setError(failure);
      setBusy(false);
    }
  };
  return (
    <SignInFrame onSubmit={() => void answer(true)}>
      <Brand title={t('consent.title', { name: app.name })} lead={t('consent.lead')} />
      <Checkbox.Group
        className="sh-consent"
        value={[...given]}
        onChange={(next: string[]) => setGiven(next)}
        options={app.scopes.map((scope) => ({ value: scope, label: say(scope), disabled: scope === 'openid' }))}
      />
      {app.institutions && (
        <>
          <label htmlFor="institution">{t('consent.institution')}</label>
          <Select
            id="institution"
            value={institution}
            options={app.institutions.map(({ id, name: label }) => ({ value: id, label }))}
            onChange={(next) => {
              setInstitution(next);
              setPatient(app.patient);
            }}
          />
        </>
      )}
      {app.needsPatient && (
        <>
          <label htmlFor="patient">{t('consent.patient')}</label>
          <Input
            id="patient"
            value={name}
            maxLength={100}
            placeholder={t('consent.search')}
            onChange={(event) => setName(event.target.value)}
          />
          <Radio.Group
            className="sh-consent"
            aria-label={t('consent.patient')}
            value={patient}
            onChange={(event) => setPatient(event.target.value as string)}
            options={(patients.data?.items ?? []).map((one) => ({
              value: one.id,
              label: [one.name || one.id, one.birthDate].filter((part) => part !== null).join(' · '),
            }))}
          />
          {patients.data?.items.length === 0 && <p className="sh-quiet">{t('consent.nobody')}</p>}
        </>
      )}
      <SignInProblem error={error} />
      <Button
        type="primary"
        size="large"
        htmlType="submit"
        block
        loading={busy}
        disabled={given.length === 0 || (app.needsPatient && patient === null)}
      >
        {t('consent.allow')}
      </Button>
      <Button size="large" block disabled={busy} onClick={() => void answer(false)}>
        {t('consent.refuse')}
      </Button>
    </SignInFrame>
  );
}
