import { ApiProblem } from '@songhua/ui/api.ts';
import { useApi } from '@songhua/ui/query.ts';
import { useMay } from '@songhua/ui/session.ts';
import { useText } from '@songhua/ui/text.ts';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ResidentRecord } from '../contract.ts';
import { OpenVisit } from './open-visit.tsx';
import { useInstitution } from './use-institution.ts';
import { useVisit } from './use-visit.ts';

interface Bundle {
  readonly entry?: readonly { readonly resource: { readonly id: string } }[];
}

/** Ends a visit of one's own institution; what was refused is said. */
export function CloseVisit({ visit, name }: { readonly visit: string; readonly name: string }) {
  const { t } = useTranslation('resident-record');
  const text = useText();
  const { message, modal } = App.useApp();
  const { busy, close } = useVisit();
  const ask = () =>
    modal.confirm({
      title: t('visit.close-title', { name }),
      content: t('visit.close-means'),
      okText: t('visit.close'),
      cancelText: t('act.cancel'),
      onOk: async () => {
        const refused = await close(visit);
        if (refused === null) void message.success(t('visit.closed'));
        else void message.error(refused instanceof ApiProblem ? text(refused.texts) : String(refused), 8);
      },
    });
  return (
    <Button loading={busy} onClick={ask} aria-label={t('visit.close-named', { name })}>
      {t('visit.close')}
    </Button>
  );
}

/** Opens a visit of this person at the reader's institution, or ends the one that is open there. */
export function VisitButton({ record }: { readonly record: ResidentRecord }) {
  const { t } = useTranslation('resident-record');
  const may = useMay('access.find-person');
  const institution = useInstitution();
  const [opening, setOpening] = useState(false);
  const open = useApi<Bundle>(
    may && institution ? '/fhir/R4/Encounter' : null,
    {
      subject: record.registrations.map(({ patient }) => `Patient/${patient}`).join(','),
      'service-provider': institution?.id,
      status: 'arrived,triaged,in-progress,onleave',
      _count: 1,
      _sort: '-date',
    },
    { stays: true },
  );
  if (!may || !institution || !open.data) return null;
  const visit = open.data.entry?.[0]?.resource.id;
  if (visit !== undefined) return <CloseVisit visit={visit} name={record.head.name} />;
  return (
    <>
      <Button type="primary" onClick={() => setOpening(true)}>
        {t('visit.open')}
      </Button>
      {opening && <OpenVisit person={{ patient: record.patient, name: record.head.name }} onClose={() => setOpening(false)} />}
    </>
  );
}
