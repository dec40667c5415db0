import { useAddress, useChoices } from '@songhua/ui/address.ts';
import { address } from '@songhua/ui/api.ts';
import { cityDay } from '@songhua/ui/format.ts';
import { PageHead } from '@songhua/ui/page-head.tsx';
import { useMay, useSession } from '@songhua/ui/session.ts';
import { useLanguage, useText } from '@songhua/ui/text.ts';
import { Checkbox, Form, Input, InputNumber, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { returnKind } from '../contract.ts';
import { FileDrop } from './file-drop.tsx';
import './returns.css';

/** Says what a file is of, offers its template, and takes it. What is chosen lives in the address. */
export default function UploadPage() {
  const { t } = useTranslation('returns');
  const text = useText();
  const lang = useLanguage();
  const navigate = useNavigate();
  const { get, set } = useAddress();
  const { areas } = useChoices();
  const own = useSession().actor.area;
  const [goodOnly, setGoodOnly] = useState(false);
  const asked = returnKind.safeParse(get('kind'));
  const kind = asked.success ? asked.data : 'annual';
  const isCounty = areas.some(({ code, level }) => code === own && level !== 'city' && level !== 'town');
  // As the server has it: a county's account gets forms of its own county, and people's names go to who submits or reviews.
  const handlesReturns = [useMay('returns.submit'), useMay('returns.review')].includes(true);
  const area = get('county') ?? (isCounty ? (own ?? undefined) : undefined);
  const mayFill = (!isCounty || area === own) && (kind !== 'staff' || handlesReturns);
  const year = Number(get('year')) || Number(cityDay(new Date())?.slice(0, 4)) - 1;
  const asOf = get('asOf') ?? `${year}-12-31`;
  const counties = areas.filter(({ level }) => level !== 'town');
  const template = (format: string, filled: boolean): string =>
    address('/api/returns/template', { kind, format, lang, ...(filled && { area }) });
  return (
    <>
      <PageHead title={t('upload.title')} lead={t('upload.lead')}>
        <Link to="/returns">{t('status.title')}</Link>
      </PageHead>
      <Form layout="vertical" className="returns-form">
        <Form.Item label={t('column.kind')} htmlFor="returns-kind">
          <Select
            id="returns-kind"
            value={kind}
            options={returnKind.options.map((value) => ({ value, label: t(`kind.${value}`) }))}
            onChange={(value: string) => set({ kind: value })}
          />
        </Form.Item>
        <Form.Item label={t('column.area')} htmlFor="returns-area" required>
          <Select
            id="returns-area"
            value={area ?? null}
            placeholder={t('upload.choose-area')}
            showSearch={{ optionFilterProp: 'label' }}
            options={counties.map(({ code, name }) => ({ value: code, label: text(name) }))}
            onChange={(value: string) => set({ county: value })}
          />
        </Form.Item>
        <Form.Item label={t('column.year')} htmlFor="returns-year">
          <InputNumber
            id="returns-year"
            value={year}
            min={1950}
            max={2200}
            precision={0}
            onChange={(value) => set({ year: value ? String(value) : null, asOf: null })}
          />
        </Form.Item>
        <Form.Item label={t('column.as-of')} htmlFor="returns-as-of">
          <Input id="returns-as-of" type="date" value={asOf} onChange={(event) => set({ asOf: event.target.value })} />
        </Form.Item>
      </Form>
      <p>
        <Checkbox checked={goodOnly} onChange={(event) => setGoodOnly(event.target.checked)}>
          {t('upload.good-only')}
        </Checkbox>
      </p>
      <p className="returns-templates">
        <span>{t('upload.template')}</span>
        <a href={template('xlsx', false)} download>
          XLSX
        </a>
        <a href={template('csv', false)} download>
          CSV
        </a>
        {area && mayFill && (
          <a href={template('xlsx', true)} download>
            {t('upload.template-filled')}
          </a>
        )}
      </p>
      <FileDrop
        path="/api/returns/submissions"
        query={area ? { kind, area, year, asOf, ...(goodOnly && { goodOnly }) } : null}
        onSent={({ id }) => void navigate(`/returns/${id}`)}
      />
    </>
  );
}
