import { formatTime } from '@songhua/ui/format.ts';
import { ProblemNotice } from '@songhua/ui/problem-notice.tsx';
import { useLanguage } from '@songhua/ui/text.ts';
import { useWrite } from '@songhua/ui/use-write.ts';
import { App, Button, Form, InputNumber } from 'antd';
import { useTranslation } from 'react-i18next';
import { type EquipmentKind, equipmentKinds, type Facility } from '../contract.ts';

type Draft = Partial<Record<EquipmentKind, { readonly there?: number | null; readonly inUse?: number | null }>>;

/** What a hospital has of ventilators, ECMO machines and ambulances and uses now; it begins with what was said last, and when. */
export function EquipmentForm({ facility }: { readonly facility: Facility }) {
  const { t } = useTranslation('surge');
  const language = useLanguage();
  const { message } = App.useApp();
  const { write, busy, error } = useWrite();
  const { institution, equipment } = facility;
  const lastOf = (kind: EquipmentKind) => equipment.find((one) => one.kind === kind);
  const send = async (draft: Draft) => {
    const entries = equipmentKinds.flatMap((kind) => {
      const { there, inUse } = draft[kind] ?? {};
      return typeof there === 'number' && typeof inUse === 'number' ? { kind, there, inUse } : [];
    });
    if (entries.length === 0) return;
    const answer = await write<{ taken: number }>('POST', '/api/surge/equipment', { institution, entries });
    if (answer) void message.success(t('equipment.taken', { count: answer.taken }));
  };
  return (
    <section className="su-report sh-no-print" aria-label={t('equipment.title')}>
      <h2>{t('equipment.title')}</h2>
      <Form<Draft>
        layout="vertical"
        initialValues={Object.fromEntries(equipment.map(({ kind, there, inUse }) => [kind, { there, inUse }]))}
        onFinish={(draft) => void send(draft)}
      >
        <div className="su-grid">
          {equipmentKinds.map((kind) => {
            const last = lastOf(kind);
            const said = last && t('equipment.last', { at: formatTime(last.at, language), by: last.by ?? '—' });
            return (
              <fieldset key={kind} className="su-equipment">
                <legend>{t(`equipment.${kind}`)}</legend>
                <Form.Item name={[kind, 'there']} label={t('equipment.there')}>
                  <InputNumber min={0} max={10_000} className="su-number" />
                </Form.Item>
                <Form.Item name={[kind, 'inUse']} label={t('equipment.in-use')} extra={said}>
                  <InputNumber min={0} max={10_000} className="su-number" />
                </Form.Item>
              </fieldset>
            );
          })}
        </div>
        <Button type="primary" htmlType="submit" loading={busy}>
          {t('equipment.send')}
        </Button>
      </Form>
      {Boolean(error) && <ProblemNotice error={error} />}
    </section>
  );
}
