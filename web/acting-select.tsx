import { ApartmentOutlined } from '@ant-design/icons';
import { request } from '@songhua/ui/api.ts';
import { useApi } from '@songhua/ui/query.ts';
import { useLanguage, useText } from '@songhua/ui/text.ts';
import { useQueryClient } from '@tanstack/react-query';
import { App, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { describe } from './describe.ts';

interface Choices {
  readonly institutions: readonly { readonly id: string; readonly name: string }[];
  readonly institution: string | null;
  readonly patients: readonly { readonly id: string; readonly name: string }[];
  readonly patient: string | null;
}

/** For which institution one acts today, and for whom; there only for those who have a choice. */
export function ActingSelect() {
  const { t } = useTranslation('web');
  const text = useText();
  const language = useLanguage();
  const queries = useQueryClient();
  const { message } = App.useApp();
  const { data } = useApi<Choices>('/api/administration/me/choices');
  if (!data) return null;
  const choose = async (change: Partial<Pick<Choices, 'institution' | 'patient'>>) => {
    const { institution, patient } = { ...data, ...change };
    try {
      await request('/api/administration/me/choice', { method: 'POST', body: { institution, patient }, language });
      void message.success(t('acting.changed'));
      // Who one is decides what every page shows.
      await queries.invalidateQueries({ queryKey: ['api'] });
    } catch (error) {
      void message.error(describe(error, text, t('broken.what')));
    }
  };
  return (
    <>
      {data.institutions.length > 1 && (
        <Select
          className="sh-acting"
          aria-label={t('acting.institution')}
          prefix={<ApartmentOutlined aria-hidden="true" />}
          value={data.institution}
          popupMatchSelectWidth={false}
          options={data.institutions.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(institution: string) => void choose({ institution })}
        />
      )}
      {data.patients.length > 0 && (
        <Select
          className="sh-acting"
          aria-label={t('acting.patient')}
          value={data.patient ?? ''}
          popupMatchSelectWidth={false}
          options={[{ value: '', label: t('acting.own') }, ...data.patients.map(({ id, name }) => ({ value: id, label: name }))]}
          onChange={(patient: string) => void choose({ patient: patient || null })}
        />
      )}
    </>
  );
}
