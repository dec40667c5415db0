import { ProblemNotice } from '@songhua/ui/problem-notice.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { useAtRest } from '@songhua/ui/use-at-rest.ts';
import { useLaunch } from '@songhua/ui/use-launch.ts';
import { Input, Modal, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LaunchableList } from '../contract.ts';

interface Patient {
  readonly id: string;
  readonly name?: readonly { readonly text?: string; readonly family?: string; readonly given?: readonly string[] }[];
  readonly birthDate?: string;
  readonly identifier?: readonly { readonly value?: string }[];
}

interface Bundle {
  readonly entry?: readonly { readonly resource: Patient }[];
}

const most = 20;

/** Numbers are looked for as identifiers, anything else as a name. */
const questionOf = (asked: string) => (/^[\d-]+[Xx]?$/.test(asked) ? { identifier: asked } : { name: asked || undefined });

function sayPatient({ id, name, birthDate, identifier }: Patient): string {
  const [first] = name ?? [];
  const called = first?.text ?? `${first?.family ?? ''}${(first?.given ?? []).join('')}`;
  return [called || id, birthDate, identifier?.[0]?.value].filter((part) => part !== undefined).join(' · ');
}

/** Whose record the app begins with: one of those whom the reader reaches, shown as lists show them. */
export function LaunchDialog({ app, onClose }: { readonly app: LaunchableList['items'][number]; readonly onClose: () => void }) {
  const { t } = useTranslation('administration');
  const { busy, launch } = useLaunch();
  const [typed, setTyped] = useState('');
  const [asked, setAsked] = useState('');
  const [chosen, setChosen] = useState<string | null>(null);
  useAtRest(typed, setAsked);
  const found = useApi<Bundle>('/fhir/R4/Patient', { ...questionOf(asked), _count: most });
  const patients = (found.data?.entry ?? []).map(({ resource }) => resource);
  const open = async (): Promise<void> => {
    if (await launch(app.id, chosen)) onClose();
  };
  return (
    <Modal
      open
      title={t('apps.whose', { name: app.name })}
      okText={t('apps.open')}
      cancelText={t('act.cancel')}
      okButtonProps={{ disabled: chosen === null || !patients.some(({ id }) => `Patient/${id}` === chosen), loading: busy }}
      onCancel={onClose}
      onOk={() => void open()}
    >
      <label htmlFor="launch-patient" className="administration-label">
        {t('apps.search')}
      </label>
      <Input id="launch-patient" autoFocus value={typed} maxLength={100} onChange={(event) => setTyped(event.target.value)} />
      {found.error ? (
        <ProblemNotice error={found.error} onRetry={() => void found.refetch()} />
      ) : (
        <div role="status" aria-busy={found.isFetching}>
          <Radio.Group
            vertical
            className="administration-buttons"
            aria-label={t('apps.patient')}
            value={chosen}
            options={patients.map((patient) => ({ value: `Patient/${patient.id}`, label: sayPatient(patient) }))}
            onChange={(event) => setChosen(event.target.value as string)}
          />
          {!found.isFetching && patients.length === 0 && (
            <p className="sh-quiet">{asked ? t('apps.nobody-found') : t('apps.nobody')}</p>
          )}
          {patients.length === most && <p className="sh-quiet">{t('apps.more', { count: most })}</p>}
        </div>
      )}
      <p className="sh-quiet">{t('apps.consent')}</p>
    </Modal>
  );
}
